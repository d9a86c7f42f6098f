using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>The one check of a verb's arguments, made before anything is written. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class SpanLengths
{
    /// <summary>Checks the spans of a step.</summary>
    /// <exception cref="ArgumentException">A span has another length than the network's.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckStep(int input, int output, int inputSize, int outputSize)
    {
        if (input != inputSize || output != outputSize)
        {
            ThrowStep(input, output, inputSize, outputSize);
        }
    }

    /// <summary>Checks the spans of a step that reads an input again when it writes the output that the input is added to.</summary>
    /// <exception cref="ArgumentException">A span has another length than the network's, or the output starts within the input or the input within the output.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckResidualStep(ReadOnlySpan<float> input, ReadOnlySpan<float> output, int inputSize, int outputSize)
    {
        CheckStep(input.Length, output.Length, inputSize, outputSize);
        if (Clash(input, output, inPlace: true))
        {
            throw new ArgumentException("The output overlaps the input, which is added to it, without being the same span.", nameof(output));
        }
    }

    /// <summary>Checks the spans of a run.</summary>
    /// <returns>The number of steps.</returns>
    /// <exception cref="ArgumentException">The inputs are no whole number of steps, the outputs are not of as many, or the spans overlap without being one.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CheckRun(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, int inputSize, int outputSize)
    {
        int steps = CheckRun(inputs.Length, outputs.Length, inputSize, outputSize);
        CheckOverlap(inputs, outputs, inputSize, outputSize);
        return steps;
    }

    private static int CheckRun(int inputs, int outputs, int inputSize, int outputSize)
    {
        int steps = inputs / inputSize;
        if (steps * inputSize != inputs || (long)steps * outputSize != outputs)
        {
            ThrowRun(inputs, outputs, inputSize, outputSize);
        }

        return steps;
    }

    /// <summary>Checks the spans of one step of many streams.</summary>
    /// <exception cref="ArgumentException">The spans are not of one number of streams, or overlap without being one.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckStepMany(int states, ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, int inputSize, int outputSize)
    {
        if ((long)states * inputSize != inputs.Length || (long)states * outputSize != outputs.Length)
        {
            ThrowStepMany(states, inputs.Length, outputs.Length, inputSize, outputSize);
        }

        CheckOverlap(inputs, outputs, inputSize, outputSize);
    }

    /// <summary>Checks the spans of a whole sequence.</summary>
    /// <returns>The number of steps.</returns>
    /// <exception cref="ArgumentException">The inputs are no whole number of steps, the outputs are not of as many, or the spans overlap.</exception>
    public static int CheckSequence(ReadOnlySpan<float> inputs, Span<float> outputs, int inputSize, int outputSize)
    {
        int steps = CheckRun(inputs.Length, outputs.Length, inputSize, outputSize);
        return inputs.Overlaps(outputs)
            ? throw new ArgumentException("The outputs overlap the inputs, which a sequence still needs after its first outputs are written.", nameof(outputs))
            : steps;
    }

    /// <summary>Checks the scratch memory of a whole sequence.</summary>
    /// <exception cref="ArgumentException">It is too short, or overlaps another span.</exception>
    public static void CheckScratch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, ReadOnlySpan<float> scratch, int length)
    {
        if (scratch.Length < length)
        {
            throw new ArgumentException($"The sequence needs {length} floats of scratch memory, and the span has {scratch.Length}.", nameof(scratch));
        }

        if (scratch.Overlaps(inputs) || scratch.Overlaps(outputs))
        {
            throw new ArgumentException("The scratch memory overlaps the inputs or the outputs.", nameof(scratch));
        }
    }

    // Outputs may take the places of inputs that have been read, one for one. Anywhere else they would overwrite what later steps or streams still need.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckOverlap(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, int inputSize, int outputSize)
    {
        if (Clash(inputs, outputs, inPlace: inputSize == outputSize))
        {
            ThrowOverlap();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Clash(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, bool inPlace) =>
        inputs.Overlaps(outputs) && !(inPlace && Unsafe.AreSame(ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs)));

    [DoesNotReturn]
    private static void ThrowOverlap() => throw new ArgumentException(
        "The outputs overlap inputs that are still needed when they are written. They may be the very span of the inputs where a step has as many outputs as inputs, and otherwise must be memory of their own.",
        "outputs");

    [DoesNotReturn]
    private static void ThrowStep(int input, int output, int inputSize, int outputSize) =>
        throw (input != inputSize
            ? new ArgumentException($"A step takes {inputSize} input values, and the span has {input}.", nameof(input))
            : new ArgumentException($"A step gives {outputSize} output values, and the span has room for {output}.", nameof(output)));

    [DoesNotReturn]
    private static void ThrowRun(int inputs, int outputs, int inputSize, int outputSize) =>
        throw (inputs % inputSize != 0
            ? new ArgumentException($"A run takes whole steps of {inputSize} input values, and {inputs} is no multiple of that.", nameof(inputs))
            : new ArgumentException(
                $"{inputs / inputSize} steps give {(long)(inputs / inputSize) * outputSize} output values, and the span has room for {outputs}.", nameof(outputs)));

    [DoesNotReturn]
    private static void ThrowStepMany(int states, int inputs, int outputs, int inputSize, int outputSize) =>
        throw ((long)states * inputSize != inputs
            ? new ArgumentException($"A step of {states} streams takes {(long)states * inputSize} input values, and the span has {inputs}.", nameof(inputs))
            : new ArgumentException(
                $"A step of {states} streams gives {(long)states * outputSize} output values, and the span has room for {outputs}.", nameof(outputs)));
}
