using System.Collections.Generic;
using System.Linq;

namespace Lstm.Tool.Statistics;

/// <summary>The times of many short rounds.</summary>
/// <param name="MedianNanoseconds">The time of a step in the median round, in nanoseconds.</param>
/// <param name="MinimumNanoseconds">The time of a step in the fastest round, in nanoseconds.</param>
/// <param name="Rounds">The number of rounds.</param>
internal sealed record Timing(double MedianNanoseconds, double MinimumNanoseconds, int Rounds)
{
    public static Timing Of(IEnumerable<double> nanoseconds)
    {
        double[] sorted = [.. nanoseconds.Order()];
        return new Timing(sorted[sorted.Length / 2], sorted[0], sorted.Length);
    }
}
