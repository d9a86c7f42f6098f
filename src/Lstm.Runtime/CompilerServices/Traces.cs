using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>Runs traced steps. Called by generated code.</summary>
/// <remarks>
/// For each layer, a trace contains i, f, g, o and c, [hidden] each, and then h, [hidden or projection], without padding.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Traces
{
    /// <summary>Runs one step in stack memory, as <see cref="Scratch"/> does.</summary>
    /// <param name="weights">The first packed weight.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="sums">The number of floats of scratch memory that the kernel needs.</param>
    /// <param name="trace">Receives the trace.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe void Step<TKernel, TTrace>(
        ref float weights,
        ref float state,
        ref float x,
        ref float y,
        int sums,
        ref TTrace trace)
        where TKernel : struct, ITracedKernel
        where TTrace : unmanaged
    {
        byte* memory = stackalloc byte[sums * sizeof(float) + AlignedFloats.AlignmentBytes];
        float* aligned = AlignedFloats.In(memory);
        TKernel.Run(ref weights, ref state, ref x, ref y, ref *aligned, ref Unsafe.As<TTrace, float>(ref trace), steps: 1);
    }

    /// <summary>Runs one step in a buffer of the model, as <see cref="Scratch"/> does.</summary>
    /// <param name="weights">The model's weights, which own the buffer.</param>
    /// <param name="state">The first value of the stream's state.</param>
    /// <param name="x">The first input.</param>
    /// <param name="y">The first output.</param>
    /// <param name="trace">Receives the trace.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Step<TKernel, TTrace>(
        PackedWeights weights, ref float state, ref float x, ref float y, ref TTrace trace)
        where TKernel : struct, ITracedKernel
        where TTrace : unmanaged
    {
        ScratchPool pool = weights.Scratch;
        ref float sums = ref pool.Rent();
        TKernel.Run(ref weights.First, ref state, ref x, ref y, ref sums, ref Unsafe.As<TTrace, float>(ref trace), steps: 1);
        pool.Return(ref sums);
    }

    /// <summary>Writes the gates and the state of one layer to the trace.</summary>
    /// <param name="sums">The layer's gates, which have replaced its sums: [blocks, gates, 8 units].</param>
    /// <param name="h">The layer's new hidden state, followed by its new cell state.</param>
    /// <param name="trace">The first value of the layer in the trace.</param>
    /// <param name="hidden">The number of units.</param>
    /// <param name="width">The width of the hidden state.</param>
    /// <param name="coupled">Whether the forget gate is coupled, f = 1 - i, and has no sums.</param>
    public static void Write(ref float sums, ref float h, ref float trace, int hidden, int width, bool coupled)
    {
        int gates = coupled ? 3 : 4;
        ReadOnlySpan<float> values = MemoryMarshal.CreateReadOnlySpan(ref sums, gates * NetworkShape.Padded(hidden));
        Span<float> target = MemoryMarshal.CreateSpan(ref trace, 5 * hidden + width);
        for (int unit = 0; unit < hidden; unit++)
        {
            int place = unit / NetworkShape.Lanes * gates * NetworkShape.Lanes + unit % NetworkShape.Lanes;
            float i = values[place];
            target[unit] = i;
            target[hidden + unit] = coupled ? 1 - i : values[place + NetworkShape.Lanes];
            target[2 * hidden + unit] = values[place + (gates - 2) * NetworkShape.Lanes];
            target[3 * hidden + unit] = values[place + (gates - 1) * NetworkShape.Lanes];
        }

        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref h, NetworkShape.Padded(width)), hidden).CopyTo(target[(4 * hidden)..]);
        MemoryMarshal.CreateReadOnlySpan(ref h, width).CopyTo(target[(5 * hidden)..]);
    }
}
