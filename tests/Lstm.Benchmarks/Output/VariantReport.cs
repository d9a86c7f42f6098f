using System.Collections.Generic;
using Lstm.Benchmarks.Variants;

namespace Lstm.Benchmarks.Output;

/// <summary>The table of the cell family.</summary>
internal static class VariantReport
{
    public static string Table(IReadOnlyList<VariantResult> results)
    {
        MarkdownTable table = new("size", " variant", "Step (median)", "of plain", "multiply-adds of plain");
        foreach (VariantResult result in results)
        {
            table.Row(
                result.Size,
                result.Name,
                $"{Text.Nanoseconds(result.Time.Minimum)} ({Text.Nanoseconds(result.Time.Median)})",
                Text.Number(result.OfPlain, "0.00"),
                Text.Number(result.ArithmeticOfPlain, "0.00"));
        }

        return table.ToString();
    }
}
