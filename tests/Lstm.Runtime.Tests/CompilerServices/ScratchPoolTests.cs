using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;
using Lstm.CompilerServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>The buffers of a model: each is in one call at a time, none is lost, and all are freed with the model.</summary>
public sealed unsafe class ScratchPoolTests
{
    private const int Floats = 3000;

    // Written to a buffer while a thread has it.
    private const int Held = 0x5EC0FFEE;

    [Fact]
    public void Buffers_are_aligned_and_as_long_as_they_should_be()
    {
        ScratchPool pool = new(Floats);
        nint[] buffers = [.. Enumerable.Range(0, 100).Select(_ => Rent(pool))];

        Assert.All(buffers, static buffer => Assert.Equal(0, buffer & 63));
        nint[] sorted = [.. buffers.Order()];
        Assert.All(sorted.Zip(sorted.Skip(1)), static pair => Assert.True(pair.Second - pair.First >= Floats * sizeof(float)));
        Array.ForEach(buffers, buffer => Return(pool, buffer));
    }

    [Fact]
    public void A_returned_buffer_is_used_again()
    {
        ScratchPool pool = new(Floats);
        HashSet<nint> seen = [];
        for (int round = 0; round < 1000; round++)
        {
            nint one = Rent(pool);
            nint other = Rent(pool);
            seen.UnionWith([one, other]);
            Return(pool, one);
            Return(pool, other);
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void No_two_threads_have_the_same_buffer()
    {
        ScratchPool pool = new(Floats);
        int twice = 0;
        Thread[] threads =
        [
            .. Enumerable.Range(0, 8).Select(_ => new Thread(() =>
            {
                // With several buffers at once, a thread takes those of other processors too.
                nint[] buffers = new nint[4];
                for (int round = 0; round < 500_000; round++)
                {
                    for (int n = 0; n < buffers.Length; n++)
                    {
                        buffers[n] = Rent(pool);
                        if (Interlocked.Exchange(ref *(int*)buffers[n], Held) == Held)
                        {
                            Interlocked.Increment(ref twice);
                        }
                    }

                    foreach (nint buffer in buffers)
                    {
                        Volatile.Write(ref *(int*)buffer, 0);
                        Return(pool, buffer);
                    }
                }
            })),
        ];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        Assert.Equal(0, twice);
    }

    [Fact]
    public void Nothing_managed_is_allocated_after_construction()
    {
        ScratchPool pool = new(Floats);
        nint[] buffers = new nint[100];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < buffers.Length; n++)
        {
            buffers[n] = Rent(pool);
        }

        foreach (nint buffer in buffers)
        {
            Return(pool, buffer);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Buffers_are_freed_with_the_model()
    {
        const int megabyte = 1 << 20;
        using Process process = Process.GetCurrentProcess();
        long before = process.WorkingSet64;
        for (int n = 0; n < 200; n++)
        {
            Touch(new ScratchPool(10 * megabyte / sizeof(float)));
            if (n % 10 == 9)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        // 2 GB in all. Other tests of this process allocate as well.
        process.Refresh();
        Assert.InRange(process.WorkingSet64 - before, long.MinValue, 1000L * megabyte);
    }

    private static void Touch(ScratchPool pool)
    {
        Span<float> buffer = MemoryMarshal.CreateSpan(ref pool.Rent(), pool.Length);
        buffer.Fill(1);
        pool.Return(ref buffer[0]);
    }

    private static nint Rent(ScratchPool pool) => (nint)Unsafe.AsPointer(ref pool.Rent());

    private static void Return(ScratchPool pool, nint buffer) => pool.Return(ref *(float*)buffer);
}
