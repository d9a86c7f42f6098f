using System;
using System.Diagnostics.CodeAnalysis;

namespace Lstm;

/// <summary>
/// The state of one stream: for each layer the hidden state h and the cell state c, two vectors of the same width.
/// </summary>
/// <remarks>
/// Implemented by the nested <c>State</c> of every generated class: an unmanaged struct of fixed size, whose <c>default</c> is the zero
/// state. Copy it to fork a stream, store it to resume one.
/// </remarks>
public interface ILstmState
{
    /// <summary>The hidden state of a layer, [hidden]: a span over the state itself, to read or to write.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [UnscopedRef]
    Span<float> Hidden(int layer = 0);

    /// <summary>The cell state of a layer, [hidden]: a span over the state itself, to read or to write.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [UnscopedRef]
    Span<float> Cell(int layer = 0);
}
