using System;
using System.Collections.Generic;

namespace Lstm.Benchmarks.Contest;

/// <summary>The times of one contestant.</summary>
/// <param name="Median">Nanoseconds a unit in the middle round.</param>
/// <param name="Minimum">Nanoseconds a unit in the fastest round: the least disturbed one.</param>
/// <param name="Rounds">Rounds measured.</param>
/// <param name="AllocatedBytes">Managed bytes allocated a unit.</param>
internal sealed record Timing(double Median, double Minimum, int Rounds, double AllocatedBytes)
{
    /// <summary>Summarises the nanoseconds a unit of every round, in any order.</summary>
    public static Timing Of(IReadOnlyList<double> rounds, double allocatedBytes)
    {
        double[] sorted = [.. rounds];
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        double median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Timing(median, sorted[0], sorted.Length, allocatedBytes);
    }
}
