using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Variants;

namespace Lstm.Benchmarks.Parts;

/// <summary>The cost of each variant of the cell, relative to the plain cell.</summary>
internal sealed class VariantsPart(VariantBenchmark benchmark, int rounds, TimeSpan expected) : Part("variants", expected)
{
    private static readonly NetworkSize[] s_sizes = [new(1, 16), new(8, 64)];

    public override Chapter Measure(Action<string> progress)
    {
        IReadOnlyList<VariantResult> results =
            [.. s_sizes.SelectMany(size => benchmark.Measure(size, text => progress($"{size}: {text}")))];
        return new Chapter(
            $"""
            ## The cell family

            ns a `Step`, fastest of {rounds} alternating rounds and (median); for networks that need the whole sequence, ns a step
            of `Run`. "of plain" is the fastest round over that of the plain cell in the same contest, with the ratio of
            multiply-adds in the last column.

            {VariantReport.Table(results)}
            """)
        {
            Failures =
            [
                .. results
                    .Where(static result => result.Time.AllocatedBytes > 0)
                    .Select(static result => $"{result.Size}, {result.Name}: a step allocates."),
            ],
            Numbers = results,
        };
    }
}
