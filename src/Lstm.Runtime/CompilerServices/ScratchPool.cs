using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace Lstm.CompilerServices;

/// <summary>The scratch buffers of a model whose steps need more memory than they may take from the stack.</summary>
/// <remarks>
/// The buffers are native memory: nothing here allocates managed memory after construction. Each processor has a slot for a buffer, so
/// that a thread gets the buffer that its processor used last, which is still in the cache. A call takes a buffer out of a slot and puts
/// it back. If no slot has one, a new buffer is allocated and kept. The number of slots bounds the memory that is kept.
/// </remarks>
internal sealed unsafe class ScratchPool
{
    // Two processors must not write to the same cache line, or to two that are fetched together.
    private const int SlotLength = 128 / sizeof(long);
    private const int FewestSlots = 8;

    private readonly nint[] _slots;
    private readonly int _mask;

    /// <summary>Creates the pool with one buffer.</summary>
    /// <param name="floats">The number of floats in each buffer.</param>
    public ScratchPool(int floats)
    {
        Length = floats;
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(FewestSlots, 2 * Environment.ProcessorCount));
        _mask = slots - 1;
        _slots = new nint[slots * SlotLength];
        Slot(Thread.GetCurrentProcessorId()) = Allocate();
    }

    ~ScratchPool()
    {
        // Null if the constructor found no memory.
        foreach (nint buffer in _slots ?? [])
        {
            NativeMemory.AlignedFree((void*)buffer);
        }
    }

    /// <summary>The number of floats in each buffer.</summary>
    public int Length { get; }

    /// <summary>Takes a buffer. It is aligned to 64 bytes and holds the values of an earlier call.</summary>
    /// <exception cref="OutOfMemoryException">Another buffer is needed, and there is no memory for it.</exception>
    public ref float Rent()
    {
        int processor = Thread.GetCurrentProcessorId();
        for (int n = 0; n <= _mask; n++)
        {
            ref nint slot = ref Slot(processor + n);
            if (Volatile.Read(ref slot) != 0)
            {
                nint buffer = Interlocked.Exchange(ref slot, 0);
                if (buffer != 0)
                {
                    return ref *(float*)buffer;
                }
            }
        }

        return ref *(float*)Allocate();
    }

    /// <summary>Puts a buffer back. If all slots are occupied, it is freed.</summary>
    public void Return(ref float first)
    {
        nint buffer = (nint)Unsafe.AsPointer(ref first);
        int processor = Thread.GetCurrentProcessorId();
        for (int n = 0; n <= _mask; n++)
        {
            ref nint slot = ref Slot(processor + n);
            if (Volatile.Read(ref slot) == 0 && Interlocked.CompareExchange(ref slot, buffer, 0) == 0)
            {
                // The finalizer must not free the slots before the buffer is in one.
                GC.KeepAlive(this);
                return;
            }
        }

        NativeMemory.AlignedFree((void*)buffer);
    }

    private ref nint Slot(int number) => ref _slots[(number & _mask) * SlotLength];

    private nint Allocate() => (nint)NativeMemory.AlignedAlloc((nuint)Length * sizeof(float), AlignedFloats.AlignmentBytes);
}
