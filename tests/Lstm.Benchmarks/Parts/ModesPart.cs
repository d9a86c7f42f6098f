using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Modes;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>The spread of a step's time over processes.</summary>
internal sealed class ModesPart(IReadOnlyList<NetworkSize> sizes, ModesBenchmark benchmark, TimeSpan expected) : Part("modes", expected)
{
    private const double MostSpread = 1.1;

    public override Chapter Measure(Action<string> progress)
    {
        IReadOnlyList<ModesResult> results = benchmark.Measure(sizes, progress);
        MarkdownTable table = new("size", " method", "fastest", "median", "slowest", "slowest / fastest");
        foreach (ModesResult result in results)
        {
            table.Row(
                result.Size.ToString(),
                result.Method,
                Text.Nanoseconds(result.Fastest),
                Text.Nanoseconds(result.Median),
                Text.Nanoseconds(result.Slowest),
                Text.Number(result.Spread, "0.00"));
        }

        ModesResult worst = results.MaxBy(static result => result.Spread)!;
        return new Chapter(
            $"""
            ## Modes

            ns a step in {benchmark.Processes} processes, one after the other. The time of a process is its fastest of {benchmark.Rounds}
            alternating rounds; the table has the fastest, the middle and the slowest process.

            {table}
            """)
        {
            Targets =
            [
                new TargetResult(
                    "modes, slowest process over fastest",
                    $"at most {Text.Ratio(MostSpread)}",
                    $"at most {Text.Ratio(worst.Spread)}, {worst.Method} at {worst.Size}",
                    worst.Spread <= MostSpread),
            ],
            Numbers = results,
        };
    }
}
