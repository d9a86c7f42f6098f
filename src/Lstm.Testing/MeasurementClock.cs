using System;
using System.Diagnostics;

namespace Lstm.Testing;

/// <summary>The clock of the measurements and its resolution.</summary>
internal static class MeasurementClock
{
    private const int Readings = 1001;

    /// <summary>The smallest length of a sample, in clock readings. The clock then causes an error of at most 1 %.</summary>
    public const int ReadingsPerSample = 100;

    /// <summary>Returns the median time between two consecutive clock readings, in nanoseconds; at least one tick.</summary>
    public static double ReadingNanoseconds()
    {
        long[] differences = new long[Readings];
        for (int n = 0; n < Readings; n++)
        {
            long start = Stopwatch.GetTimestamp();
            differences[n] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(differences);
        return Nanoseconds(Math.Max(1, differences[Readings / 2]));
    }

    public static double Nanoseconds(long ticks) => ticks * (1e9 / Stopwatch.Frequency);
}
