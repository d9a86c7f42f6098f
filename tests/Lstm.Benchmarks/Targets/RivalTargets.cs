using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;
using Lstm.Benchmarks.Sizes;

namespace Lstm.Benchmarks.Targets;

/// <summary>The targets that compare with the libraries behind <c>rival.h</c>.</summary>
internal static class RivalTargets
{
    private const int MostSmall = 40;
    private const int Lanes = 8;

    private static readonly NetworkSize s_inputOfEight = new(8, 64);

    /// <summary>Returns all of them.</summary>
    public static IEnumerable<TargetResult> Of(IReadOnlyList<SizeResult> results)
    {
        RivalComparison comparison = new(results);
        TargetResult Target(RivalAccuracy accuracy, string ours, string sizes, double target, IReadOnlyList<SizeResult> group) =>
            RatioTarget.AtLeast(
                $"{ours}, fastest {(accuracy == RivalAccuracy.Exact ? "exact" : "approximate")} rival, {sizes}",
                target,
                group,
                result => comparison.Ratio(result, accuracy, ours));

        SizeResult[] small = [.. results.Where(static result => result.Size.Hidden <= MostSmall)];
        foreach (string ours in (string[])[Entrants.Step, Entrants.Run])
        {
            yield return Target(RivalAccuracy.Exact, ours, "H <= 20", 1.6, SizeGroup.Plain(results, 1, 20));
            yield return Target(RivalAccuracy.Exact, ours, "H = 24 to 40", 1.4, SizeGroup.Plain(results, 24, MostSmall));
            yield return Target(
                RivalAccuracy.Exact, ours, "8x64", 1.35, [.. results.Where(static result => result.Size == s_inputOfEight)]);
            SizeResult[] large = [.. SizeGroup.Plain(results, 64, int.MaxValue).Where(static result => result.Size.Input >= 64)];
            yield return Target(RivalAccuracy.Exact, ours, "64x64 and larger", ours == Entrants.Step ? 1.2 : 1.5, large);
            yield return Target(RivalAccuracy.Exact, ours, "nowhere slower", 1, results);
            yield return Target(RivalAccuracy.Approximate, ours, "H <= 40", 1.1, small);
        }

        SizeResult[] halfTails = [.. small.Where(static result => result.Size.Hidden % Lanes is >= 1 and <= Lanes / 2)];
        foreach (string ours in (string[])[Entrants.Fast.Name, Entrants.Fast.RunName])
        {
            yield return Target(RivalAccuracy.Approximate, ours, "H <= 40", 1.3, small);
            yield return Target(RivalAccuracy.Approximate, ours, "H % 8 = 1 to 4", 1.5, halfTails);
        }
    }
}
