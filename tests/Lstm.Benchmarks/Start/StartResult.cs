using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Start;

/// <summary>The times of a program's start, in nanoseconds.</summary>
/// <param name="Runtime">JIT or NativeAOT.</param>
/// <param name="Network">Its network; "none" for the same program without one.</param>
/// <param name="Process">From the start of the process to its first output.</param>
/// <param name="Constructor">The constructor of the network.</param>
/// <param name="FirstStep">The first step.</param>
/// <param name="Ready">Both.</param>
internal sealed record StartResult(string Runtime, string Network, Timing Process, Timing Constructor, Timing FirstStep, Timing Ready);
