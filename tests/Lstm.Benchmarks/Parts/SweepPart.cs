using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Sweep;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>The search for sizes that cost more than their neighbours.</summary>
internal sealed class SweepPart(IReadOnlyList<int> inputSizes, SweepBenchmark benchmark, int rounds, TimeSpan expected)
    : Part("sweep", expected)
{
    public override Chapter Measure(Action<string> progress)
    {
        IReadOnlyList<SweepResult> results =
            [.. inputSizes.Select(input => benchmark.Measure(input, text => progress($"input {input}, {text}")))];
        SweepFinding? worst = results.SelectMany(static result => result.Cliffs).MaxBy(static finding => finding.Ratio);
        string markdown =
            $"""
            ## Sweep

            `Step` at every hidden size from 1 to {benchmark.MaxHidden}, fastest of {rounds} alternating rounds, classes generated
            and compiled in memory. Padded units count as multiply-adds in the first plot and in the rule.

            ![Cost of a multiply-add at every hidden size](benchmarks/sweep-cost.svg)

            ![Time of a step at every hidden size](benchmarks/sweep-step.svg)

            {SweepReport.Table(results)}
            {SweepReport.Findings(results)}
            """;
        return new Chapter(markdown)
        {
            Figures = SweepReport.Figures(results),
            Targets =
            [
                new TargetResult(
                    "level cost, every H from 1 to 256",
                    $"at most {Text.Ratio(NeighbourRule.Threshold)} the neighbours'",
                    worst is null ? "no cliff" : $"{Text.Ratio(worst.Ratio)} at {worst.Point.Size}",
                    worst is null),
            ],
            Numbers = results,
        };
    }
}
