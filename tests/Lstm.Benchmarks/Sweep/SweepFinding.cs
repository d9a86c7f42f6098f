namespace Lstm.Benchmarks.Sweep;

/// <summary>A conspicuous size.</summary>
/// <param name="Point">The size.</param>
/// <param name="Kind">Why it is conspicuous.</param>
/// <param name="Ratio">How many times as dear it is as its neighbours lead to expect.</param>
internal sealed record SweepFinding(SweepPoint Point, FindingKind Kind, double Ratio);
