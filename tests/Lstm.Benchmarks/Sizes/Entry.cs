using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Sizes;

/// <summary>What one contestant of a contest gave.</summary>
/// <param name="Name">Which.</param>
/// <param name="Role">What it takes part as.</param>
/// <param name="Time">Nanoseconds a step, or a multiply-add of a limit.</param>
/// <param name="Difference">The largest difference between one of its outputs and one of <c>Step</c>; null for what has no outputs.</param>
internal sealed record Entry(string Name, Role Role, Timing Time, float? Difference);
