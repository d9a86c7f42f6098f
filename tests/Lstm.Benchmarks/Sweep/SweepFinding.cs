namespace Lstm.Benchmarks.Sweep;

/// <summary>A conspicuous size.</summary>
/// <param name="Point">The size.</param>
/// <param name="Kind">Why it is conspicuous.</param>
/// <param name="Ratio">Its cost over the cost that its neighbours predict.</param>
internal sealed record SweepFinding(SweepPoint Point, FindingKind Kind, double Ratio);
