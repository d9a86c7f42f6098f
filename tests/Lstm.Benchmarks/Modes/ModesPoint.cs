using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Modes;

/// <summary>The time of one method in one process.</summary>
/// <param name="Size">The network.</param>
/// <param name="Method"><c>Step</c> or <c>Run</c>.</param>
/// <param name="Nanoseconds">A step's time in its fastest round.</param>
internal sealed record ModesPoint(NetworkSize Size, string Method, double Nanoseconds);
