using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading;

namespace Lstm.Testing;

/// <summary>Runs the same checks on many threads concurrently.</summary>
internal static class ThreadsProof
{
    private const int FewestRounds = 4;
    private static readonly TimeSpan s_duration = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the checks.</summary>
    /// <param name="threads">The number of threads.</param>
    /// <param name="check">
    /// Checks one round and throws if something differs. Its arguments are the round and a description of the thread.
    /// </param>
    /// <exception cref="LstmProofException">A check has failed. Contains the first failure.</exception>
    public static void Run(int threads, Action<int, string> check)
    {
        Exception? failure = null;
        using Barrier start = new(threads);
        Thread[] running = new Thread[threads];
        for (int n = 0; n < threads; n++)
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"on thread {n + 1} of {threads} concurrent threads");
            int offset = n;

            // Dedicated threads, because a thread pool would start eight threads only after a delay.
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
            throw new LstmProofException($"A method threw an exception on one of {threads} concurrent threads: {failure}");
        }

        // The offset makes the threads call different methods at the same time.
        void Rounds(int offset, string where)
        {
            long begin = Stopwatch.GetTimestamp();
            for (int round = 0;
                (round < FewestRounds || Stopwatch.GetElapsedTime(begin) < s_duration) && Volatile.Read(ref failure) is null;
                round++)
            {
                check(offset + round, where);
            }
        }
    }
}
