using System;

namespace Lstm.Benchmarks.Sizes;

/// <summary>Comparisons with whoever is fastest.</summary>
internal static class RivalRatios
{
    /// <summary>
    /// Nanoseconds a step of the fastest rival in either of its ways, in its fastest round; null without rivals. A rival in C++ pays next to nothing for a loop over
    /// steps, so that the better of its two times is held against our <c>Step</c> as well: a ratio cannot be won by the cost of a call into it.
    /// </summary>
    public static double? Fastest(SizeResult result)
    {
        double step = result.Fastest(Role.RivalStep)?.Time.Minimum ?? double.PositiveInfinity;
        double run = result.Fastest(Role.RivalRun)?.Time.Minimum ?? double.PositiveInfinity;
        double fastest = Math.Min(step, run);
        return double.IsFinite(fastest) ? fastest : null;
    }
}
