using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Modes;

/// <summary>The times of one method in several processes, in nanoseconds a step.</summary>
/// <param name="Size">The network.</param>
/// <param name="Method"><c>Step</c> or <c>Run</c>.</param>
/// <param name="Processes">The fastest round of each process, in the order of their start.</param>
internal sealed record ModesResult(NetworkSize Size, string Method, IReadOnlyList<double> Processes)
{
    [JsonIgnore]
    public double Fastest => Processes.Min();

    [JsonIgnore]
    public double Median => Timing.Of(Processes, allocatedBytes: 0).Median;

    [JsonIgnore]
    public double Slowest => Processes.Max();

    /// <summary>The time of the slowest process over that of the fastest.</summary>
    [JsonIgnore]
    public double Spread => Slowest / Fastest;
}
