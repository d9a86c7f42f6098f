using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Sizes;

/// <summary>The result of one contestant.</summary>
/// <param name="Name">The contestant.</param>
/// <param name="Role">Its role.</param>
/// <param name="Time">Nanoseconds a step, or a multiply-add of a limit.</param>
/// <param name="Difference">The largest difference between one of its outputs and one of <c>Step</c>; null if it has no outputs.</param>
internal sealed record Entry(string Name, Role Role, Timing Time, float? Difference);
