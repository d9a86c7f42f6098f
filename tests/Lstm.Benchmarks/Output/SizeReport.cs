using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Onnx;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Output;

/// <summary>The tables of the sizes.</summary>
internal static class SizeReport
{
    /// <summary>Returns the table of our own methods, one column each, with the limit.</summary>
    public static string Own(IReadOnlyList<SizeResult> results)
    {
        string[] others = [.. OwnNames(results).Where(static name => name is not (Entrants.Step or Entrants.Run))];
        MarkdownTable table = new(
        [
            "size", "weights", Entrants.Step, Entrants.Run, .. others,
            "limit", "MAC/ns", "at limit", "Step share", "Run share",
        ]);
        foreach (SizeResult result in results)
        {
            table.Row(
            [
                result.Size.ToString(),
                Text.Kilobytes(result.Size.PackedBytes),
                Both(result.Step),
                Both(result.Run),
                .. others.Select(name => Both(result[name]?.Time)),
                NameOf(result.Level),
                Text.Number(1 / result.Limit.Minimum, "0.0"),
                Text.Nanoseconds(result.LimitPerStep),
                Text.Share(result.LimitPerStep / result.Step.Minimum),
                Text.Share(result.LimitPerStep / result.Run.Minimum),
            ]);
        }

        return table.ToString();
    }

    /// <summary>Returns the table of speeds relative to <c>Step</c>.</summary>
    public static string Gains(IReadOnlyList<SizeResult> results)
    {
        string[] others = [.. OwnNames(results).Where(static name => name != Entrants.Step)];
        MarkdownTable table = new(["size", .. others]);
        foreach (SizeResult result in results)
        {
            table.Row(
            [
                result.Size.ToString(),
                .. others.Select(name => result[name] is { } entry ? Text.Ratio(result.Step.Minimum / entry.Time.Minimum) : ""),
            ]);
        }

        return table.ToString();
    }

    /// <summary>Returns the table of ONNX Runtime; empty if it did not take part.</summary>
    public static string Onnx(IReadOnlyList<SizeResult> results)
    {
        MarkdownTable table = new("size", "step by step", "against Step", "whole sequence", "against Run", "max difference");
        foreach (SizeResult result in results)
        {
            if (result[OnnxStepContestant.Title] is not { } step || result[OnnxSequenceContestant.Title] is not { } sequence)
            {
                return "";
            }

            table.Row(
                result.Size.ToString(),
                Both(step.Time),
                Text.Ratio(step.Time.Minimum / result.Step.Minimum),
                Both(sequence.Time),
                Text.Ratio(sequence.Time.Minimum / result.Run.Minimum),
                Text.Number(float.Max(step.Difference!.Value, sequence.Difference!.Value), "0.0e+0"));
        }

        return table.ToString();
    }

    /// <summary>
    /// Returns the table of the rivals, with the ratios of the fastest of them to <c>Step</c> and <c>Run</c>; empty without rivals.
    /// </summary>
    public static string Rivals(IReadOnlyList<SizeResult> results)
    {
        string[] names =
        [
            .. results
                .SelectMany(static result => result.Entries)
                .Where(static entry => entry.Role == Role.RivalStep)
                .Select(static entry => entry.Name)
                .Distinct(),
        ];
        if (names.Length == 0)
        {
            return "";
        }

        MarkdownTable table = new(
        [
            "size", Entrants.Step, Entrants.Run, .. names.SelectMany(static name => (string[])[$"{name}, step", "run"]),
            "fastest / Step", "fastest / Run", "max difference",
        ]);
        foreach (SizeResult result in results)
        {
            double? fastest = RivalRatios.Fastest(result);
            table.Row(
            [
                result.Size.ToString(),
                Both(result.Step),
                Both(result.Run),
                .. names.SelectMany(name => (string[])
                [
                    Both(Find(result, name, Role.RivalStep)?.Time),
                    Both(Find(result, name, Role.RivalRun)?.Time),
                ]),
                fastest is { } time ? Text.Ratio(time / result.Step.Minimum) : "",
                fastest is { } again ? Text.Ratio(again / result.Run.Minimum) : "",
                Text.Number(LargestDifference(result), "0.0e+0"),
            ]);
        }

        return table.ToString();
    }

    /// <summary>Returns the plot of our shares of the machine's limit.</summary>
    public static string SharesPlot(IReadOnlyList<SizeResult> results)
    {
        string[] names = [.. OwnNames(results)];
        static double Share(SizeResult result, string name) =>
            result[name] is { } entry ? 100 * result.LimitPerStep / entry.Time.Minimum : 0;

        return Plots.Bars(
            "Share of the machine's limit of multiply-adds with float32 weights",
            "%",
            [.. results.Select(static result => result.Size.ToString())],
            [.. names.Select(name => (name, (double[])[.. results.Select(result => Share(result, name))]))]);
    }

    private static IEnumerable<string> OwnNames(IReadOnlyList<SizeResult> results) =>
        results[0].Entries.Where(static entry => entry.Role is Role.Exact or Role.Narrow).Select(static entry => entry.Name);

    private static Entry? Find(SizeResult result, string name, Role role) =>
        result.Entries.FirstOrDefault(entry => entry.Role == role && entry.Name == name);

    private static float LargestDifference(SizeResult result) =>
        result.Entries.Where(static entry => entry.Role is Role.RivalStep or Role.RivalRun).Max(static entry => entry.Difference) ?? 0;

    private static string Both(Timing? timing) =>
        timing is null ? "" : $"{Text.Nanoseconds(timing.Minimum)} ({Text.Nanoseconds(timing.Median)})";

    private static string NameOf(MemoryLevel level) => level == MemoryLevel.PastL2 ? "past L2" : level.ToString();
}
