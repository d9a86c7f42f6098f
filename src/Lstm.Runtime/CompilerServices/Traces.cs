using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>Runs traced steps. Called by generated code.</summary>
/// <remarks>
/// For each layer, a trace contains its gates and states in the order in which a step computes them, without padding.
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

    /// <summary>Writes a gate of one layer to the trace.</summary>
    /// <param name="sums">The gate of the first unit. Gates have replaced their sums: [blocks, gates, 8 units].</param>
    /// <param name="trace">The first value of the gate in the trace.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="stride">The distance from one block of eight units to the next.</param>
    public static void Write(ref float sums, ref float trace, int units, int stride)
    {
        for (int unit = 0; unit < units; unit += NetworkShape.Lanes)
        {
            int count = Math.Min(NetworkShape.Lanes, units - unit);
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref sums, unit / NetworkShape.Lanes * stride), count)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref trace, unit), count));
        }
    }

    /// <summary>Throws the exception for a letter that no layer has.</summary>
    /// <param name="letter">The letter.</param>
    [DoesNotReturn]
    public static ReadOnlySpan<float> NoVector(char letter) =>
        throw new ArgumentOutOfRangeException(nameof(letter), letter, "No layer of this network has a vector of this letter.");

    /// <summary>Returns the letters of a layer.</summary>
    /// <param name="letters">The letters of each layer.</param>
    /// <param name="layer">The layer.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static TraceLetters LettersOf(ReadOnlySpan<TraceLetters> letters, int layer) => (uint)layer < (uint)letters.Length
        ? letters[layer]
        : throw new ArgumentOutOfRangeException(nameof(layer), layer,
            $"This model has {letters.Length} recurrent layers, numbered from 0.");
}
