using System;

namespace Lstm;

/// <summary>One thing that may be wrong with weights, and the weights as they would be if it were.</summary>
/// <param name="Explanation">What is wrong, to be read after "the self-test is met if".</param>
/// <param name="OutputActivation">What the head applies then.</param>
/// <param name="Mend">Undoes the mistake in one layer.</param>
internal sealed record SelfTestHypothesis(
    string Explanation, Activation OutputActivation, Func<LstmLayerWeights, LstmLayerWeights> Mend);
