using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Onnx;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Output;

/// <summary>The tables of the sizes.</summary>
internal static class SizeReport
{
    /// <summary>Returns the table of the exact methods, one column each, with the limit.</summary>
    public static string Exact(IReadOnlyList<SizeResult> results)
    {
        string[] others =
            [.. NamesOf(results, Role.Exact).Where(static name => name is not (Entrants.Step or Entrants.Run))];
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
                Text.Times(result.Step),
                Text.Times(result.Run),
                .. others.Select(name => Text.Times(result[name]?.Time)),
                NameOf(result.Level),
                Text.Number(1 / result.Limit.Minimum, "0.0"),
                Text.Nanoseconds(result.LimitPerStep),
                Text.Share(result.LimitPerStep / result.Step.Minimum),
                Text.Share(result.LimitPerStep / result.Run.Minimum),
            ]);
        }

        return table.ToString();
    }

    /// <summary>Returns the table of the methods that compute less exactly, with their differences from the exact ones.</summary>
    public static string Inexact(IReadOnlyList<SizeResult> results)
    {
        MarkdownTable table = new(
        [
            "size",
            .. Entrants.InexactKinds.SelectMany(static kind => (string[])[kind.Name, kind.RunName, "differs by"]),
        ]);
        foreach (SizeResult result in results)
        {
            table.Row(
            [
                result.Size.ToString(),
                .. Entrants.InexactKinds.SelectMany(kind => (string[])
                [
                    Text.Times(result[kind.Name]?.Time),
                    Text.Times(result[kind.RunName]?.Time),
                    result.Difference(kind) is { } difference ? Text.Difference(difference) : "",
                ]),
            ]);
        }

        return table.ToString();
    }

    /// <summary>Returns the table of speeds relative to <c>Step</c>.</summary>
    public static string Gains(IReadOnlyList<SizeResult> results)
    {
        string[] others = [.. NamesOf(results, Role.Exact, Role.Fast, Role.Narrow).Where(static name => name != Entrants.Step)];
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
                Text.Times(step.Time),
                Text.Ratio(step.Time.Minimum / result.Step.Minimum),
                Text.Times(sequence.Time),
                Text.Ratio(sequence.Time.Minimum / result.Run.Minimum),
                Text.Difference(float.Max(step.Difference!.Value, sequence.Difference!.Value)));
        }

        return table.ToString();
    }

    /// <summary>Returns the plot of our shares of the machine's limit.</summary>
    public static string SharesPlot(IReadOnlyList<SizeResult> results)
    {
        string[] names = [.. NamesOf(results, Role.Exact, Role.Fast)];
        static double Share(SizeResult result, string name) =>
            result[name] is { } entry ? 100 * result.LimitPerStep / entry.Time.Minimum : 0;

        return Plots.Bars(
            "Share of the machine's limit of multiply-adds with float32 weights",
            "%",
            [.. results.Select(static result => result.Size.ToString())],
            [.. names.Select(name => (name, (double[])[.. results.Select(result => Share(result, name))]))]);
    }

    private static IEnumerable<string> NamesOf(IReadOnlyList<SizeResult> results, params IReadOnlyList<Role> roles) => results
        .SelectMany(static result => result.Entries)
        .Where(entry => roles.Contains(entry.Role))
        .Select(static entry => entry.Name)
        .Distinct();

    private static string NameOf(MemoryLevel level) => level == MemoryLevel.PastL2 ? "past L2" : level.ToString();
}
