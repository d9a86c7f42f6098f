using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Lstm.CompilerServices;

/// <summary>The operations of a generated class on blocks of states. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateBlocks
{
    /// <summary>Checks the arguments of one step of a range of a block's streams.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="states"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The range is not within the block, or does not start at a group of streams.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The spans are for a different number of streams, or overlap in a way that is not allowed.
    /// </exception>
    public static void Check<TState>(
        StateBlock<TState> states,
        int first,
        int count,
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> outputs,
        int inputSize,
        int outputSize)
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(states);
        if ((uint)first > (uint)states.Count || first % StateBlock.GroupSize != 0 && first != states.Count)
        {
            ThrowFirst(first, states.Count);
        }

        if ((uint)count > (uint)(states.Count - first))
        {
            ThrowCount(first, count, states.Count);
        }

        SpanLengths.CheckStepMany(count, inputs, outputs, inputSize, outputSize);
    }

    /// <summary>Returns the number of streams in a block.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="states"/> is null.</exception>
    public static int CountOf<TState>(StateBlock<TState> states)
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(states);
        return states.Count;
    }

    /// <summary>Returns a range of a block's streams. For blocks that store one state after the other.</summary>
    public static Span<TState> Streams<TState>(StateBlock<TState> states, int first, int count)
        where TState : unmanaged, ILstmState => states.Streams(first, count);

    /// <summary>Returns the first float of a range of a block's streams. For blocks that store states in lane order.</summary>
    public static ref float Lanes<TState>(StateBlock<TState> states, int first)
        where TState : unmanaged, ILstmState => ref states.Lanes(first);

    [DoesNotReturn]
    [StackTraceHidden]
    private static void ThrowFirst(int first, int streams) =>
        throw new ArgumentOutOfRangeException(
            nameof(first),
            first,
            $"In a block of {streams} streams, a range must start at a multiple of {StateBlock.GroupSize} from 0 to {streams}, " +
            "or at the end of the block.");

    [DoesNotReturn]
    [StackTraceHidden]
    private static void ThrowCount(int first, int count, int streams) =>
        throw new ArgumentOutOfRangeException(
            nameof(count),
            count,
            $"In a block of {streams} streams, a range from stream {first} must have 0 to {streams - first} streams.");
}
