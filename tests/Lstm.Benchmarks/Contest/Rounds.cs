using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime;
using System.Threading;

namespace Lstm.Benchmarks.Contest;

/// <summary>
/// Times contestants in alternating rounds: every contestant is measured in every round, so that a disturbance of the machine hits all.
/// </summary>
/// <remarks>
/// A measurement is as many calls as take at least <see cref="MinimumTurn"/>, ten thousand or more ticks of the clock, after one untimed
/// call that warms the caches. Odd rounds run through the contestants backwards, so that no contestant always follows the same one.
/// </remarks>
internal static class Rounds
{
    /// <summary>The shortest measurement.</summary>
    public static readonly TimeSpan MinimumTurn = TimeSpan.FromMilliseconds(1);

    // The runtime recompiles a method in the background after 30 calls, once nothing new was compiled for 100 ms, and a second time if
    // the first version collected a profile.
    private const int WarmUpCalls = 32;
    private const int MaxWarmUps = 20;
    private const int QuietWarmUps = 2;
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(150);

    /// <summary>The sum of all values that contestants returned: printed, so that the compiler cannot remove any work.</summary>
    public static float Checksum { get; private set; }

    /// <summary>The garbage collections during measurements; contestants that do not allocate cause none.</summary>
    public static int Collections { get; private set; }

    /// <summary>Calls every contestant until the runtime has compiled its final code.</summary>
    public static void WarmUp(IReadOnlyList<Contestant> contestants, Action<string> progress)
    {
        // On a busy machine the runtime's compiling thread may be delayed: it must have been idle twice in a row.
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

    /// <summary>Times contestants that are already warm.</summary>
    /// <param name="contestants">The contestants.</param>
    /// <param name="rounds">Measurements of each contestant.</param>
    /// <param name="progress">Receives progress messages.</param>
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
        double UnitsOf(int who) => (double)rounds * calls[who] * contestants[who].UnitsPerCall;
        return [.. times.Select((turns, who) => Timing.Of(turns, allocated[who] / UnitsOf(who)))];
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
