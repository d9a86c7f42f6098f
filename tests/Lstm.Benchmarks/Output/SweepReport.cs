using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Sweep;

namespace Lstm.Benchmarks.Output;

/// <summary>Prints the sweep: a plot, some of its numbers, and what is conspicuous.</summary>
internal static class SweepReport
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const int SizesPerLine = 64;
    private static readonly int[] s_columns = [1, 4, 8, 16, 24, 32, 40, 48, 64, 96, 128, 160, 192, 224, 256];

    /// <summary>Measures each input size and prints its plot as soon as there is one.</summary>
    public static IReadOnlyList<SweepResult> Print(IReadOnlyList<int> inputSizes, SweepBenchmark benchmark, int rounds)
    {
        Console.WriteLine(
            $"""

            Sweep of Step over every hidden size from 1 to {SweepBenchmark.MaxHidden}, {rounds} alternating rounds, classes generated and compiled in memory.
            Bars: ps a multiply-add (padded units counted), on a logarithmic scale from the cheapest to the dearest size.

            {NeighbourRule.Text}
            """);
        List<SweepResult> results = [];
        foreach (int inputSize in inputSizes)
        {
            SweepResult result = benchmark.Measure(inputSize, ProgressLine.For($"sweep, input {inputSize}"));
            ProgressLine.Clear();
            results.Add(result);
            PrintPlot(result);
            PrintFindings(result);
        }

        return results;
    }

    private static void PrintPlot(SweepResult result)
    {
        double cheapest = result.Points.Min(static point => point.PerMultiplyAdd);
        double dearest = result.Points.Max(static point => point.PerMultiplyAdd);
        Console.WriteLine($"\ninput {result.InputSize}: {Picoseconds(cheapest)} to {Picoseconds(dearest)} ps a multiply-add");
        foreach (SweepPoint[] line in result.Points.Chunk(SizesPerLine))
        {
            string bars = string.Concat(line.Select(point => Bar(point.PerMultiplyAdd, cheapest, dearest)));
            Console.WriteLine($"  {line[0].Hidden,3}  {bars}  {line[^1].Hidden}");
        }

        Console.WriteLine();
        Console.WriteLine("  H    " + string.Concat(s_columns.Select(static hidden => $"{hidden,7}")));
        Console.WriteLine("  ns   " + string.Concat(s_columns.Select(hidden => $"{Text.Nanoseconds(result.Points[hidden - 1].Nanoseconds),7}")));
        Console.WriteLine("  ps/MA" + string.Concat(s_columns.Select(hidden => $"{Picoseconds(result.Points[hidden - 1].PerMultiplyAdd),7}")));
    }

    private static char Bar(double value, double cheapest, double dearest)
    {
        double height = dearest > cheapest ? Math.Log(value / cheapest) / Math.Log(dearest / cheapest) : 0;
        return Bars[(int)Math.Round(height * (Bars.Length - 1))];
    }

    private static void PrintFindings(SweepResult result)
    {
        Console.WriteLine();
        if (result.Findings.All(static finding => finding.Kind is FindingKind.FixedCost or FindingKind.CacheStep))
        {
            Console.WriteLine($"  no cliff: no size costs more than {Text.Ratio(NeighbourRule.Threshold)} what its neighbours do, fixed costs and cache steps aside");
        }

        foreach (SweepFinding finding in result.Findings)
        {
            string kind = finding.Kind switch
            {
                FindingKind.Cliff => "CLIFF",
                FindingKind.BlockCliff => "BLOCK CLIFF",
                FindingKind.StepUp => "STEP UP",
                FindingKind.CacheStep => "cache step",
                _ => "fixed cost",
            };
            Console.WriteLine(
                $"  {kind} at {finding.Point.Size}: {Text.Nanoseconds(finding.Point.Nanoseconds)} ns, {Text.Ratio(finding.Ratio)} what its neighbours " +
                $"lead to expect, {Text.Kilobytes(finding.Point.Size.PackedBytes)} of weights");
        }
    }

    private static string Picoseconds(double nanoseconds) => Text.Number(1000 * nanoseconds, "0.0");
}
