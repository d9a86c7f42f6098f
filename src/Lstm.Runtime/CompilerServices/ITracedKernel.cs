using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>A kernel that leaves its gates and its state to be looked at. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITracedKernel
{
    /// <summary>Advances one stream by so many steps.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="sums">Scratch memory on a 64-byte boundary, with anything in it.</param>
    /// <param name="trace">The first value of the trace, which is that of the last step in the end.</param>
    /// <param name="steps">How many steps.</param>
    static abstract void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, ref float trace, nint steps);
}
