using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Onnx;
using Lstm.Benchmarks.Output;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Targets;

/// <summary>Targets of the sizes: each is a ratio that the worst of a group of sizes has to reach.</summary>
internal static class SizeTargets
{
    private static readonly NetworkSize s_largest = new(64, 128);

    public static IReadOnlyList<TargetResult> Of(IReadOnlyList<SizeResult> results)
    {
        SizeResult[] single = [.. results.Where(static result => result.Size.Layers == 1)];
        SizeResult[] small = [.. single.Where(static result => result.Size.Hidden <= 40)];
        SizeResult[] large = [.. single.Where(static result => result.Size.Hidden >= 64)];
        SizeResult[] middle = [.. large.Where(static result => result.Size.Hidden == 64)];
        return
        [
            AtLeast("Step, fastest rival, H <= 40", 1.6, small, OfStep),
            AtLeast("Step, fastest rival, H = 64", 1.3, middle, OfStep),
            AtLeast("Step, fastest rival, 64x128", 1.1, [.. large.Where(static result => result.Size == s_largest)], OfStep),
            AtLeast("Step, fastest rival, nowhere slower", 1, results, OfStep),
            AtLeast("Run, fastest rival, H <= 40", 1.7, small, OfRun),
            AtLeast("Run, fastest rival, H >= 64", 1.45, large, OfRun),
            AtLeast("Run, ONNX Runtime's whole sequence", 2, results, static result => result[OnnxSequenceContestant.Title]?.Time.Minimum / result.Run.Minimum),
            AtLeast("Int16, fastest rival, H >= 64", 2, large, static result => RivalRatios.Fastest(result) / result["Int16"]?.Time.Minimum),
            AtLeast("StepMany, one stream, H <= 4", 2.5, [.. single.Where(static result => result.Size.Hidden <= 4)], OfMany),
            AtLeast("StepMany, one stream, H = 8", 1.6, [.. single.Where(static result => result.Size.Hidden == 8)], OfMany),
            AtLeast("StepMany, one stream, H = 16 to 40", 1.2, [.. small.Where(static result => result.Size.Hidden >= 16)], OfMany),
            AtLeast("StepMany, one stream, H >= 64", 1.6, large, OfMany),
        ];
    }

    private static double? OfStep(SizeResult result) => RivalRatios.Fastest(result) / result.Step.Minimum;

    private static double? OfRun(SizeResult result) => RivalRatios.Fastest(result) / result.Run.Minimum;

    private static double? OfMany(SizeResult result) => result.Step.Minimum / result[$"StepMany({Entrants.Streams})"]?.Time.Minimum;

    private static TargetResult AtLeast(string what, double target, IReadOnlyList<SizeResult> results, Func<SizeResult, double?> ratio)
    {
        (double Ratio, NetworkSize Size)[] ratios = [.. results.Select(result => (Ratio: ratio(result), result.Size))
            .Where(static pair => pair.Ratio is not null).Select(static pair => (pair.Ratio!.Value, pair.Size)).OrderBy(static pair => pair.Value)];
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
