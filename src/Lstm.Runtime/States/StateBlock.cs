using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>Constants of all blocks of states.</summary>
public static class StateBlock
{
    /// <summary>
    /// The number of streams in a group. A range of streams must start at a multiple of it, so that no two threads share a group.
    /// </summary>
    public const int GroupSize = NetworkShape.Lanes;
}

/// <summary>
/// A buffer for the states of many streams, in the memory layout in which their network steps them fastest, so that
/// <see cref="ILstm{TState}.StepMany(StateBlock{TState}, ReadOnlySpan{float}, Span{float})"/> need not rearrange them.
/// </summary>
/// <remarks>
/// Small networks step eight streams at once, one per vector lane; their states are interleaved in groups of eight. Larger networks store
/// one state after another. Copying a state in or out preserves all its bits. Several threads may read and write different streams at once
/// if no two of them use streams of the same group of <see cref="StateBlock.GroupSize"/>; see docs/streams.md.
/// </remarks>
/// <typeparam name="TState">The network's state.</typeparam>
public sealed class StateBlock<TState>
    where TState : unmanaged, ILstmState
{
    private readonly float[] _buffer;
    private readonly int _start;

    /// <summary>
    /// Creates a block of zero states. If the weights have another initial state, <see cref="Fill"/> the block with
    /// <see cref="INetwork{TState}.InitialState"/>.
    /// </summary>
    /// <param name="count">The number of streams.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or more than an array can hold.</exception>
    public StateBlock(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long groups = ((long)count + StateBlock.GroupSize - 1) / StateBlock.GroupSize;
        long length = groups * StateBlock.GroupSize * StateLength;
        if (length > Array.MaxLength - AlignedFloats.Padding)
        {
            long most = (Array.MaxLength - AlignedFloats.Padding) / StateLength / StateBlock.GroupSize * StateBlock.GroupSize;
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"A block of states of {StateLength} floats holds at most {most} streams.");
        }

        Count = count;

        _buffer = AlignedFloats.Allocate((int)length, out _start);
    }

    /// <summary>The number of streams in the block.</summary>
    public int Count { get; }

    /// <summary>
    /// The state of a stream. Reading and writing copy it, also to the stack. For states of many kilobytes use the overloads of
    /// <c>CopyTo</c> and <c>CopyFrom</c> for one stream.
    /// </summary>
    /// <param name="stream">The stream, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such stream.</exception>
    public TState this[int stream]
    {
        get
        {
            CheckStream(stream);
            return TState.StandsInLanes ? FromLanes(stream) : At(stream);
        }

        set
        {
            CheckStream(stream);
            Write(stream, in value);
        }
    }

    private static int StateLength => (Unsafe.SizeOf<TState>() + sizeof(float) - 1) / sizeof(float);

    /// <summary>Returns the first float of a stream's group, for states that are interleaved.</summary>
    internal ref float Lanes(int first) => ref Unsafe.Add(ref First, (nint)first * StateLength);

    /// <summary>Returns a range of the streams, for states that are not interleaved.</summary>
    internal Span<TState> Streams(int first, int count) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref Unsafe.As<float, TState>(ref First), first), count);

    private ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start);

    /// <summary>Sets all streams to one state, such as a model's <see cref="INetwork{TState}.InitialState"/>.</summary>
    /// <param name="state">The state.</param>
    public void Fill(in TState state)
    {
        for (int stream = 0; stream < Count; stream++)
        {
            Write(stream, in state);
        }
    }

    /// <summary>Copies the state of a stream out of the block.</summary>
    /// <param name="stream">The stream, from 0.</param>
    /// <param name="state">Receives the state.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such stream.</exception>
    public void CopyTo(int stream, out TState state)
    {
        CheckStream(stream);
        Unsafe.SkipInit(out state);
        Read(stream, ref state);
    }

    /// <summary>Copies a state into the block.</summary>
    /// <param name="stream">The stream, from 0.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such stream.</exception>
    public void CopyFrom(int stream, in TState state)
    {
        CheckStream(stream);
        Write(stream, in state);
    }

    /// <summary>Copies the states of all streams out of the block.</summary>
    /// <param name="states">Receives the states, [streams].</param>
    /// <exception cref="ArgumentException">The span has another length than the block.</exception>
    public void CopyTo(Span<TState> states)
    {
        CheckCount(states.Length);
        if (!TState.StandsInLanes)
        {
            Streams(0, Count).CopyTo(states);
            return;
        }

        int whole = Count / StateBlock.GroupSize * StateBlock.GroupSize;
        for (int stream = 0; stream < whole; stream += StateBlock.GroupSize)
        {
            LaneTranspose.Scatter(ref Lanes(stream), StateLength, ref Unsafe.As<TState, float>(ref states[stream]));
        }

        for (int stream = whole; stream < Count; stream++)
        {
            Read(stream, ref states[stream]);
        }
    }

    /// <summary>Copies the states of all streams into the block.</summary>
    /// <param name="states">The states, [streams].</param>
    /// <exception cref="ArgumentException">The span has another length than the block.</exception>
    public void CopyFrom(ReadOnlySpan<TState> states)
    {
        CheckCount(states.Length);
        if (!TState.StandsInLanes)
        {
            states.CopyTo(Streams(0, Count));
            return;
        }

        int whole = Count / StateBlock.GroupSize * StateBlock.GroupSize;
        for (int stream = 0; stream < whole; stream += StateBlock.GroupSize)
        {
            LaneTranspose.Gather(ref Unsafe.As<TState, float>(ref Unsafe.AsRef(in states[stream])), StateLength, ref Lanes(stream));
        }

        for (int stream = whole; stream < Count; stream++)
        {
            Write(stream, in states[stream]);
        }
    }

    private ref TState At(int stream) => ref Streams(stream, 1)[0];

    // Only small states are in lanes, so the copy on the stack is small.
    private TState FromLanes(int stream)
    {
        TState state = default;
        Read(stream, ref state);
        return state;
    }

    private void Read(int stream, ref TState state)
    {
        if (!TState.StandsInLanes)
        {
            state = At(stream);
            return;
        }

        int lane = stream % StateBlock.GroupSize;
        LaneTranspose.Scatter(
            ref Unsafe.Add(ref Lanes(stream - lane), lane),
            StateLength,
            StateLength,
            1,
            ref Unsafe.As<TState, float>(ref state));
    }

    private void Write(int stream, in TState state)
    {
        if (!TState.StandsInLanes)
        {
            At(stream) = state;
            return;
        }

        int lane = stream % StateBlock.GroupSize;
        LaneTranspose.Gather(
            ref Unsafe.As<TState, float>(ref Unsafe.AsRef(in state)),
            StateLength,
            StateLength,
            1,
            ref Unsafe.Add(ref Lanes(stream - lane), lane));
    }

    [StackTraceHidden]
    private void CheckStream(int stream)
    {
        if ((uint)stream >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(stream), stream, $"The block has {Count} streams, numbered from 0.");
        }
    }

    [StackTraceHidden]
    private void CheckCount(int count)
    {
        if (count != Count)
        {
            throw new ArgumentException($"The block has {Count} streams, but the span has {count} states.", "states");
        }
    }
}
