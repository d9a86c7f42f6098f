namespace Lstm.Benchmarks.Targets;

/// <summary>A target of the project, and its measurement.</summary>
/// <param name="What">The measured quantity.</param>
/// <param name="Target">The value to reach.</param>
/// <param name="Measured">The measured value, and the worst size; or the reason why nothing was measured.</param>
/// <param name="Met">Whether the target is met; null if nothing was measured.</param>
internal sealed record TargetResult(string What, string Target, string Measured, bool? Met);
