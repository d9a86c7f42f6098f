using System;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>The check of readers itself: it finds each fault that it is there to find.</summary>
public class FaultRunTests
{
    private const int FreeBytes = 16 << 20;

    [Fact]
    public void A_reader_that_returns_or_refuses_has_no_fault()
    {
        Assert.Null(Fault(static () => { }));
        Assert.Null(Fault(static () => throw new WeightFormatException("file", null, "this", "that")));
    }

    [Fact]
    public void Any_other_exception_is_a_fault() =>
        Assert.Contains("InvalidOperationException", Fault(static () => throw new InvalidOperationException()));

    [Fact]
    public void More_memory_than_promised_is_a_fault()
    {
        Assert.Null(Fault(static () => GC.KeepAlive(new byte[FreeBytes - 10_000])));
        Assert.Contains("allocated", Fault(static () => GC.KeepAlive(new byte[FreeBytes + 10_000])));
    }

    [Fact]
    public void Work_on_another_thread_is_a_fault()
    {
        Assert.Contains("another thread", Fault(static () => Task.Run(static () => { }).Wait()));
        Assert.Contains("another thread", Fault(static () =>
        {
            var thread = new Thread(static () => { });
            thread.Start();
            thread.Join();
        }));
    }

    [Fact]
    public void A_reader_that_never_ends_is_a_fault()
    {
        using ManualResetEventSlim end = new();
        DamagedFile file = Of(() => end.Wait());

        string fault = Assert.Single(FaultRun.Faults([file], most: 1, patience: TimeSpan.FromMilliseconds(100)));

        end.Set();
        Assert.Contains("no end", fault);
    }

    private static string? Fault(Action read) => FaultRun.FirstFault([Of(read)]);

    private static DamagedFile Of(Action read) =>
        new("none", [], Folder: null) { Reading = new Reading("a test", typeof(WeightFormatException), _ => read()) };
}
