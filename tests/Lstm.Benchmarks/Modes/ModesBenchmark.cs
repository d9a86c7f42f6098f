using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Lstm.Benchmarks.Children;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;

namespace Lstm.Benchmarks.Modes;

/// <summary>The same measurement in several processes, one after the other.</summary>
/// <param name="processes">Processes.</param>
/// <param name="rounds">Rounds of each.</param>
internal sealed class ModesBenchmark(int processes, int rounds)
{
    /// <summary>The sizes of the report: those whose time is not that of the multiply-adds alone.</summary>
    public static IReadOnlyList<NetworkSize> Grid { get; } = [new(1, 8), new(1, 16), new(1, 24), new(1, 40)];

    public int Processes => processes;

    public int Rounds => rounds;

    /// <summary>Measures all sizes in every process.</summary>
    public IReadOnlyList<ModesResult> Measure(IReadOnlyList<NetworkSize> sizes, Action<string> progress)
    {
        List<ModesPoint> points = [];
        for (int process = 0; process < processes; process++)
        {
            progress($"process {process + 1} of {processes}");
            string json = Child.Self(ModesProbe.Arguments(sizes, rounds));
            points.AddRange(JsonSerializer.Deserialize<ModesPoint[]>(json, JsonFile.Options)!);
        }

        return
        [
            .. points
                .GroupBy(static point => (point.Size, point.Method))
                .Select(static group => new ModesResult(
                    group.Key.Size, group.Key.Method, [.. group.Select(static point => point.Nanoseconds)])),
        ];
    }
}
