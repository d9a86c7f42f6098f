using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Machine;

namespace Lstm.Benchmarks.Sweep;

/// <summary>The rule that finds conspicuous sizes of the sweep. <see cref="Text"/> is the rule in words.</summary>
/// <param name="points">Hidden sizes 1, 2, 3 and so on, all of one input size.</param>
/// <param name="caches">The caches that weights can outgrow.</param>
internal sealed class NeighbourRule(IReadOnlyList<SweepPoint> points, CpuCaches caches)
{
    /// <summary>The largest allowed ratio between the cost of a size and that of its neighbours.</summary>
    public const double Threshold = 1.3;

    public const string Text = """
        Rule: n(H) is the fastest round's ns a multiply-add, where padded units count as multiply-adds; t(H) is its ns a step.
          cliff        n(H) > 1.3 x the median of n at H-2, H-1, H+1 and H+2 (as far as they are in the sweep).
          fixed cost   the same, but larger networks of the same padded size are no faster (1.1 x the median of their t is at least
                       t(H)): the step waits for a dependency chain that fewer multiply-adds do not shorten. Not a cliff.
          block cliff  t(H) > 1.3 x the t that the sizes 8 and 16 below and above predict. They have the same padding; each pair of
                       one below and one above gives a straight line of t over multiply-adds, and the median of the lines at H counts.
                       This finds a whole block of eight that is slow, whose neighbours are as slow.
          step up      n(H) > 1.3 x the larger of n at H-2 and H-1: more expensive from here on.
          cache step   the same, where the weights have 0.75 to 1.5 times the bytes of the L1 or L2 data cache. Not a cliff.
        The first rule that applies is reported. Findings are measured again with their neighbours, and the faster time counts.
        """;

    private const double NoLess = 1.1;
    private const double NearlyFull = 0.75;
    private const double Overfull = 1.5;
    private static readonly int[] s_beside = [1, 2];
    private static readonly int[] s_blocks = [8, 16];

    /// <summary>Returns every conspicuous size.</summary>
    public IReadOnlyList<SweepFinding> Find() => [.. points.Select(Judge).OfType<SweepFinding>()];

    /// <summary>Returns the sizes that a size is compared with.</summary>
    public IEnumerable<SweepPoint> NeighboursOf(SweepPoint point) =>
        s_beside.Concat(s_blocks).SelectMany(distance => Around(point, distance));

    private SweepFinding? Judge(SweepPoint point) => Beside(point) ?? BlocksAway(point) ?? Below(point);

    private SweepFinding? Beside(SweepPoint point)
    {
        IEnumerable<SweepPoint> neighbours = s_beside.SelectMany(distance => Around(point, distance));
        double ratio = point.PerMultiplyAdd / Median(neighbours.Select(static neighbour => neighbour.PerMultiplyAdd));
        if (ratio <= Threshold)
        {
            return null;
        }

        double[] larger = [.. points
            .Where(other => other.Hidden > point.Hidden && other.Size.PaddedHidden == point.Size.PaddedHidden)
            .Select(static other => other.Nanoseconds)];
        bool fixedCost = larger.Length > 0 && NoLess * Median(larger) >= point.Nanoseconds;
        return new SweepFinding(point, fixedCost ? FindingKind.FixedCost : FindingKind.Cliff, ratio);
    }

    private SweepFinding? BlocksAway(SweepPoint point)
    {
        double[] lines = [..
            from distanceBelow in s_blocks
            from distanceAbove in s_blocks
            let below = At(point.Hidden - distanceBelow)
            let above = At(point.Hidden + distanceAbove)
            where below is not null && above is not null
            let start = below.Size.PaddedMultiplyAdds
            let part = (double)(point.Size.PaddedMultiplyAdds - start) / (above.Size.PaddedMultiplyAdds - start)
            select below.Nanoseconds + part * (above.Nanoseconds - below.Nanoseconds)];
        if (lines.Length == 0 || point.Nanoseconds <= Threshold * Median(lines))
        {
            return null;
        }

        return new SweepFinding(point, FindingKind.BlockCliff, point.Nanoseconds / Median(lines));
    }

    private SweepFinding? Below(SweepPoint point)
    {
        if (At(point.Hidden - 1) is not { } one || At(point.Hidden - 2) is not { } two)
        {
            return null;
        }

        double ratio = point.PerMultiplyAdd / double.Max(one.PerMultiplyAdd, two.PerMultiplyAdd);
        return ratio <= Threshold
            ? null
            : new SweepFinding(point, OutgrowsCache(point) ? FindingKind.CacheStep : FindingKind.StepUp, ratio);
    }

    private bool OutgrowsCache(SweepPoint point) =>
        new[] { caches.Level1, caches.Level2 }.Any(cache =>
            point.Size.PackedBytes >= NearlyFull * cache && point.Size.PackedBytes <= Overfull * cache);

    private IEnumerable<SweepPoint> Around(SweepPoint point, int distance) =>
        new[] { At(point.Hidden - distance), At(point.Hidden + distance) }.OfType<SweepPoint>();

    private SweepPoint? At(int hidden) => hidden >= 1 && hidden <= points.Count ? points[hidden - 1] : null;

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
