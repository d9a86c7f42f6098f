using System.Collections.Generic;
using System.Linq;

namespace Lstm.Tool.Statistics;

/// <summary>What many short rounds took.</summary>
/// <param name="MedianNanoseconds">A step, in the median round.</param>
/// <param name="MinimumNanoseconds">A step, in the fastest round.</param>
/// <param name="Rounds">How many.</param>
internal sealed record Timing(double MedianNanoseconds, double MinimumNanoseconds, int Rounds)
{
    public static Timing Of(IEnumerable<double> nanoseconds)
    {
        double[] sorted = [.. nanoseconds.Order()];
        return new Timing(sorted[sorted.Length / 2], sorted[0], sorted.Length);
    }
}
