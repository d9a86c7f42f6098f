using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Children;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Start;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>From the start of a process to its first output.</summary>
internal sealed class StartPart(int rounds) : Part("start", TimeSpan.FromSeconds(60 + rounds * 0.6))
{
    private const string Jit = "JIT";
    private const string Native = "NativeAOT";
    private const double NanosecondsPerMillisecond = 1e6;

    public override Chapter Measure(Action<string> progress)
    {
        List<StartResult> results = [];
        List<string> missing = [];
        foreach (string runtime in (string[])[Jit, Native])
        {
            try
            {
                progress($"{runtime}, publishing");
                using StartProgram program = new(native: runtime == Native);
                results.AddRange(new StartBenchmark(rounds).Measure(runtime, program, progress));
            }
            catch (ChildFailedException exception)
            {
                // The linker or the compiler's package is missing: the rest of the report is still useful.
                missing.Add($"{runtime} was not measured here: {exception.Message}");
            }
        }

        MarkdownTable table = new(
            " runtime",
            "network",
            "process to first output",
            "constructor",
            "first Step",
            "constructor and first Step");
        foreach (StartResult result in results)
        {
            table.Row(
                result.Runtime,
                result.Network,
                Both(result.Process.Minimum, result.Process.Median),
                Both(result.Constructor.Minimum, result.Constructor.Median),
                Both(result.FirstStep.Minimum, result.FirstStep.Median),
                Both(result.Ready.Minimum, result.Ready.Median));
        }

        return new Chapter(
            $"""
            ## Start

            ms, fastest of {rounds} starts and (median), of a published program with the networks 1x16 and 64x128: with the JIT,
            which compiles what it uses, and with NativeAOT for x86-64-v3. "none" is the same program without a network: the cost
            of any process.

            {table}
            {string.Join("\n", missing)}
            """)
        {
            Targets = [Target(results, Jit, 60), Target(results, Native, 5)],
            Numbers = results,
        };
    }

    private static TargetResult Target(IReadOnlyList<StartResult> results, string runtime, double milliseconds)
    {
        string what = $"constructor and first Step, 64x128, {runtime}";
        string target = $"under {Text.Number(milliseconds, "0")} ms";
        return results.FirstOrDefault(result => result.Runtime == runtime && result.Network == "64x128") is { } result
            ? new TargetResult(
                what,
                target,
                $"{Both(result.Ready.Minimum, result.Ready.Median)} ms",
                result.Ready.Median < milliseconds * NanosecondsPerMillisecond)
            : new TargetResult(what, target, "not measured in this run", Met: null);
    }

    private static string Both(double minimum, double median) => $"{Milliseconds(minimum)} ({Milliseconds(median)})";

    private static string Milliseconds(double nanoseconds) => Text.Milliseconds(nanoseconds / NanosecondsPerMillisecond);
}
