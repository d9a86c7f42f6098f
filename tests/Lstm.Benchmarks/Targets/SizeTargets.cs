using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Onnx;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Targets;

/// <summary>The targets of the sizes: each is a ratio that the worst of a group of sizes must reach.</summary>
internal static class SizeTargets
{
    private static readonly NetworkSize s_largest = new(64, 128);

    /// <summary>Returns all targets.</summary>
    public static IReadOnlyList<TargetResult> Of(IReadOnlyList<SizeResult> results) =>
    [
        .. OfRivals(results),
        AtLeast(
            "Run, ONNX Runtime's whole sequence",
            2,
            results,
            static result => result[OnnxSequenceContestant.Title]?.Time.Minimum / result.Run.Minimum),
        AtLeast("StepMany, one stream, H <= 4", 2.5, Plain(results, 1, 4), OfMany),
        AtLeast("StepMany, one stream, H = 8", 1.6, Plain(results, 8, 8), OfMany),
        AtLeast("StepMany, one stream, H = 16 to 40", 1.2, Plain(results, 16, 40), OfMany),
        AtLeast("StepMany, one stream, H >= 64", 1.6, Plain(results, 64, int.MaxValue), OfMany),
    ];

    /// <summary>Returns the targets that compare with rivals.</summary>
    public static IReadOnlyList<TargetResult> OfRivals(IReadOnlyList<SizeResult> results) =>
    [
        AtLeast("Step, fastest rival, H <= 40", 1.6, Plain(results, 1, 40), OfStep),
        AtLeast("Step, fastest rival, H = 64", 1.3, Plain(results, 64, 64), OfStep),
        AtLeast("Step, fastest rival, 64x128", 1.1, [.. results.Where(static result => result.Size == s_largest)], OfStep),
        AtLeast("Step, fastest rival, nowhere slower", 1, results, OfStep),
        AtLeast("Run, fastest rival, H <= 40", 1.7, Plain(results, 1, 40), OfRun),
        AtLeast("Run, fastest rival, H >= 64", 1.45, Plain(results, 64, int.MaxValue), OfRun),
        AtLeast(
            "Int16, fastest rival, H >= 64",
            2,
            Plain(results, 64, int.MaxValue),
            static result => RivalRatios.Fastest(result) / result[Entrants.Int16]?.Time.Minimum),
    ];

    private static SizeResult[] Plain(IReadOnlyList<SizeResult> results, int least, int most) =>
        [.. results.Where(result => result.Size.Layers == 1 && result.Size.Hidden >= least && result.Size.Hidden <= most)];

    private static double? OfStep(SizeResult result) => RivalRatios.Fastest(result) / result.Step.Minimum;

    private static double? OfRun(SizeResult result) => RivalRatios.Fastest(result) / result.Run.Minimum;

    /// <summary>Returns the ratio of the fastest way to step many streams.</summary>
    private static double? OfMany(SizeResult result) => result.Step.Minimum / result.Entries
        .Where(static entry => entry.Role == Role.Exact && entry.Name is not (Entrants.Step or Entrants.Run))
        .Min(static entry => (double?)entry.Time.Minimum);

    private static TargetResult AtLeast(string what, double target, IReadOnlyList<SizeResult> results, Func<SizeResult, double?> ratio)
    {
        (double Ratio, NetworkSize Size)[] ratios =
        [
            .. results
                .Select(result => (Ratio: ratio(result), result.Size))
                .Where(static pair => pair.Ratio is not null)
                .Select(static pair => (pair.Ratio!.Value, pair.Size))
                .OrderBy(static pair => pair.Value),
        ];
        string wanted = $"{Text.Number(target, "0.0#")} x";
        if (ratios.Length == 0)
        {
            return new TargetResult(what, wanted, "not measured in this run", Met: null);
        }

        string range = ratios.Length == 1
            ? $"{Text.Ratio(ratios[0].Ratio)} at {ratios[0].Size}"
            : $"{Text.Ratio(ratios[0].Ratio)} at {ratios[0].Size} to {Text.Ratio(ratios[^1].Ratio)} at {ratios[^1].Size}";
        return new TargetResult(what, wanted, range, ratios[0].Ratio >= target);
    }
}
