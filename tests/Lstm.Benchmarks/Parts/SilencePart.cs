using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Silence;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>The time of a step after the input has become silent.</summary>
internal sealed class SilencePart(int rounds) : Part("silence", TimeSpan.FromSeconds(4 + rounds))
{
    private const double MostSlowdown = 1.2;

    private static readonly NetworkSize[] s_sizes = [new(1, 8, 1), new(1, 16, 1), new(1, 40, 1), new(8, 64, 1)];

    public override Chapter Measure(Action<string> progress)
    {
        IReadOnlyList<SilenceResult> results = new SilenceBenchmark(rounds).Measure(s_sizes, progress);
        MarkdownTable table = new("size", "sound", "silence", "subnormal inputs", "slowdown");
        foreach (SilenceResult result in results)
        {
            table.Row(
                result.Size.ToString(),
                Text.Nanoseconds(result.Sound.Minimum),
                Text.Nanoseconds(result.Silent.Minimum),
                Text.Nanoseconds(result.Fading.Minimum),
                Text.Number(result.Slowdown, "0.00"));
        }

        SilenceResult slowest = results.MaxBy(static result => result.Slowdown)!;
        return new Chapter(
            $"""
            ## Silence

            ns of a `Step`, fastest of {rounds} rounds, of networks whose state decays to zero without input: under ordinary
            inputs, and after them under zeros and under inputs of 1e-40.

            {table}
            """)
        {
            Targets =
            [
                new TargetResult(
                    "a step in silence",
                    $"at most {Text.Number(MostSlowdown, "0.0")} times as long",
                    $"at most {Text.Number(slowest.Slowdown, "0.00")} times, at {slowest.Size}",
                    slowest.Slowdown <= MostSlowdown),
            ],
            Numbers = results,
        };
    }
}
