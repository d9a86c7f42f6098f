using System;
using System.Diagnostics;
using System.Numerics;

namespace Lstm.Benchmarks.Contest;

/// <summary>
/// Any number of latencies in constant memory: the width of a bucket is at most a hundredth of its value, so that two digits are kept.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 7;
    private const int SubBuckets = 1 << SubBits;

    // Ticks below 2^SubBits have a bucket each; above, each power of two has SubBuckets of them.
    private readonly long[] _counts = new long[SubBuckets * (64 - SubBits)];

    public long Count { get; private set; }

    /// <summary>The longest latency in nanoseconds, exactly.</summary>
    public double Maximum => Nanoseconds(MaximumTicks);

    private long MaximumTicks { get; set; }

    /// <param name="ticks">Ticks of <see cref="Stopwatch"/>.</param>
    public void Add(long ticks)
    {
        Count++;
        MaximumTicks = Math.Max(MaximumTicks, ticks);
        _counts[BucketOf(ticks)]++;
    }

    /// <summary>Returns the latency in nanoseconds that a share of all steps do not exceed.</summary>
    /// <param name="share">The share, such as 0.99.</param>
    public double Quantile(double share)
    {
        long wanted = (long)Math.Ceiling(share * Count);
        long seen = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= wanted && seen > 0)
            {
                return Nanoseconds(Math.Min(LargestOf(bucket), MaximumTicks));
            }
        }

        return 0;
    }

    /// <summary>Returns the bucket of a latency: its power of two, and the bits after the first.</summary>
    private static int BucketOf(long ticks)
    {
        if (ticks < SubBuckets)
        {
            return (int)Math.Max(0, ticks);
        }

        int shift = BitOperations.Log2((ulong)ticks) - SubBits;
        return ((shift + 1) << SubBits) + (int)((ticks >> shift) - SubBuckets);
    }

    private static long LargestOf(int bucket)
    {
        if (bucket < SubBuckets)
        {
            return bucket;
        }

        int shift = (bucket >> SubBits) - 1;
        return (((bucket & (SubBuckets - 1)) + SubBuckets + 1L) << shift) - 1;
    }

    private static double Nanoseconds(long ticks) => ticks * (1e9 / Stopwatch.Frequency);
}
