using Lstm;

/// <summary>Forecasts the sunspot number of the next year from that of this year.</summary>
/// <remarks>1 input, 8 hidden units, a dense head with 1 output. The other part of this class is generated.</remarks>
[Lstm(input: 1, hidden: 8, Output = 1)]
public sealed partial class Network;
