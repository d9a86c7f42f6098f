using System;
using System.Threading;

namespace Lstm.Import.Tests;

/// <summary>The thread of a run over files. It notices when its work flows to another thread.</summary>
internal sealed class ReadingThread
{
    // One for all runs: every change of a value copies the values of all such variables.
    private static readonly AsyncLocal<ReadingThread?> s_current = new(static change =>
    {
        if (change.CurrentValue is { } owner && owner._thread != Environment.CurrentManagedThreadId)
        {
            Interlocked.Increment(ref owner._strayed);
        }
    });

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private int _strayed;

    /// <summary>How many times work has flowed to another thread.</summary>
    public int Strayed => Volatile.Read(ref _strayed);

    /// <summary>Watches this thread until it ends.</summary>
    public static ReadingThread Watch()
    {
        ReadingThread current = new();
        s_current.Value = current;
        return current;
    }
}
