using System;
using System.Diagnostics.CodeAnalysis;

namespace Lstm;

/// <summary>What went on inside of a network in one step: the gates of every layer, and the state that they led to.</summary>
/// <remarks>
/// Implemented by the nested <c>Trace</c> of a class with <see cref="LstmAttribute.Trace"/>: an unmanaged struct of fixed size. With a coupled forget gate f is 1 - i; with a
/// stochastic one it is the probability of keeping, and the cell state shows what was drawn.
/// </remarks>
public interface ILstmTrace
{
    /// <summary>The input gate i of a layer, [hidden]: how much of the candidate each unit takes.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [UnscopedRef]
    ReadOnlySpan<float> InputGate(int layer = 0);

    /// <summary>The forget gate f of a layer, [hidden]: how much of its old cell state each unit keeps.</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> ForgetGate(int layer = 0);

    /// <summary>The candidate g of a layer, [hidden]: what each unit may add to its cell state.</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> Candidate(int layer = 0);

    /// <summary>The output gate o of a layer, [hidden]: how much of its cell state each unit shows.</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> OutputGate(int layer = 0);

    /// <summary>The cell state c of a layer after the step, [hidden].</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> Cell(int layer = 0);

    /// <summary>The hidden state h of a layer after the step, [hidden], or [projection] where it is projected.</summary>
    /// <inheritdoc cref="InputGate"/>
    [UnscopedRef]
    ReadOnlySpan<float> Hidden(int layer = 0);
}
