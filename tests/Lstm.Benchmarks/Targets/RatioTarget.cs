using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Targets;

/// <summary>A target for a ratio of two times that every size of a group must reach.</summary>
internal static class RatioTarget
{
    /// <summary>Returns the result of a target for the smallest ratio.</summary>
    /// <param name="what">The measured quantity.</param>
    /// <param name="target">The ratio to reach.</param>
    /// <param name="results">The sizes.</param>
    /// <param name="ratio">The ratio of a size; null if the size lacks it.</param>
    public static TargetResult AtLeast(
        string what, double target, IReadOnlyList<SizeResult> results, Func<SizeResult, double?> ratio) =>
        Of(what, Times(target), [.. Ascending(results, ratio)], worst => worst >= target);

    /// <summary>Returns the result of a target for the largest ratio.</summary>
    /// <inheritdoc cref="AtLeast"/>
    public static TargetResult AtMost(
        string what, double target, IReadOnlyList<SizeResult> results, Func<SizeResult, double?> ratio) =>
        Of(what, $"at most {Times(target)}", [.. Ascending(results, ratio).Reverse()], worst => worst <= target);

    private static TargetResult Of(
        string what, string target, IReadOnlyList<(double Ratio, NetworkSize Size)> worstFirst, Func<double, bool> isMet)
    {
        if (worstFirst.Count == 0)
        {
            return new TargetResult(what, target, "not measured in this run", Met: null);
        }

        static string At((double Ratio, NetworkSize Size) pair) => $"{Text.Ratio(pair.Ratio)} at {pair.Size}";
        string range = worstFirst.Count == 1 ? At(worstFirst[0]) : $"{At(worstFirst[0])} to {At(worstFirst[^1])}";
        return new TargetResult(what, target, range, isMet(worstFirst[0].Ratio));
    }

    private static IEnumerable<(double Ratio, NetworkSize Size)> Ascending(
        IReadOnlyList<SizeResult> results, Func<SizeResult, double?> ratio) =>
        results
            .Select(result => (Ratio: ratio(result), result.Size))
            .Where(static pair => pair.Ratio is not null)
            .Select(static pair => (pair.Ratio!.Value, pair.Size))
            .OrderBy(static pair => pair.Value);

    private static string Times(double ratio) => $"{Text.Number(ratio, "0.0#")} x";
}
