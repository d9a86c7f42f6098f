using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Lstm;

/// <summary>
/// The state of one stream: for each layer and direction the hidden state h and, in an LSTM, the cell state c.
/// </summary>
/// <remarks>
/// Implemented by the nested <c>State</c> of every generated class: an unmanaged struct of fixed size, whose <c>default</c> is the zero
/// state. Copy it to fork a stream, store it to resume one.
/// </remarks>
public interface ILstmState
{
    /// <summary>Whether a <see cref="StateBlock{TState}"/> keeps such states in lanes, eight interleaved. Written by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual bool StandsInLanes => false;

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
}
