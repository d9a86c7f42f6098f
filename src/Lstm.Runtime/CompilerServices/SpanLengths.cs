using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>Checks the span arguments of the generated methods before anything is written. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class SpanLengths
{
    /// <summary>Checks the spans of a step.</summary>
    /// <exception cref="ArgumentException">The length of a span does not match the network.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckStep(int input, int output, int inputSize, int outputSize)
    {
        if (input != inputSize || output != outputSize)
        {
            ThrowStep(input, output, inputSize, outputSize);
        }
    }

    /// <summary>Checks the spans of a step with a residual connection, which reads the input again while it writes the output.</summary>
    /// <exception cref="ArgumentException">
    /// The length of a span does not match the network, or input and output overlap without starting at the same float.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckResidualStep(ReadOnlySpan<float> input, ReadOnlySpan<float> output, int inputSize, int outputSize)
    {
        CheckStep(input.Length, output.Length, inputSize, outputSize);
        if (Clash(input, output, inPlace: true))
        {
            throw new ArgumentException(
                "The output overlaps the input but does not start at the same float. A residual connection adds the input to the output. " +
                "Use the same span for both, or spans that do not overlap.",
                nameof(output));
        }
    }

    /// <summary>Checks the spans of a run.</summary>
    /// <returns>The number of steps.</returns>
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, the outputs are not for the same number of steps, or the spans overlap in a way that is
    /// not allowed.
    /// </exception>
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
    /// <exception cref="ArgumentException">
    /// The spans are for different numbers of streams, or overlap in a way that is not allowed.
    /// </exception>
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
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, the outputs are not for the same number of steps, or the spans overlap.
    /// </exception>
    public static int CheckSequence(ReadOnlySpan<float> inputs, Span<float> outputs, int inputSize, int outputSize)
    {
        int steps = CheckRun(inputs.Length, outputs.Length, inputSize, outputSize);
        return inputs.Overlaps(outputs)
            ? throw new ArgumentException(
                "The outputs overlap the inputs. A whole sequence reads its inputs after it has written outputs. " +
                "Use spans that do not overlap.",
                nameof(outputs))
            : steps;
    }

    /// <summary>Checks the spans of a sequence with one output.</summary>
    /// <returns>The number of steps.</returns>
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, at least one, the output has another length, or the spans overlap.
    /// </exception>
    public static int CheckPooled(ReadOnlySpan<float> inputs, Span<float> output, int inputSize, int outputSize)
    {
        if (inputs.IsEmpty || inputs.Length % inputSize != 0)
        {
            throw new ArgumentException(
                $"Expected the inputs of at least one step, a positive multiple of {inputSize} values, found {inputs.Length} values.",
                nameof(inputs));
        }

        if (output.Length != outputSize)
        {
            throw new ArgumentException(
                $"Expected {outputSize} output values, one output for the whole sequence, found {output.Length} values.", nameof(output));
        }

        return inputs.Overlaps(output)
            ? throw new ArgumentException("The output overlaps the inputs. Use spans that do not overlap.", nameof(output))
            : inputs.Length / inputSize;
    }

    /// <summary>Checks the scratch memory of a whole sequence.</summary>
    /// <exception cref="ArgumentException">The scratch memory is too short, or overlaps another span.</exception>
    public static void CheckScratch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputs, ReadOnlySpan<float> scratch, int length)
    {
        if (scratch.Length < length)
        {
            throw new ArgumentException(
                $"The sequence needs {length} floats of scratch memory, but the span has {scratch.Length}.",
                nameof(scratch));
        }

        if (scratch.Overlaps(inputs) || scratch.Overlaps(outputs))
        {
            throw new ArgumentException("The scratch memory overlaps the inputs or the outputs. Use separate memory.", nameof(scratch));
        }
    }

    // An output may overwrite its own input, which has been read by then. Any other overlap would overwrite inputs of later steps or
    // streams.
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
        inputs.Overlaps(outputs)
        && !(inPlace && Unsafe.AreSame(ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs)));

    [DoesNotReturn]
    private static void ThrowOverlap() => throw new ArgumentException(
        "The outputs overlap inputs that later steps or streams still need. The same span may be used for both only if a step has as " +
        "many outputs as inputs. Otherwise use spans that do not overlap.",
        "outputs");

    [DoesNotReturn]
    private static void ThrowStep(int input, int output, int inputSize, int outputSize) =>
        throw (input != inputSize
            ? new ArgumentException($"A step takes {inputSize} input values, but the span has {input}.", nameof(input))
            : new ArgumentException($"A step writes {outputSize} output values, but the span has {output}.", nameof(output)));

    [DoesNotReturn]
    private static void ThrowRun(int inputs, int outputs, int inputSize, int outputSize) =>
        throw (inputs % inputSize != 0
            ? new ArgumentException(
                $"A run takes whole steps of {inputSize} input values, but the span has {inputs} values, which is not a multiple of that.",
                nameof(inputs))
            : new ArgumentException(
                $"{inputs / inputSize} steps write {(long)(inputs / inputSize) * outputSize} output values, but the span has {outputs}.",
                nameof(outputs)));

    [DoesNotReturn]
    private static void ThrowStepMany(int states, int inputs, int outputs, int inputSize, int outputSize) =>
        throw ((long)states * inputSize != inputs
            ? new ArgumentException(
                $"A step of {states} streams takes {(long)states * inputSize} input values, but the span has {inputs}.",
                nameof(inputs))
            : new ArgumentException(
                $"A step of {states} streams writes {(long)states * outputSize} output values, but the span has {outputs}.",
                nameof(outputs)));
}
