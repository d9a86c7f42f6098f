using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>A kernel that advances eight streams at once, one stream in each lane. Implemented by generated code.</summary>
/// <remarks>
/// In lane order, each vector of eight holds one value of eight streams: states are [state, 8 streams], inputs [input, 8 streams] and
/// outputs [output, 8 streams].
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILaneKernel
{
    /// <summary>The number of floats in one stream's input.</summary>
    static abstract int Input { get; }

    /// <summary>The number of floats in one stream's output.</summary>
    static abstract int Output { get; }

    /// <summary>The number of floats in one stream's state.</summary>
    static abstract int State { get; }

    /// <summary>The number of floats of scratch memory that a step needs.</summary>
    static abstract int Scratch { get; }

    /// <summary>Advances eight streams by one step.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The states, in lane order.</param>
    /// <param name="x">The inputs, in lane order.</param>
    /// <param name="sums">Uninitialised scratch memory, aligned to 64 bytes.</param>
    /// <returns>The outputs, in lane order. They are part of the states or of the scratch memory.</returns>
    static abstract ref float Step(ref float weights, ref float state, ref float x, ref float sums);
}
