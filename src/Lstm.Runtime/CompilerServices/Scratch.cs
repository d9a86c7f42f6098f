using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Lstm.CompilerServices;

/// <summary>Lends a kernel stack memory for its sums. Called by generated code.</summary>
/// <remarks>
/// Generated code could declare the memory itself, but only code compiled as unsafe may leave it uncleared and align it, and both show: clearing
/// costs more than a block's activations, and unaligned vectors straddle cache lines.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    /// <summary>Runs a kernel. The other parameters are those of <see cref="IScratchKernel.Run"/>.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="sums">Floats of memory that the kernel needs.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void Run<TKernel>(ref float weights, ref float state, ref float x, ref float y, nint steps, int sums)
        where TKernel : struct, IScratchKernel
    {
        byte* memory = stackalloc byte[sums * sizeof(float) + AlignedFloats.AlignmentBytes];
        float* aligned = AlignedFloats.In(memory);
        TKernel.Run(ref weights, ref state, ref x, ref y, ref *aligned, steps);
    }
}
