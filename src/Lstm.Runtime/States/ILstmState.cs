using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// The state of one stream: for each recurrent layer and direction the hidden state h and, in an LSTM, the cell state c.
/// </summary>
/// <remarks>
/// The nested <c>State</c> of every generated class implements this interface. It is an unmanaged struct of fixed size, whose
/// <c>default</c> is the zero state. Copy it to fork a stream. Store it (<see cref="StateFormat"/>) to resume a stream later, on any
/// machine.
/// </remarks>
public interface ILstmState
{
    /// <summary>
    /// Whether a <see cref="StateBlock{TState}"/> interleaves eight states of this type, one per vector lane. Implemented by generated
    /// code.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static virtual bool StandsInLanes => false;

    /// <summary>The layout with which <see cref="StateFormat"/> writes and checks stored states. Implemented by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    static abstract StateLayout Layout { get; }

    /// <summary>
    /// Returns the hidden state of a layer as a span over the state itself, to read or to write: [hidden], or [projection] if it is
    /// projected.
    /// </summary>
    /// <param name="layer">
    /// The recurrent layer, from 0. A bidirectional layer counts twice: its forward and then its backward direction.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [UnscopedRef]
    Span<float> Hidden(int layer = 0);

    /// <summary>
    /// Returns the cell state of a layer as a span over the state itself, to read or to write: [hidden], or empty in a GRU, which has no
    /// cell state.
    /// </summary>
    /// <param name="layer">
    /// The recurrent layer, from 0. A bidirectional layer counts twice: its forward and then its backward direction.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [UnscopedRef]
    Span<float> Cell(int layer = 0);

    /// <summary>Resets this to <c>default</c>: the zero state. A random stream, if there is one, is reset to the seed 0.</summary>
    void Reset();

    /// <summary>
    /// Returns whether all hidden and cell states are finite. A value that is not finite came from an input or an initial state that was
    /// not finite, or from an unbounded cell state. It remains until the stream is reset.
    /// </summary>
    bool IsFinite();
}
