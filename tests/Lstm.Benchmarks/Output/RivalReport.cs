using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Output;

/// <summary>The tables of other libraries.</summary>
internal static class RivalReport
{
    private static readonly (RivalAccuracy Accuracy, string Ours)[] s_ratios =
    [
        (RivalAccuracy.Exact, Entrants.Step),
        (RivalAccuracy.Exact, Entrants.Run),
        (RivalAccuracy.Approximate, Entrants.Step),
        (RivalAccuracy.Approximate, Entrants.Run),
        (RivalAccuracy.Approximate, Entrants.Fast.Name),
        (RivalAccuracy.Approximate, Entrants.Fast.RunName),
    ];

    /// <summary>Returns the tables; empty if no library took part.</summary>
    public static string Of(IReadOnlyList<SizeResult> results)
    {
        RivalComparison comparison = new(results);
        return comparison.Libraries.Count == 0
            ? ""
            : $"""
            A library is exact if all of its outputs differ from ours by at most {Text.Difference(SizeBenchmark.Tolerance)}, and approximate
            if they differ by at most {Text.Number(RivalComparison.MostApproximate, "0.0")}. A wrong one computes another network.

            {Libraries(comparison)}
            ns a step, one call a step:

            {Times(results, comparison, Role.RivalStep, Entrants.Step)}
            ns a step, one call a sequence:

            {Times(results, comparison, Role.RivalRun, Entrants.Run)}
            Times of the fastest library of each class, by step or by sequence, over ours:

            {Ratios(results, comparison)}
            """;
    }

    private static string Libraries(RivalComparison comparison)
    {
        MarkdownTable table = new(" library", "largest difference", "at", " class");
        foreach (RivalSummary library in comparison.Libraries)
        {
            table.Row(library.Name, Text.Difference(library.Difference), library.Size.ToString(), NameOf(library.Accuracy));
        }

        return table.ToString();
    }

    private static string Times(IReadOnlyList<SizeResult> results, RivalComparison comparison, Role role, string ours)
    {
        MarkdownTable table = new(["size", ours, .. comparison.Libraries.Select(static library => library.Name)]);
        foreach (SizeResult result in results)
        {
            table.Row(
            [
                result.Size.ToString(),
                Text.Times(result[ours]!.Time),
                .. comparison.Libraries.Select(library => Text.Times(
                    result.Entries.FirstOrDefault(entry => entry.Role == role && entry.Name == library.Name)?.Time)),
            ]);
        }

        return table.ToString();
    }

    private static string Ratios(IReadOnlyList<SizeResult> results, RivalComparison comparison)
    {
        (RivalAccuracy Accuracy, string Ours)[] columns =
            [.. s_ratios.Where(column => comparison.Libraries.Any(library => library.Accuracy == column.Accuracy))];
        MarkdownTable table = new(["size", .. columns.Select(static column => $"{NameOf(column.Accuracy)} / {column.Ours}")]);
        foreach (SizeResult result in results)
        {
            table.Row(
            [
                result.Size.ToString(),
                .. columns.Select(column =>
                    comparison.Ratio(result, column.Accuracy, column.Ours) is { } ratio ? Text.Ratio(ratio) : ""),
            ]);
        }

        return table.ToString();
    }

    private static string NameOf(RivalAccuracy accuracy) => accuracy switch
    {
        RivalAccuracy.Exact => "exact",
        RivalAccuracy.Approximate => "approximate",
        _ => "wrong",
    };
}
