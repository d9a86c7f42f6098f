using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>One thing that may be wrong with weights or with a declaration, and both as they would be if it were.</summary>
/// <param name="Explanation">What is wrong, to be read after "the self-test is met if".</param>
/// <param name="Network">The network as it is then.</param>
/// <param name="Mend">The weights as they are then; their self-test may start elsewhere, but has the same inputs and outputs.</param>
internal sealed record SelfTestHypothesis(string Explanation, NetworkShape Network, Func<LstmWeights, LstmWeights> Mend);
