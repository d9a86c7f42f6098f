using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace Lstm.Import.Tests;

/// <summary>Reads damaged files and checks the promises that docs/reliability.md makes for every reader.</summary>
/// <remarks>
/// Memory is counted on the reading thread, so that other tests do not disturb it. A reader that lets another thread work is therefore
/// an error too. There is no limit of time, because a busy machine stretches it: only a reader that never ends is reported.
/// </remarks>
internal static class FaultRun
{
    private const long FreeBytes = 16L << 20;

    // Thousands of times what a file of this size takes.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Returns the first file for which a reader does neither return nor throw its one exception, or needs too much memory, or never ends;
    /// null if there is none.
    /// </summary>
    /// <param name="damaged">The files.</param>
    /// <param name="totals">Receives figures; may be null.</param>
    public static string? FirstFault(IEnumerable<DamagedFile> damaged, FaultTotals? totals = null) =>
        Faults(damaged, most: 1, totals).FirstOrDefault();

    /// <summary>Returns the first few faults.</summary>
    /// <param name="damaged">The files, which are read on a thread of their own.</param>
    /// <param name="most">The number of faults after which to stop.</param>
    /// <param name="totals">Receives figures; may be null.</param>
    /// <param name="patience">The time without a finished file after which to give up; null for a minute.</param>
    public static IReadOnlyList<string> Faults(
        IEnumerable<DamagedFile> damaged, int most, FaultTotals? totals = null, TimeSpan? patience = null)
    {
        List<string> faults = [];
        string current = "";
        long reads = 0;
        var worker = new Thread(() =>
        {
            try
            {
                ReadingThread thread = ReadingThread.Watch();
                foreach (DamagedFile file in damaged)
                {
                    Volatile.Write(ref current, file.Damage);
                    if (Fault(file, thread, totals) is { } found)
                    {
                        faults.Add($"{file.Reading.Name}, {file.Damage}: {found}");
                        if (faults.Count == most)
                        {
                            return;
                        }
                    }

                    Interlocked.Increment(ref reads);
                }
            }
            catch (Exception exception)
            {
                // Unhandled on this thread, it would end the process and with it every other test.
                faults.Add($"{current}: {exception}");
            }
        }) { IsBackground = true };
        worker.Start();
        long seen;
        do
        {
            seen = Interlocked.Read(ref reads);
            if (worker.Join(patience ?? s_patience))
            {
                return faults;
            }
        }
        while (Interlocked.Read(ref reads) > seen);
        return [$"{Volatile.Read(ref current)}: no end after {(patience ?? s_patience).TotalSeconds} s"];
    }

    /// <summary>Returns what is wrong with how a file is read on this thread; null if nothing is.</summary>
    private static string? Fault(DamagedFile file, ReadingThread thread, FaultTotals? totals)
    {
        int strayed = thread.Strayed;
        bool isRefused = false;
        long start = Stopwatch.GetTimestamp();
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            file.Reading.Read(file);
        }
        catch (Exception exception)
        {
            if (exception.GetType() != file.Reading.Refusal)
            {
                return exception.ToString();
            }

            isRefused = true;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long allowed = FreeBytes + (long)file.Reading.BytesPerByte * file.Bytes.Length;
        allocated = file.RunSelfTest ? 0 : allocated;
        totals?.Add(file, isRefused, Stopwatch.GetElapsedTime(start), (double)allocated / allowed);
        return allocated > allowed ? $"{allocated} bytes allocated for a file of {file.Bytes.Length}; {allowed} are allowed"
            : thread.Strayed > strayed ? "work on another thread"
            : null;
    }
}
