using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Lstm.Import.Input;

namespace Lstm.Import.Tests;

/// <summary>Reads damaged bytes and holds what comes of it to what docs/reliability.md promises of every reader.</summary>
/// <remarks>
/// Readers use no thread but their caller's: the bytes that it allocates are theirs, whatever other tests do meanwhile. Its time is the
/// clock's, which a busy machine stretches, so that a read that took too long is measured again.
/// </remarks>
internal static class FaultRun
{
    /// <summary>The time that a file may take, whatever is in it.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    private const long FreeBytes = 16L << 20;
    private const int BytesPerByte = 4;
    private const int Attempts = 3;

    // Far past the limit: the machine may be busy, and only a loop never ends.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The first damage for which a read did not give a description, or one <see cref="WeightFormatException"/>, in time and in little
    /// memory; null when there is none.
    /// </summary>
    /// <param name="damaged">The files.</param>
    /// <remarks>The files are read on a thread of their own, which this one watches: a read that never ends is reported too.</remarks>
    public static string? FirstFault(IEnumerable<DamagedFile> damaged)
    {
        string? fault = null;
        string current = "";
        long reads = 0;
        var worker = new Thread(() =>
        {
            try
            {
                foreach (DamagedFile file in damaged)
                {
                    Volatile.Write(ref current, file.Damage);
                    if (Fault(file) is { } found)
                    {
                        fault = $"{file.Damage}: {found}";
                        return;
                    }

                    Interlocked.Increment(ref reads);
                }
            }
            catch (Exception exception)
            {
                // On a thread of its own it would end the process, and with it every other test.
                fault = $"{current}: {exception}";
            }
        }) { IsBackground = true };
        worker.Start();
        long seen;
        do
        {
            seen = Interlocked.Read(ref reads);
            if (worker.Join(s_patience))
            {
                return fault;
            }
        }
        while (Interlocked.Read(ref reads) > seen);
        return $"{Volatile.Read(ref current)}: no end after {s_patience.TotalSeconds} s";
    }

    /// <summary>What is wrong with how a file was read on this thread; null when nothing is.</summary>
    private static string? Fault(DamagedFile file)
    {
        string? slow = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            if (Read(file) is { } fault)
            {
                return fault;
            }

            TimeSpan taken = Stopwatch.GetElapsedTime(start);
            if (taken <= TimeLimit)
            {
                return null;
            }

            slow = $"{taken.TotalSeconds:F1} s, {Attempts} times";
        }

        return slow;
    }

    private static string? Read(DamagedFile damaged)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            // A copy, as a file that is read is one.
            var file = new SourceFile("damaged", damaged.Bytes.AsSpan().ToArray(), damaged.Folder);
            ModelFile.Read(file, ModelReadOptions.Default with { RunSelfTest = damaged.RunSelfTest });
        }
        catch (WeightFormatException)
        {
            // What a damaged file deserves.
        }
        catch (Exception exception) when (exception is not IOException)
        {
            return exception.ToString();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > FreeBytes + (long)BytesPerByte * damaged.Bytes.Length && !damaged.RunSelfTest
            ? $"{allocated} bytes allocated for a file of {damaged.Bytes.Length}"
            : null;
    }
}
