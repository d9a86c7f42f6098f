using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.Testing;

/// <summary>The states of several streams. The largest states are too large for an array, and for the stack.</summary>
/// <param name="count">The number of streams.</param>
internal sealed class StateMemory<TState>(int count)
    where TState : unmanaged, ILstmState
{
    private readonly byte[] _bytes = new byte[count * Unsafe.SizeOf<TState>()];

    /// <summary>The number of streams.</summary>
    public int Count => count;

    /// <summary>The states of all streams.</summary>
    public Span<TState> Span => MemoryMarshal.Cast<byte, TState>(_bytes.AsSpan());

    /// <summary>The state of one stream.</summary>
    public ref TState this[int stream] => ref Span[stream];

    /// <summary>Returns the states of streams that all start from one state.</summary>
    public static StateMemory<TState> Of(int count, in TState start)
    {
        StateMemory<TState> states = new(count);
        foreach (ref TState state in states.Span)
        {
            state = start;
        }

        return states;
    }
}
