using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>A kernel that runs whole sequences. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISequenceKernel
{
    /// <summary>Runs a sequence.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="sequences">Uninitialised memory for the values that one layer passes to the next.</param>
    /// <param name="sums">Uninitialised scratch memory for one step, aligned to 64 bytes.</param>
    /// <param name="steps">The number of steps.</param>
    static abstract void Run(ref float weights, ref float state, ref float x, ref float y, ref float sequences, ref float sums, nint steps);
}
