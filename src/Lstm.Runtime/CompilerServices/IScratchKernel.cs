using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>A kernel that stores the sums of a step in scratch memory between its phases. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IScratchKernel
{
    /// <summary>Advances one stream by several steps or, in a kernel for many streams, several streams by one step.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the state, or of the first stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="sums">Uninitialised scratch memory, aligned to 64 bytes.</param>
    /// <param name="steps">The number of steps, or of streams.</param>
    static abstract void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint steps);
}
