using System;

namespace Lstm.Benchmarks.Sizes;

/// <summary>Comparisons with the fastest rival.</summary>
internal static class RivalRatios
{
    /// <summary>
    /// Returns the nanoseconds a step of the fastest rival, by step or by sequence, in its fastest round; null without rivals. A loop over
    /// steps costs a rival in C++ next to nothing, so the better of its two times is compared with our <c>Step</c> as well: the cost of a
    /// call into the rival never improves a ratio.
    /// </summary>
    public static double? Fastest(SizeResult result)
    {
        double step = result.Fastest(Role.RivalStep)?.Time.Minimum ?? double.PositiveInfinity;
        double run = result.Fastest(Role.RivalRun)?.Time.Minimum ?? double.PositiveInfinity;
        double fastest = Math.Min(step, run);
        return double.IsFinite(fastest) ? fastest : null;
    }
}
