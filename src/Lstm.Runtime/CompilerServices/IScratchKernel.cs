using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>A kernel that keeps the sums of a step in memory between its phases. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IScratchKernel
{
    /// <summary>Advances one stream by so many steps or, where the kernel is one of many streams, so many streams by one step.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state, or of the first stream's.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="sums">Scratch memory on a 64-byte boundary, with anything in it.</param>
    /// <param name="steps">How many steps, or streams.</param>
    static abstract void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint steps);
}
