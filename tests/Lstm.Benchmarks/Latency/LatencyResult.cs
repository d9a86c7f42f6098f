using System.Collections.Generic;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Latency;

/// <summary>The latencies of single steps of one network, in nanoseconds, including the reading of the clock.</summary>
/// <param name="Size">The network.</param>
/// <param name="Allocating">Whether another thread allocated meanwhile.</param>
/// <param name="Steps">Steps timed.</param>
/// <param name="Collections">Collections that ran meanwhile.</param>
/// <param name="Clock">The median difference between two successive readings of the clock.</param>
/// <param name="Curve">The latency that a share of steps do not exceed, for growing shares.</param>
/// <param name="Maximum">The longest latency.</param>
internal sealed record LatencyResult(
    NetworkSize Size, bool Allocating, long Steps, int Collections, double Clock, IReadOnlyList<LatencyPoint> Curve, double Maximum)
{
    /// <summary>Returns the latency that a share of all steps do not exceed: one of <see cref="LatencyPoint.Shares"/>.</summary>
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
