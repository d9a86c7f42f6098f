using System;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>The operations of every generated <c>State</c>. Called by generated code.</summary>
/// <remarks>
/// A state contains the vectors of each cell (of each recurrent layer and direction): h and, in an LSTM, c. Each is padded to whole vectors
/// of eight. With a stochastic forget gate, its random stream follows.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StateAccess
{
    /// <summary>Returns the hidden state of a layer, [hidden], in a network whose layers have two vectors of that width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static Span<float> Hidden<TState>(ref TState state, int layer, int layers, int hidden)
        where TState : unmanaged => Vector(ref state, layer, layers, 2 * NetworkShape.Padded(hidden), offset: 0, hidden);

    /// <summary>Returns the cell state of a layer, [hidden], in a network whose layers have two vectors of that width.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static Span<float> Cell<TState>(ref TState state, int layer, int layers, int hidden)
        where TState : unmanaged =>
        Vector(ref state, layer, layers, 2 * NetworkShape.Padded(hidden), offset: NetworkShape.Padded(hidden), hidden);

    /// <summary>Returns a vector of one layer, or of one layer and direction in a bidirectional network.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="layer">The number of the layer; in a bidirectional network, layer · 2 + direction.</param>
    /// <param name="count">The number of layers, times the number of directions.</param>
    /// <param name="stride">The distance from one layer to the next, in floats.</param>
    /// <param name="offset">The offset of the vector within its layer, in floats.</param>
    /// <param name="length">The number of floats in the vector.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static Span<float> Vector<TState>(ref TState state, int layer, int count, int stride, int offset, int length)
        where TState : unmanaged
    {
        CheckLayer(layer, count);
        return Values(ref state).Slice(layer * stride + offset, length);
    }

    /// <summary>Returns a vector of one cell of a network whose cells differ.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="state">The state.</param>
    /// <param name="cell">The number of the cell: of the recurrent layer, where a bidirectional layer counts twice.</param>
    /// <param name="places">
    /// For each cell the offset of the vector in the state and its length, in floats. The length is 0 if the cell has no such vector.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such cell.</exception>
    public static Span<float> Vector<TState>(ref TState state, int cell, ReadOnlySpan<int> places)
        where TState : unmanaged
    {
        CheckLayer(cell, places.Length / 2);
        return Values(ref state).Slice(places[2 * cell], places[2 * cell + 1]);
    }

    /// <summary>Returns the initial state of a stream: the one stored with the weights, or zeros.</summary>
    /// <typeparam name="TState">The type of the state.</typeparam>
    /// <param name="weights">The network's weights.</param>
    public static ref readonly TState Initial<TState>(PackedWeights weights)
        where TState : unmanaged, ILstmState => ref weights.InitialState<TState>();

    /// <summary>
    /// Returns a state with the given hidden and cell states of all cells, one after the other. An empty span means zeros.
    /// </summary>
    internal static TState At<TState>(ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell)
        where TState : unmanaged, ILstmState
    {
        StrongBox<TState> state = new();
        Fill(ref state.Value, hidden, cell);
        return state.Value;
    }

    /// <summary>
    /// Writes the given hidden and cell states of all cells, one after the other, to a zero state. An empty span means zeros.
    /// </summary>
    internal static void Fill<TState>(ref TState state, ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell)
        where TState : unmanaged, ILstmState
    {
        Fill(ref state, StartShape.Hidden, hidden);
        Fill(ref state, StartShape.Cell, cell);
    }

    /// <summary>Returns a vector of a state.</summary>
    internal static Span<float> Vector<TState>(ref TState state, StateVector vector)
        where TState : unmanaged => Values(ref state).Slice(vector.Start, vector.Length);

    /// <summary>Returns whether two states are bit-identical. A NaN equals a NaN with the same bits, and -0 differs from +0.</summary>
    public static bool Equal<TState>(in TState left, in TState right)
        where TState : unmanaged => Bytes(in left).SequenceEqual(Bytes(in right));

    /// <summary>Returns whether an object is a state of the same type with the same bits. The boxed state is not copied.</summary>
    public static bool Equal<TState>(in TState left, object? right)
        where TState : unmanaged => right is TState && Equal(in left, in Unsafe.Unbox<TState>(right));

    /// <summary>Returns a hash of a state's bits.</summary>
    public static int Hash<TState>(in TState state)
        where TState : unmanaged
    {
        HashCode hash = default;
        hash.AddBytes(Bytes(in state));
        return hash.ToHashCode();
    }

    /// <summary>Returns the memory of a state, including padding.</summary>
    public static Span<byte> Raw<TState>(ref TState state)
        where TState : unmanaged => MemoryMarshal.AsBytes(new Span<TState>(ref state));

    /// <summary>Returns whether all hidden and cell states are finite.</summary>
    public static bool IsFinite<TState>(in TState state)
        where TState : unmanaged, ILstmState
    {
        // Padding is zero. The words of a random stream are not floats and are skipped.
        ReadOnlySpan<float> values =
            MemoryMarshal.Cast<TState, float>(new ReadOnlySpan<TState>(in state))[..StateMap.Of<TState>().RandomStart];
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Returns a line about a state: its first values, and whether some are not finite. The text is for people and may change.
    /// </summary>
    public static string Describe<TState>(in TState state)
        where TState : unmanaged, ILstmState
    {
        StateMap map = StateMap.Of<TState>();
        StringBuilder text = new();
        if (map.Cells > 1)
        {
            text.Append(CultureInfo.InvariantCulture, $"layer 0 of {map.Cells}: ");
        }

        foreach (StateVector vector in map.Vectors)
        {
            if (vector.Cell == 0)
            {
                AppendFirst(text, vector.Letter, Vector(ref Unsafe.AsRef(in state), vector));
            }
        }

        return text.Append(IsFinite(in state) ? "" : "; not finite").ToString();
    }

    private static void AppendFirst(StringBuilder text, char letter, ReadOnlySpan<float> values)
    {
        const int most = 4;
        text.Append(text.Length > 0 && text[^1] == ']' ? "; " : "").Append(letter).Append(" = [");
        for (int index = 0; index < Math.Min(most, values.Length); index++)
        {
            text.Append(index > 0 ? ", " : "").Append(CultureInfo.InvariantCulture, $"{values[index]:G4}");
        }

        text.Append(values.Length > most ? ", …]" : "]");
    }

    /// <summary>Returns the key and the counter of a state's random stream.</summary>
    internal static Span<ulong> Random<TState>(ref TState state, StateMap map)
        where TState : unmanaged =>
        MemoryMarshal.Cast<float, ulong>(Values(ref state).Slice(map.RandomStart, StoredState.RandomBytes / sizeof(float)));

    private static void Fill<TState>(ref TState state, char letter, ReadOnlySpan<float> values)
        where TState : unmanaged, ILstmState
    {
        foreach (StateVector vector in StateMap.Of<TState>().Vectors)
        {
            if (vector.Letter == letter && !values.IsEmpty)
            {
                values[..vector.Length].CopyTo(Vector(ref state, vector));
                values = values[vector.Length..];
            }
        }
    }

    private static Span<float> Values<TState>(ref TState state)
        where TState : unmanaged => MemoryMarshal.Cast<TState, float>(new Span<TState>(ref state));

    private static void CheckLayer(int layer, int count)
    {
        if ((uint)layer >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(layer),
                layer,
                count == 1
                    ? "This model has 1 layer, numbered from 0."
                    : $"This model has {count} layers, numbered from 0. Each direction counts as a layer.");
        }
    }

    private static ReadOnlySpan<byte> Bytes<TState>(in TState state)
        where TState : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<TState>(in state));
}
