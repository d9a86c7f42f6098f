using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.CompilerServices;
using Lstm.Shared;

namespace Lstm;

/// <summary>What all blocks of states have in common.</summary>
public static class StateBlock
{
    /// <summary>
    /// Streams that stand together: where a range of streams starts must be a multiple of this, so that no two threads share a group.
    /// </summary>
    public const int GroupSize = NetworkShape.Lanes;
}

/// <summary>
/// The states of many streams, in the order in which their network steps them fastest, so that <see cref="ILstm{TState}.StepMany(StateBlock{TState}, ReadOnlySpan{float}, Span{float})"/>
/// need not rearrange them first.
/// </summary>
/// <remarks>
/// Small networks step eight streams at once, a stream a lane of a vector; then eight states stand interleaved. Larger ones have state after state. Either way
/// a state goes in and comes out with all its bits. Reading and writing different streams from several threads is safe as long as no two of them use streams
/// of one group of <see cref="StateBlock.GroupSize"/>; see docs/streams.md.
/// </remarks>
/// <typeparam name="TState">The network's state.</typeparam>
public sealed class StateBlock<TState>
    where TState : unmanaged, ILstmState
{
    private readonly float[] _buffer;
    private readonly int _start;

    /// <summary>A block of zero states, which are the start of a stream unless the weights carry another: <see cref="Fill"/> it with <see cref="ILstm{TState}.InitialState"/> then.</summary>
    /// <param name="count">How many streams.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than none, or more than an array can hold.</exception>
    public StateBlock(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long groups = ((long)count + StateBlock.GroupSize - 1) / StateBlock.GroupSize;
        long length = groups * StateBlock.GroupSize * StateLength;
        if (length > Array.MaxLength - AlignedFloats.Padding)
        {
            long most = (Array.MaxLength - AlignedFloats.Padding) / StateLength / StateBlock.GroupSize * StateBlock.GroupSize;
            throw new ArgumentOutOfRangeException(nameof(count), count, $"A block of states of {StateLength} floats holds at most {most} streams.");
        }

        Count = count;

        _buffer = AlignedFloats.Allocate((int)length, out _start);
    }

    /// <summary>The streams in the block.</summary>
    public int Count { get; }

    /// <summary>The state of a stream, copied out or in.</summary>
    /// <param name="stream">The stream, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such stream.</exception>
    public TState this[int stream]
    {
        get
        {
            CheckStream(stream);
            TState state = default;
            Read(stream, ref state);
            return state;
        }

        set
        {
            CheckStream(stream);
            Write(stream, ref value);
        }
    }

    private static int StateLength => (Unsafe.SizeOf<TState>() + sizeof(float) - 1) / sizeof(float);

    /// <summary>The first float of a stream's group where groups stand in lanes.</summary>
    internal ref float Lanes(int first) => ref Unsafe.Add(ref First, (nint)first * StateLength);

    /// <summary>Some streams, where they do not stand in lanes.</summary>
    internal Span<TState> Streams(int first, int count) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref Unsafe.As<float, TState>(ref First), first), count);

    private ref float First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start);

    /// <summary>Puts all streams into one state, as into a model's <see cref="ILstm{TState}.InitialState"/>.</summary>
    /// <param name="state">The state.</param>
    public void Fill(TState state)
    {
        if (!TState.StandsInLanes)
        {
            Streams(0, Count).Fill(state);
            return;
        }

        for (int stream = 0; stream < Count; stream++)
        {
            Write(stream, ref state);
        }
    }

    /// <summary>Copies the states of all streams out of the block.</summary>
    /// <param name="states">Receives them, [streams].</param>
    /// <exception cref="ArgumentException">The span is of another number of streams.</exception>
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
    /// <exception cref="ArgumentException">The span is of another number of streams.</exception>
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
            Write(stream, ref Unsafe.AsRef(in states[stream]));
        }
    }

    private void Read(int stream, ref TState state)
    {
        if (!TState.StandsInLanes)
        {
            state = Streams(stream, 1)[0];
            return;
        }

        int lane = stream % StateBlock.GroupSize;
        LaneTranspose.Scatter(ref Unsafe.Add(ref Lanes(stream - lane), lane), StateLength, StateLength, 1, ref Unsafe.As<TState, float>(ref state));
    }

    private void Write(int stream, ref TState state)
    {
        if (!TState.StandsInLanes)
        {
            Streams(stream, 1)[0] = state;
            return;
        }

        int lane = stream % StateBlock.GroupSize;
        LaneTranspose.Gather(ref Unsafe.As<TState, float>(ref state), StateLength, StateLength, 1, ref Unsafe.Add(ref Lanes(stream - lane), lane));
    }

    [StackTraceHidden]
    private void CheckStream(int stream)
    {
        if ((uint)stream >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(stream), stream, $"This block has {Count} streams, numbered from 0.");
        }
    }

    [StackTraceHidden]
    private void CheckCount(int count)
    {
        if (count != Count)
        {
            throw new ArgumentException($"This block has {Count} streams, and the span has {count} states.", "states");
        }
    }
}
