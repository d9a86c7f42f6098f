using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Lstm.Benchmarks.Children;
using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Start;

/// <summary>Starts a program again and again, once for each network in turn.</summary>
/// <param name="rounds">Starts for each network.</param>
internal sealed class StartBenchmark(int rounds)
{
    private static readonly string[] s_networks = ["none", "1x16", "64x128"];

    /// <summary>Measures all networks.</summary>
    /// <param name="runtime">The name of the runtime in the results.</param>
    /// <param name="program">The program.</param>
    /// <param name="progress">Receives progress messages.</param>
    public IReadOnlyList<StartResult> Measure(string runtime, StartProgram program, Action<string> progress)
    {
        List<(double Process, double Constructor, double FirstStep)>[] starts =
            [.. s_networks.Select(static _ => new List<(double, double, double)>())];
        for (int round = 0; round < rounds; round++)
        {
            progress($"{runtime}, start {round + 1} of {rounds}");
            for (int network = 0; network < s_networks.Length; network++)
            {
                starts[network].Add(Start(program, s_networks[network]));
            }
        }

        return
        [
            .. s_networks.Zip(starts, (network, all) => new StartResult(
                runtime,
                network,
                Timing.Of([.. all.Select(static start => start.Process)], 0),
                Timing.Of([.. all.Select(static start => start.Constructor)], 0),
                Timing.Of([.. all.Select(static start => start.FirstStep)], 0),
                Timing.Of([.. all.Select(static start => start.Constructor + start.FirstStep)], 0))),
        ];
    }

    private static (double Process, double Constructor, double FirstStep) Start(StartProgram program, string network)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Child.Start(program.Executable, [network]);
        string[] numbers = process.StandardOutput.ReadLine()?.Split(' ') ?? [];
        double elapsed = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return numbers.Length == 3
            ? (elapsed, double.Parse(numbers[0], CultureInfo.InvariantCulture), double.Parse(numbers[1], CultureInfo.InvariantCulture))
            : throw new ChildFailedException($"The program with {network} printed no numbers: {errors}");
    }
}
