namespace Lstm;

/// <summary>The letters of the vectors of a layer in a trace, as the equations have them.</summary>
/// <param name="Gates">The gates, in [0, 1] with the usual activations: <c>"ifo"</c> in an LSTM, <c>"rz"</c> in a GRU.</param>
/// <param name="Candidate">The candidate, in [-1, 1] with the usual activation: <c>"g"</c> in an LSTM, <c>"n"</c> in a GRU.</param>
/// <param name="States">The new states, the hidden state last: <c>"ch"</c> in an LSTM, <c>"h"</c> in a GRU.</param>
public readonly record struct TraceLetters(string Gates, string Candidate, string States);
