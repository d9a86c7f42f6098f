using System;
using System.Diagnostics.CodeAnalysis;

namespace Lstm;

/// <summary>The internal values of a network in one step: the gates of every layer, and the resulting state.</summary>
/// <remarks>
/// The nested <c>Trace</c> of a class with <see cref="RecurrentAttribute.Trace"/> implements this interface. It is an unmanaged struct of
/// fixed size. With coupled gates, f is 1 - i. With a stochastic forget gate, f is the probability of keeping the cell state, and the cell
/// state shows the result of the draw.
/// </remarks>
public interface ILstmTrace
{
    /// <summary>
    /// Returns the input gate i of a layer, [hidden]: the fraction of the candidate that each unit adds to its cell state.
    /// </summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [UnscopedRef]
    ReadOnlySpan<float> InputGate(int layer = 0);

    /// <summary>Returns the forget gate f of a layer, [hidden]: the fraction of its old cell state that each unit keeps.</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> ForgetGate(int layer = 0);

    /// <summary>Returns the candidate g of a layer, [hidden]: the value that each unit may add to its cell state.</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> Candidate(int layer = 0);

    /// <summary>Returns the output gate o of a layer, [hidden]: the fraction of its activated cell state that each unit outputs.</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> OutputGate(int layer = 0);

    /// <summary>Returns the cell state c of a layer after the step, [hidden].</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> Cell(int layer = 0);

    /// <summary>Returns the hidden state h of a layer after the step: [hidden], or [projection] if it is projected.</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> Hidden(int layer = 0);
}
