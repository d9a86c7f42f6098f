using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Lstm.CompilerServices;

/// <summary>
/// Runs a kernel with memory for its sums: on the stack or, for large networks, in a buffer of the model. Called by generated code.
/// </summary>
/// <remarks>
/// Only unsafe code can leave stack memory uncleared and align it, and generated code is safe. Both are measurable: clearing costs more
/// than the activations of a block, and unaligned vectors cross cache lines.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    /// <summary>Runs a kernel in stack memory. The other parameters are those of <see cref="IScratchKernel.Run"/>.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="sums">The number of floats of scratch memory that the kernel needs.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void Run<TKernel>(ref float weights, ref float state, ref float x, ref float y, nint steps, int sums)
        where TKernel : struct, IScratchKernel
    {
        byte* memory = stackalloc byte[sums * sizeof(float) + AlignedFloats.AlignmentBytes];
        float* aligned = AlignedFloats.In(memory);
        TKernel.Run(ref weights, ref state, ref x, ref y, ref *aligned, steps);
    }

    /// <summary>Runs a kernel in a buffer of the model. The other parameters are those of <see cref="IScratchKernel.Run"/>.</summary>
    /// <param name="weights">The model's weights, which own the buffer.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="steps">The number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TKernel>(PackedWeights weights, ref float state, ref float x, ref float y, nint steps)
        where TKernel : struct, IScratchKernel
    {
        // No try/finally: the kernel throws nothing. If it did not return, the pool would only lose one buffer.
        ScratchPool pool = weights.Scratch;
        ref float sums = ref pool.Rent();
        TKernel.Run(ref weights.First, ref state, ref x, ref y, ref sums, steps);
        pool.Return(ref sums);
    }
}
