namespace Lstm.Benchmarks.Targets;

/// <summary>Something the project promises itself, and what was measured of it.</summary>
/// <param name="What">What is promised.</param>
/// <param name="Target">How much of it.</param>
/// <param name="Measured">What was measured, and where it was worst; or why nothing was.</param>
/// <param name="Met">Whether that will do; null when nothing was measured.</param>
internal sealed record TargetResult(string What, string Target, string Measured, bool? Met);
