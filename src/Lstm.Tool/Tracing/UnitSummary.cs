namespace Lstm.Tool.Tracing;

/// <summary>Statistics of the gates of one unit over a sequence.</summary>
/// <param name="InputGate">The input gate.</param>
/// <param name="ForgetGate">The forget gate.</param>
/// <param name="Candidate">The candidate for the cell state.</param>
/// <param name="OutputGate">The output gate.</param>
internal sealed record UnitSummary(GateSummary InputGate, GateSummary ForgetGate, GateSummary Candidate, GateSummary OutputGate);
