using System;
using System.Diagnostics.CodeAnalysis;

namespace Lstm;

/// <summary>The internal values of a network in one step: the gates of every layer, and the resulting state.</summary>
/// <remarks>
/// <para>The nested <c>Trace</c> of a class with <see cref="RecurrentAttribute.Trace"/> implements this interface. It is an unmanaged
/// struct of fixed size, with a method for each kind of vector: <c>InputGate(layer)</c>, <c>ResetGate(layer)</c>, and so on. This interface
/// is for generic code, which knows the vectors by their letters in the equations.</para>
/// <para>With coupled gates, f is 1 - i. With a stochastic forget gate, f is the probability of keeping the cell state, and the cell state
/// shows the result of the draw.</para>
/// </remarks>
public interface ILstmTrace
{
    /// <summary>Returns the letters of the vectors of a layer.</summary>
    /// <param name="layer">The recurrent layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    static abstract TraceLetters LettersOf(int layer);

    /// <summary>
    /// Returns a vector of a layer: [hidden], or [projection] for h if it is projected. Empty if the layer has no such vector.
    /// </summary>
    /// <param name="letter">The letter of the vector.</param>
    /// <param name="layer">The recurrent layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, or no layer has such a vector.</exception>
    [UnscopedRef]
    ReadOnlySpan<float> Vector(char letter, int layer = 0);
}
