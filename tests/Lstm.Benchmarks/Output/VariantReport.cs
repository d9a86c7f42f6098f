using System;
using System.Collections.Generic;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Variants;

namespace Lstm.Benchmarks.Output;

/// <summary>Prints what each member of the cell family costs.</summary>
internal static class VariantReport
{
    private static readonly NetworkSize[] s_sizes = [new(1, 16), new(8, 64)];

    /// <summary>Measures each size and prints its table as soon as there is one.</summary>
    public static IReadOnlyList<VariantResult> Print(VariantBenchmark benchmark, int rounds)
    {
        Console.WriteLine(
            $"""

            The cell family: ns a Step over {rounds} alternating rounds, fastest and (median); of networks that need the whole sequence, ns a step of Run.
            "of plain" is the fastest round over the plain cell's in the same contest, beside the multiply-adds that the equations call for.

            """);
        TextTable table = new("  size", "               variant", "  Step (median)", "of plain", "multiply-adds of plain", "bytes/step");
        List<VariantResult> all = [];
        foreach (NetworkSize size in s_sizes)
        {
            IReadOnlyList<VariantResult> results = benchmark.Measure(size, ProgressLine.For($"variants, {size}"));
            ProgressLine.Clear();
            all.AddRange(results);
            foreach (VariantResult result in results)
            {
                table.Row(
                    result.Size,
                    result.Name,
                    $"{Text.Nanoseconds(result.Time.Minimum)} ({Text.Nanoseconds(result.Time.Median)})",
                    Text.Number(result.OfPlain, "0.00"),
                    Text.Number(result.ArithmeticOfPlain, "0.00"),
                    Text.Number(result.Time.AllocatedBytes, "0.##"));
            }
        }

        return all;
    }
}
