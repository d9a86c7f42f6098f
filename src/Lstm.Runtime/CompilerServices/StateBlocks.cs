using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Lstm.CompilerServices;

/// <summary>What the verbs of a generated class do with blocks of states. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateBlocks
{
    /// <summary>Checks the arguments of one step of a range of a block's streams.</summary>
    /// <exception cref="ArgumentNullException">There is no block.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the block, or starts inside a group.</exception>
    /// <exception cref="ArgumentException">The spans are not of as many streams, or overlap without being one.</exception>
    public static void Check<TState>(StateBlock<TState> states, int first, int count, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, int inputSize, int outputSize)
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

    /// <summary>How many streams a block has.</summary>
    /// <exception cref="ArgumentNullException">There is no block.</exception>
    public static int CountOf<TState>(StateBlock<TState> states)
        where TState : unmanaged, ILstmState
    {
        ArgumentNullException.ThrowIfNull(states);
        return states.Count;
    }

    /// <summary>A range of a block's streams, where states stand one after the other.</summary>
    public static Span<TState> Streams<TState>(StateBlock<TState> states, int first, int count)
        where TState : unmanaged, ILstmState => states.Streams(first, count);

    /// <summary>The first float of a range of a block's streams, where states stand in lanes.</summary>
    public static ref float Lanes<TState>(StateBlock<TState> states, int first)
        where TState : unmanaged, ILstmState => ref states.Lanes(first);

    [DoesNotReturn]
    [StackTraceHidden]
    private static void ThrowFirst(int first, int streams) =>
        throw new ArgumentOutOfRangeException(
            nameof(first), first, $"A range of a block of {streams} streams starts at a multiple of {StateBlock.GroupSize} from 0 to {streams}, or at its end.");

    [DoesNotReturn]
    [StackTraceHidden]
    private static void ThrowCount(int first, int count, int streams) =>
        throw new ArgumentOutOfRangeException(
            nameof(count), count, $"A range from stream {first} of a block of {streams} streams has 0 to {streams - first} streams.");
}
