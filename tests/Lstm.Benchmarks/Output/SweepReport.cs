using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Parts;
using Lstm.Benchmarks.Sweep;

namespace Lstm.Benchmarks.Output;

/// <summary>The report of the sweep: two plots, a table, and the conspicuous sizes.</summary>
internal static class SweepReport
{
    private static readonly int[] s_columns = [1, 4, 8, 16, 24, 32, 40, 48, 64, 96, 128, 160, 192, 224, 256];

    /// <summary>Returns the plots.</summary>
    public static IReadOnlyList<Figure> Figures(IReadOnlyList<SweepResult> results) =>
    [
        new("sweep-cost.svg", Plots.Lines(
            "Step, cost of a multiply-add",
            "hidden units",
            "ps a multiply-add",
            Series(results, static point => 1000 * point.PerMultiplyAdd))),
        new("sweep-step.svg", Plots.Lines("Step, time", "hidden units", "ns a step", Series(results, static point => point.Nanoseconds))),
    ];

    /// <summary>Returns the table with the nanoseconds a step of some sizes.</summary>
    public static string Table(IReadOnlyList<SweepResult> results)
    {
        int[] columns = [.. s_columns.Where(hidden => hidden <= results.Min(static result => result.Points.Count))];
        MarkdownTable table = new(["input", " ", .. columns.Select(static hidden => $"H = {hidden}")]);
        foreach (SweepResult result in results)
        {
            table.Row([$"{result.InputSize}", "ns", .. columns.Select(hidden => Text.Nanoseconds(result.Points[hidden - 1].Nanoseconds))]);
            table.Row(
            [
                "",
                "ps a multiply-add",
                .. columns.Select(hidden => Text.Number(1000 * result.Points[hidden - 1].PerMultiplyAdd, "0.0")),
            ]);
        }

        return table.ToString();
    }

    /// <summary>Returns the conspicuous sizes, one line each.</summary>
    public static string Findings(IReadOnlyList<SweepResult> results) => string.Concat(results.Select(static result =>
        result.Cliffs.Count == 0
            ? $"- input {result.InputSize}: no cliff. No size costs more than {Text.Ratio(NeighbourRule.Threshold)} its neighbours' cost"
                + $"{Asides(result)}.\n"
            : string.Concat(result.Findings.Select(static finding => $"- {Describe(finding)}\n"))));

    private static (string Name, double[] X, double[] Y)[] Series(
        IReadOnlyList<SweepResult> results,
        System.Func<SweepPoint, double> value) =>
    [
        .. results.Select(result => (
            $"input {result.InputSize}",
            (double[])[.. result.Points.Select(static point => point.Hidden)],
            (double[])[.. result.Points.Select(value)])),
    ];

    private static string Asides(SweepResult result)
    {
        string text = string.Join("; ", result.Findings.Select(Describe));
        return text.Length == 0 ? "" : $" ({text})";
    }

    private static string Describe(SweepFinding finding)
    {
        string kind = finding.Kind switch
        {
            FindingKind.Cliff => "CLIFF",
            FindingKind.BlockCliff => "BLOCK CLIFF",
            FindingKind.StepUp => "STEP UP",
            FindingKind.CacheStep => "the weights outgrow a cache",
            _ => "a fixed cost",
        };
        string time = Text.Nanoseconds(finding.Point.Nanoseconds);
        return $"{kind} at {finding.Point.Size}, {time} ns, {Text.Ratio(finding.Ratio)} what its neighbours predict";
    }
}
