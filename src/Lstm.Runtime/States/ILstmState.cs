using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// The state of one stream: for each layer and direction the hidden state h and, in an LSTM, the cell state c.
/// </summary>
/// <remarks>
/// Implemented by the nested <c>State</c> of every generated class: an unmanaged struct of fixed size, whose <c>default</c> is the zero
/// state. Copy it to fork a stream, store it (<see cref="StateFormat"/>) to resume one, on whatever machine.
/// </remarks>
public interface ILstmState
{
    /// <summary>Whether a <see cref="StateBlock{TState}"/> keeps such states in lanes, eight interleaved. Written by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual bool StandsInLanes => false;

    /// <summary>What a stored state is written and checked by: see <see cref="StateFormat"/>. Written by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract StateLayout Layout { get; }

    /// <summary>The hidden state of a layer, [hidden], or [projection] where it is projected: a span over the state itself, to read or to write.</summary>
    /// <param name="layer">The layer, from 0; in a bidirectional network twice the layer, plus 1 for its backward direction.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [UnscopedRef]
    Span<float> Hidden(int layer = 0);

    /// <summary>The cell state of a layer, [hidden], or nothing in a GRU, which has none: a span over the state itself, to read or to write.</summary>
    /// <param name="layer">The layer, from 0; in a bidirectional network twice the layer, plus 1 for its backward direction.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [UnscopedRef]
    Span<float> Cell(int layer = 0);

    /// <summary>Makes it the zero state again, with the random stream of the seed 0 where there is one: <c>default</c>.</summary>
    void Reset();

    /// <summary>
    /// Whether all hidden and cell states are finite numbers. What is not came from an input or a start state that was none, or from a cell state without bounds; it stays until the
    /// stream is reset.
    /// </summary>
    bool IsFinite();
}
