using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace Lstm.Testing;

/// <summary>Has many threads do the same checks at once.</summary>
internal static class ThreadsProof
{
    private const int FewestRounds = 4;
    private static readonly TimeSpan s_duration = TimeSpan.FromMilliseconds(100);

    /// <param name="threads">How many.</param>
    /// <param name="check">A round: its number, and the words that name the thread. It throws where something differs.</param>
    /// <exception cref="LstmProofException">The first that was thrown.</exception>
    public static void Run(int threads, Action<int, string> check)
    {
        Exception? failure = null;
        using Barrier start = new(threads);
        Thread[] running = new Thread[threads];
        for (int n = 0; n < threads; n++)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"on thread {n + 1} of {threads} at once");
            int offset = n;

            // Threads of their own: a pool would start eight only after a while.
            running[n] = new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    Rounds(offset, where);
                }
                catch (Exception thrown)
                {
                    Interlocked.CompareExchange(ref failure, thrown, null);
                }
            })
            {
                IsBackground = true,
            };
            running[n].Start();
        }

        foreach (Thread thread in running)
        {
            thread.Join();
        }

        if (failure is LstmProofException proof)
        {
            throw new LstmProofException(proof.Message);
        }

        if (failure is not null)
        {
            throw new LstmProofException($"A verb threw on one of {threads} threads at once: {failure}");
        }

        // At each time, threads are at different verbs.
        void Rounds(int offset, string where)
        {
            long begin = Stopwatch.GetTimestamp();
            for (int round = 0; (round < FewestRounds || Stopwatch.GetElapsedTime(begin) < s_duration) && Volatile.Read(ref failure) is null; round++)
            {
                check(offset + round, where);
            }
        }
    }
}
