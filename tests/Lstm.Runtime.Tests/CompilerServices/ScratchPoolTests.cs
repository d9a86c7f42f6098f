using System;
using System.Collections.Concurrent;
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
        ConcurrentQueue<string> faults = [];
        Thread[] threads =
        [
            .. Enumerable.Range(1, 8).Select(number => new Thread(() =>
            {
                for (int round = 0; round < 20_000 && faults.IsEmpty; round++)
                {
                    Span<float> buffer = MemoryMarshal.CreateSpan(ref pool.Rent(), Floats);
                    buffer[0] = number;
                    buffer[^1] = number;
                    Thread.SpinWait(round % 50);
                    if (buffer[0] != number || buffer[^1] != number)
                    {
                        faults.Enqueue($"thread {number} found the value of thread {buffer[0]} or {buffer[^1]}");
                    }

                    pool.Return(ref buffer[0]);
                }
            })),
        ];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        Assert.Empty(faults);
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
