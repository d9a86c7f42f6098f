using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Onnx;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Targets;

/// <summary>The targets of the sizes: each is a ratio that the worst of a group of sizes must reach.</summary>
internal static class SizeTargets
{
    private static readonly NetworkSize[] s_quantized = [new(64, 128), new(128, 128)];

    /// <summary>Returns the targets that compare our methods with one another and with the libraries behind <c>rival.h</c>.</summary>
    public static IReadOnlyList<TargetResult> Of(IReadOnlyList<SizeResult> results) =>
        [.. RivalTargets.Of(results), .. OfQuantized(results), .. OfStreams(results)];

    /// <summary>Returns the target that compares with ONNX Runtime.</summary>
    public static TargetResult OfOnnx(IReadOnlyList<SizeResult> results) => RatioTarget.AtLeast(
        "Run, ONNX Runtime's whole sequence",
        2,
        results,
        static result => result[OnnxSequenceContestant.Title]?.Time.Minimum / result.Run.Minimum);

    private static IEnumerable<TargetResult> OfQuantized(IReadOnlyList<SizeResult> results)
    {
        SizeResult[] large = [.. results.Where(static result => s_quantized.Contains(result.Size))];
        string sizes = string.Join(" and ", s_quantized);
        yield return RatioTarget.AtMost(
            $"Int16 Step over Step, {sizes}", 0.5, large, static result => Over(result, Entrants.Int16.Name, Entrants.Step));
        yield return RatioTarget.AtMost(
            $"Int8 Step over Step, {sizes}", 0.45, large, static result => Over(result, Entrants.Int8.Name, Entrants.Step));
        foreach (InexactKind kind in (InexactKind[])[Entrants.Int16, Entrants.Int8])
        {
            yield return RatioTarget.AtMost(
                $"{kind.Name} Step over Step, every size", 1, results, result => Over(result, kind.Name, Entrants.Step));
            yield return RatioTarget.AtMost(
                $"{kind.RunName} over Run, every size", 1, results, result => Over(result, kind.RunName, Entrants.Run));
        }
    }

    private static double? Over(SizeResult result, string name, string exact) =>
        result[name]?.Time.Minimum / result[exact]!.Time.Minimum;

    private static IEnumerable<TargetResult> OfStreams(IReadOnlyList<SizeResult> results) =>
    [
        RatioTarget.AtLeast("StepMany, one stream, H <= 4", 2.5, SizeGroup.Plain(results, 1, 4), OfMany),
        RatioTarget.AtLeast("StepMany, one stream, H = 8", 1.6, SizeGroup.Plain(results, 8, 8), OfMany),
        RatioTarget.AtLeast("StepMany, one stream, H = 16 to 40", 1.2, SizeGroup.Plain(results, 16, 40), OfMany),
        RatioTarget.AtLeast("StepMany, one stream, H >= 64", 1.6, SizeGroup.Plain(results, 64, int.MaxValue), OfMany),
    ];

    /// <summary>Returns the ratio of the fastest way to step many streams.</summary>
    private static double? OfMany(SizeResult result) => result.Step.Minimum / result.Entries
        .Where(static entry => entry.Role == Role.Exact && entry.Name is not (Entrants.Step or Entrants.Run))
        .Min(static entry => (double?)entry.Time.Minimum);
}
