using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>What every generated <c>State</c> does with its values. Called by generated code.</summary>
/// <remarks>
/// A state is, for each layer and direction, h and then, in an LSTM, c, each padded to whole vectors of eight; with a stochastic forget gate its random stream follows.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateAccess
{
    /// <summary>The hidden state of a layer, [hidden], in a network whose layers hold two vectors of that width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static Span<float> Hidden<TState>(ref TState state, int layer, int layers, int hidden)
        where TState : unmanaged => Vector(ref state, layer, layers, 2 * NetworkShape.Padded(hidden), offset: 0, hidden);

    /// <summary>The cell state of a layer, [hidden], in a network whose layers hold two vectors of that width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static Span<float> Cell<TState>(ref TState state, int layer, int layers, int hidden)
        where TState : unmanaged => Vector(ref state, layer, layers, 2 * NetworkShape.Padded(hidden), offset: NetworkShape.Padded(hidden), hidden);

    /// <summary>A vector of one layer or, where layers have two directions, of one layer and direction.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="layer">Which layer: its number, times the directions, plus the direction.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="stride">Floats from one to the next.</param>
    /// <param name="offset">Where the vector starts in it.</param>
    /// <param name="length">The vector's floats.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static Span<float> Vector<TState>(ref TState state, int layer, int count, int stride, int offset, int length)
        where TState : unmanaged
    {
        if ((uint)layer >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(nameof(layer), layer, $"This model has {count} {(count == 1 ? "layer" : "layers")}, numbered from 0{(count == 1 ? "" : ", each direction counted")}.");
        }

        Span<float> values = MemoryMarshal.Cast<TState, float>(new Span<TState>(ref state));
        return values.Slice(layer * stride + offset, length);
    }

    /// <summary>The state that a stream starts from: what the weights carry as such, or zero.</summary>
    /// <typeparam name="TState">The network's state.</typeparam>
    /// <param name="weights">The network's weights.</param>
    public static TState Initial<TState>(PackedWeights weights)
        where TState : unmanaged, ILstmState => At<TState>(weights.InitialHidden, weights.InitialCell);

    /// <summary>A state of the given vectors, [cells, width] and [cells, hidden]; what is empty stays zero.</summary>
    internal static TState At<TState>(ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell)
        where TState : unmanaged, ILstmState
    {
        TState state = default;
        for (int index = 0; !hidden.IsEmpty; index++)
        {
            Span<float> target = state.Hidden(index);
            hidden[..target.Length].CopyTo(target);
            hidden = hidden[target.Length..];
        }

        for (int index = 0; !cell.IsEmpty; index++)
        {
            Span<float> target = state.Cell(index);
            cell[..target.Length].CopyTo(target);
            cell = cell[target.Length..];
        }

        return state;
    }

    /// <summary>Whether two states have the same bits: what replay needs, where a NaN equals itself and -0 is not +0.</summary>
    public static bool Equal<TState>(in TState left, in TState right)
        where TState : unmanaged => Bytes(in left).SequenceEqual(Bytes(in right));

    /// <summary>A hash of a state's bits.</summary>
    public static int Hash<TState>(in TState state)
        where TState : unmanaged
    {
        HashCode hash = default;
        hash.AddBytes(Bytes(in state));
        return hash.ToHashCode();
    }

    /// <summary>A state's own memory, padding included.</summary>
    public static Span<byte> Raw<TState>(ref TState state)
        where TState : unmanaged => MemoryMarshal.AsBytes(new Span<TState>(ref state));

    /// <summary>Whether all hidden and cell states are finite numbers.</summary>
    public static bool IsFinite<TState>(in TState state)
        where TState : unmanaged, ILstmState
    {
        // Padding is zero, and the words of a random stream are no numbers.
        ReadOnlySpan<float> values = MemoryMarshal.Cast<TState, float>(new ReadOnlySpan<TState>(in state))[..TState.Layout.RandomStart];
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The key and the counter of a state's random stream.</summary>
    internal static Span<ulong> Random<TState>(ref TState state, StateLayout layout)
        where TState : unmanaged, ILstmState =>
        MemoryMarshal.Cast<float, ulong>(MemoryMarshal.Cast<TState, float>(new Span<TState>(ref state)).Slice(layout.RandomStart, StoredState.RandomBytes / sizeof(float)));

    private static ReadOnlySpan<byte> Bytes<TState>(in TState state)
        where TState : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in state));
}
