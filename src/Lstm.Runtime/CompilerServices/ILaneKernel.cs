using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>A kernel that advances eight streams at once, a stream a lane. Implemented by generated code.</summary>
/// <remarks>In lanes, each float of a stream is a vector of eight: a state is [state, 8 streams], an input [input, 8 streams], an output [output, 8 streams].</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILaneKernel
{
    /// <summary>Floats of a stream's input.</summary>
    static abstract int Input { get; }

    /// <summary>Floats of a stream's output.</summary>
    static abstract int Output { get; }

    /// <summary>Floats of a stream's state.</summary>
    static abstract int State { get; }

    /// <summary>Floats of memory that a step works in.</summary>
    static abstract int Scratch { get; }

    /// <summary>Advances eight streams by one step.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The states, in lanes.</param>
    /// <param name="x">The inputs, in lanes.</param>
    /// <param name="sums">Scratch memory on a 64-byte boundary, with anything in it.</param>
    /// <returns>The outputs, in lanes: in the state or in the scratch memory.</returns>
    static abstract ref float Step(ref float weights, ref float state, ref float x, ref float sums);
}
