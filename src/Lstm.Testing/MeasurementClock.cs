using System;
using System.Diagnostics;

namespace Lstm.Testing;

/// <summary>What the clock can tell.</summary>
internal static class MeasurementClock
{
    private const int Readings = 1001;

    /// <summary>A sample is at least so many readings of the clock long: its reading and its ticks are then within a hundredth of it.</summary>
    public const int ReadingsPerSample = 100;

    /// <summary>The nanoseconds between two readings with nothing between them, in the middle of many; at least a tick.</summary>
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
