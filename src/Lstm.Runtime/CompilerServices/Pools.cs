using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>Turns the vectors of a sequence into one. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Pools
{
    // Values whose sums are kept at the same time.
    private const int Block = 64;

    // Enough for a run to look ahead, and on the stack.
    private const int MostFloats = 1024;

    /// <summary>Computes the mean of each value over all steps. The sums are in double precision, in the order of the steps.</summary>
    /// <param name="source">The first value of the first step.</param>
    /// <param name="target">Receives the means.</param>
    /// <param name="stride">The distance from one step to the next.</param>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <param name="count">The number of values.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Mean(ref float source, ref float target, int stride, nint steps, int count)
    {
        Span<double> sums = stackalloc double[Block];
        for (int first = 0; first < count; first += Block)
        {
            int length = Math.Min(Block, count - first);
            sums.Clear();
            for (nint step = 0; step < steps; step++)
            {
                Span<float> values = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref source, step * stride + first), length);
                for (int index = 0; index < values.Length; index++)
                {
                    sums[index] += values[index];
                }
            }

            for (int index = 0; index < length; index++)
            {
                Unsafe.Add(ref target, first + index) = (float)(sums[index] / steps);
            }
        }
    }

    /// <summary>Finds the largest value of each position over all steps. NaN is larger than any number.</summary>
    /// <param name="source">The first value of the first step.</param>
    /// <param name="target">Receives the largest values; it must not be one of the steps.</param>
    /// <param name="stride">The distance from one step to the next.</param>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <param name="count">The number of values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max(ref float source, ref float target, int stride, nint steps, int count)
    {
        Span<float> largest = MemoryMarshal.CreateSpan(ref target, count);
        MemoryMarshal.CreateSpan(ref source, count).CopyTo(largest);
        for (nint step = 1; step < steps; step++)
        {
            Span<float> values = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref source, step * stride), count);
            for (int index = 0; index < largest.Length; index++)
            {
                largest[index] = MathF.Max(largest[index], values[index]);
            }
        }
    }

    /// <summary>Runs a network that has an output for each step from its initial state, and keeps the last output.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The inputs, [steps, input].</param>
    /// <param name="output">Receives the output of the last step, [output].</param>
    /// <exception cref="ArgumentException">The length of a span does not match, or the spans overlap.</exception>
    public static void LastFromStart<TModel, TState>(TModel model, ReadOnlySpan<float> inputs, Span<float> output)
        where TModel : INetwork<TState>
        where TState : unmanaged, ILstmState
    {
        TState state = model.InitialState;
        LastOfRun(model, ref state, inputs, output);
    }

    /// <summary>
    /// The same for a state that is too large for the stack. It stands in a buffer of the model.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">Its weights, which own the buffer.</param>
    /// <param name="inputs">The inputs, [steps, input].</param>
    /// <param name="output">Receives the output of the last step, [output].</param>
    /// <exception cref="ArgumentException">The length of a span does not match, or the spans overlap.</exception>
    public static void LastFromStart<TModel, TState>(TModel model, PackedWeights weights, ReadOnlySpan<float> inputs, Span<float> output)
        where TModel : INetwork<TState>
        where TState : unmanaged, ILstmState
    {
        // The run may reject its spans.
        using RentedState<TState> state = new(weights, in model.InitialState);
        LastOfRun(model, ref state.Value, inputs, output);
    }

    /// <summary>Runs a network that has an output for each step, and keeps the last.</summary>
    /// <param name="model">The model.</param>
    /// <param name="state">The state of the stream.</param>
    /// <param name="inputs">The inputs, [steps, input].</param>
    /// <param name="output">Receives the output of the last step, [output].</param>
    /// <exception cref="ArgumentException">The length of a span does not match, or the spans overlap.</exception>
    [SkipLocalsInit]
    public static void LastOfRun<TModel, TState>(TModel model, ref TState state, ReadOnlySpan<float> inputs, Span<float> output)
        where TModel : INetwork<TState>
        where TState : unmanaged, ILstmState
    {
        int left = SpanLengths.CheckPooled(inputs, output, TModel.InputSize, TModel.OutputSize);
        Span<float> outputs = stackalloc float[MostFloats];
        int most = MostFloats / TModel.OutputSize;
        while (left > 0)
        {
            int steps = Math.Min(left, most);
            Span<float> some = outputs[..(steps * TModel.OutputSize)];
            model.Run(ref state, inputs[..(steps * TModel.InputSize)], some);
            inputs = inputs[(steps * TModel.InputSize)..];
            left -= steps;
            some[^TModel.OutputSize..].CopyTo(output);
        }
    }
}
