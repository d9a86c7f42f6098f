using System;
using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>Runs kernels over whole sequences, in the caller's memory or in rented memory. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequences
{
    /// <summary>Returns the number of floats that a run stores between its passes.</summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="floatsPerStep">The number of floats for each step.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The number of steps is negative, or the result exceeds the largest array length.
    /// </exception>
    public static int ScratchLength(int steps, int floatsPerStep)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)steps * floatsPerStep, Array.MaxLength, nameof(steps));
        return steps * floatsPerStep;
    }

    /// <summary>Runs a model from its initial state, which is too large for the stack and stands in a buffer of the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">Its weights, which own the buffer.</param>
    /// <param name="inputs">The inputs, [steps, input].</param>
    /// <param name="outputs">Receives the outputs, [steps, output].</param>
    public static void RunFromStart<TModel, TState>(
        TModel model, PackedWeights weights, ReadOnlySpan<float> inputs, Span<float> outputs)
        where TModel : class, ISequenceLstm<TState>
        where TState : unmanaged, ILstmState
    {
        // The run may reject its spans.
        using RentedState<TState> state = new(weights, in model.InitialState);
        model.Run(ref state.Value, inputs, outputs);
    }

    /// <summary>
    /// Runs a kernel in rented memory and in stack memory. The other parameters are those of <see cref="ISequenceKernel.Run"/>.
    /// </summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="scratch">The number of floats that the kernel stores between its passes.</param>
    /// <param name="sums">The number of floats of scratch memory that the kernel needs for a step.</param>
    public static void RunRented<TKernel>(ref float weights, ref float state, ref float x, ref float y, int steps, int scratch, int sums)
        where TKernel : struct, ISequenceKernel
    {
        float[] rented = Rent(scratch);
        Run<TKernel>(ref weights, ref state, ref x, ref y, ref MemoryMarshal.GetArrayDataReference(rented), steps, sums);
        Return(rented);
    }

    /// <summary>
    /// Runs a kernel in rented memory and in a buffer of the model. The other parameters are those of <see cref="ISequenceKernel.Run"/>.
    /// </summary>
    /// <param name="weights">The model's weights, which own the buffer.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="scratch">The number of floats that the kernel stores between its passes.</param>
    public static void RunRented<TKernel>(PackedWeights weights, ref float state, ref float x, ref float y, int steps, int scratch)
        where TKernel : struct, ISequenceKernel
    {
        float[] rented = Rent(scratch);
        Run<TKernel>(weights, ref state, ref x, ref y, ref MemoryMarshal.GetArrayDataReference(rented), steps);
        Return(rented);
    }

    /// <summary>Runs a kernel in stack memory. The other parameters are those of <see cref="ISequenceKernel.Run"/>.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="sequences">The memory that the kernel uses between its passes.</param>
    /// <param name="steps">The number of steps.</param>
    /// <param name="sums">The number of floats of scratch memory that the kernel needs for a step.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static unsafe void Run<TKernel>(
        ref float weights,
        ref float state,
        ref float x,
        ref float y,
        ref float sequences,
        int steps,
        int sums)
        where TKernel : struct, ISequenceKernel
    {
        byte* memory = stackalloc byte[sums * sizeof(float) + AlignedFloats.AlignmentBytes];
        float* aligned = AlignedFloats.In(memory);
        TKernel.Run(ref weights, ref state, ref x, ref y, ref sequences, ref *aligned, steps);
    }

    /// <summary>Runs a kernel in a buffer of the model. The other parameters are those of <see cref="ISequenceKernel.Run"/>.</summary>
    /// <param name="weights">The model's weights, which own the buffer.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="sequences">The memory that the kernel uses between its passes.</param>
    /// <param name="steps">The number of steps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TKernel>(
        PackedWeights weights, ref float state, ref float x, ref float y, ref float sequences, int steps)
        where TKernel : struct, ISequenceKernel
    {
        ScratchPool pool = weights.Scratch;
        ref float sums = ref pool.Rent();
        TKernel.Run(ref weights.First, ref state, ref x, ref y, ref sequences, ref sums, steps);
        pool.Return(ref sums);
    }

    private static float[] Rent(int floats) => floats == 0 ? [] : ArrayPool<float>.Shared.Rent(floats);

    // Not called in a finally block: the kernel throws nothing. If it did not return, the pool would only lose one array.
    private static void Return(float[] rented)
    {
        if (rented.Length > 0)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }
}
