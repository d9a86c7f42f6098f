using System.Collections.Generic;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Latency;

/// <summary>How long single steps of one network took, in nanoseconds, the clock's own reading included.</summary>
/// <param name="Size">The network.</param>
/// <param name="Allocating">Whether another thread allocated meanwhile.</param>
/// <param name="Steps">Steps timed.</param>
/// <param name="Collections">Collections that ran meanwhile.</param>
/// <param name="Clock">What two readings of the clock with nothing between them give, in the middle.</param>
/// <param name="Curve">The latency that a share of steps do not exceed, for growing shares.</param>
/// <param name="Maximum">The longest one.</param>
internal sealed record LatencyResult(
    NetworkSize Size, bool Allocating, long Steps, int Collections, double Clock, IReadOnlyList<LatencyPoint> Curve, double Maximum)
{
    /// <summary>The latency that a share of all steps do not exceed: one of <see cref="LatencyPoint.Shares"/>.</summary>
    public double At(double share)
    {
        foreach (LatencyPoint point in Curve)
        {
            if (point.Share >= share)
            {
                return point.Nanoseconds;
            }
        }

        return Maximum;
    }
}
