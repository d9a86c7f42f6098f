using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime;
using System.Threading;

namespace Lstm.Benchmarks.Contest;

/// <summary>
/// Times contestants round by round: each gets its turn in every round, so that whatever disturbs the machine disturbs all of them.
/// </summary>
/// <remarks>
/// A turn is as many calls as take at least <see cref="MinimumTurn"/>, ten thousand or more ticks of the clock, after one call that is
/// not timed and warms the caches. Odd rounds go through the contestants backwards: none always has the same one before it.
/// </remarks>
internal static class Rounds
{
    /// <summary>The least time that is measured at once.</summary>
    public static readonly TimeSpan MinimumTurn = TimeSpan.FromMilliseconds(1);

    // The runtime compiles a method anew after 30 calls, in the background, once nothing new was compiled for 100 ms; and a second time, where it has measured the first.
    private const int WarmUpCalls = 32;
    private const int MaxWarmUps = 20;
    private const int QuietWarmUps = 2;
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(150);

    /// <summary>The sum of everything that contestants returned: printed, so that no work is idle.</summary>
    public static float Checksum { get; private set; }

    /// <summary>Collections that ran while something was being timed; contestants that allocate nothing cause none.</summary>
    public static int Collections { get; private set; }

    /// <summary>Calls every contestant until the runtime has no better code left to make for them.</summary>
    public static void WarmUp(IReadOnlyList<Contestant> contestants, Action<string> progress)
    {
        // On a busy machine the runtime's own thread may have to wait: it must have been idle twice in a row.
        int quiet = 0;
        for (int warmUp = 0; warmUp < MaxWarmUps && quiet < QuietWarmUps; warmUp++)
        {
            progress($"warm-up {warmUp + 1}");
            long compiled = JitInfo.GetCompiledMethodCount();
            foreach (Contestant contestant in contestants)
            {
                for (int call = 0; call < WarmUpCalls; call++)
                {
                    Checksum += contestant.Call();
                }
            }

            Thread.Sleep(s_settle);
            quiet = warmUp > 0 && JitInfo.GetCompiledMethodCount() == compiled ? quiet + 1 : 0;
        }
    }

    /// <summary>Times contestants that are warm already.</summary>
    /// <param name="contestants">Who takes part.</param>
    /// <param name="rounds">Turns that each of them gets.</param>
    /// <param name="progress">Told what is going on.</param>
    /// <returns>A timing for each of them, in their order.</returns>
    public static IReadOnlyList<Timing> Measure(IReadOnlyList<Contestant> contestants, int rounds, Action<string> progress)
    {
        int[] calls = [.. contestants.Select(CallsPerTurn)];
        double[][] times = [.. contestants.Select(_ => new double[rounds])];
        long[] allocated = new long[contestants.Count];
        GC.Collect();
        int collections = GC.CollectionCount(0);
        for (int round = 0; round < rounds; round++)
        {
            progress($"round {round + 1} of {rounds}");
            for (int turn = 0; turn < contestants.Count; turn++)
            {
                int who = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                Checksum += contestants[who].Call();
                long before = GC.GetAllocatedBytesForCurrentThread();
                times[who][round] = Turn(contestants[who], calls[who]);
                allocated[who] += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        Collections += GC.CollectionCount(0) - collections;
        return [.. times.Select((turns, who) => Timing.Of(turns, allocated[who] / ((double)rounds * calls[who] * contestants[who].UnitsPerCall)))];
    }

    /// <returns>Nanoseconds a unit.</returns>
    private static double Turn(Contestant contestant, int calls)
    {
        float sum = 0;
        long start = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            sum += contestant.Call();
        }

        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Checksum += sum;
        return elapsed.TotalNanoseconds / ((double)calls * contestant.UnitsPerCall);
    }

    private static int CallsPerTurn(Contestant contestant)
    {
        double fastest = double.MaxValue;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            fastest = Math.Min(fastest, Turn(contestant, calls: 1) * contestant.UnitsPerCall);
        }

        return (int)Math.Clamp(Math.Ceiling(MinimumTurn.TotalNanoseconds / fastest), 1, 1_000_000);
    }
}
