using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>A possible mistake in weights or in a declaration, and the corrected weights and network.</summary>
/// <param name="Family">The family of the mistake, for the list of what was tried.</param>
/// <param name="Explanation">The mistake: the words that follow "the self-test passes if".</param>
/// <param name="Network">The corrected network.</param>
/// <param name="Mend">Corrects the weights. The self-test may get another initial state, but keeps its inputs and outputs.</param>
internal sealed record SelfTestHypothesis(
    string Family, string Explanation, NetworkShape Network, Func<LstmWeights, LstmWeights> Mend);
