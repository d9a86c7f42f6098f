using System;
using System.IO;
using System.Threading;
using Lstm.Import.Input;

namespace Lstm.Import.Tests;

/// <summary>Reads damaged bytes and holds what comes of it to what docs/reliability.md promises of every reader.</summary>
internal static class FaultRun
{
    /// <summary>What a file may take, whatever is in it.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(2);

    private const long FreeBytes = 16L << 20;
    private const int BytesPerByte = 4;

    // Far past the limit: the machine may be busy, and only a loop never ends.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>What is wrong with how a file was read; null when it gave a description, or one <see cref="WeightFormatException"/>, in time and in little memory.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="folder">Where the files are that it refers to.</param>
    /// <param name="runSelfTest">Whether a self-test in the file is run too; what that allocates does not count.</param>
    public static string? Fault(byte[] bytes, string? folder, bool runSelfTest = false)
    {
        string? fault = null;
        var thread = new Thread(() => fault = Read(bytes, folder, runSelfTest)) { IsBackground = true };
        thread.Start();
        return thread.Join(s_patience) ? fault : $"no end after {s_patience.TotalSeconds} s";
    }

    private static string? Read(byte[] bytes, string? folder, bool runSelfTest)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);

        // The processor's time, not the clock's: the machine may be busy with something else.
        TimeSpan start = Environment.CpuUsage.TotalTime;
        try
        {
            // A copy, as a file that is read is one.
            var file = new SourceFile("damaged", bytes.AsSpan().ToArray(), folder);
            ModelFile.Read(file, ModelReadOptions.Default with { RunSelfTest = runSelfTest });
        }
        catch (WeightFormatException)
        {
            // What a damaged file deserves.
        }
        catch (Exception exception) when (exception is not IOException)
        {
            return exception.ToString();
        }

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        TimeSpan taken = Environment.CpuUsage.TotalTime - start;
        return taken > TimeLimit ? $"{taken.TotalSeconds:F1} s"
            : allocated > FreeBytes + (long)BytesPerByte * bytes.Length && !runSelfTest ? $"{allocated} bytes allocated for a file of {bytes.Length}"
            : null;
    }
}
