using System.ComponentModel;

namespace Lstm.CompilerServices;

/// <summary>A kernel that also writes its gates and its state to a trace. Implemented by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITracedKernel
{
    /// <summary>Advances one stream by several steps.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="sums">Uninitialised scratch memory, aligned to 64 bytes.</param>
    /// <param name="trace">The first value of the trace. Each step overwrites it, so it holds the last step in the end.</param>
    /// <param name="steps">The number of steps.</param>
    static abstract void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, ref float trace, nint steps);
}
