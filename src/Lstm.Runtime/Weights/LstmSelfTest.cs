using System;

namespace Lstm;

/// <summary>
/// A self-test of weights: inputs, and the outputs that the training framework computed for them. Every generated class runs it when it
/// loads the weights. Immutable.
/// </summary>
public sealed class LstmSelfTest
{
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly float[] _startHidden;
    private readonly float[] _startCell;

    /// <summary>Copies a self-test.</summary>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <param name="input">The inputs, row-major [steps, input].</param>
    /// <param name="output">
    /// The expected outputs, row-major [steps, output]; [output] for a network with one output for the sequence.
    /// </param>
    /// <param name="startHidden">
    /// The initial hidden states of the test, row-major [layers·directions, hidden or projection]; empty to use those of the network.
    /// </param>
    /// <param name="startCell">
    /// The initial cell states of the test, row-major [layers·directions, hidden]; empty if <paramref name="startHidden"/> is empty, and
    /// in a GRU.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">
    /// The number of inputs or outputs is not a multiple of the steps, there are cell states but no hidden states, or a value is not
    /// finite.
    /// </exception>
    public LstmSelfTest(
        int steps,
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> startHidden = default,
        ReadOnlySpan<float> startCell = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        CheckWholeSteps(steps, input.Length, nameof(input));
        if (output.IsEmpty)
        {
            throw new ArgumentException("Expected outputs, found no values.", nameof(output));
        }

        if (startHidden.IsEmpty && !startCell.IsEmpty)
        {
            throw new ArgumentException(
                $"Expected no cell states without {nameof(startHidden)}, found {startCell.Length} values.",
                nameof(startCell));
        }

        WeightArguments.Finite(input);
        WeightArguments.Finite(output);
        WeightArguments.Finite(startHidden);
        WeightArguments.Finite(startCell);
        Steps = steps;
        _input = input.ToArray();
        _output = output.ToArray();
        _startHidden = startHidden.ToArray();
        _startCell = startCell.ToArray();
    }

    /// <summary>The number of steps.</summary>
    public int Steps { get; }

    /// <summary>The inputs, row-major [steps, input].</summary>
    public ReadOnlySpan<float> Input => _input;

    /// <summary>
    /// The expected outputs, row-major [steps, output]; [output] for a network with one output for the sequence.
    /// </summary>
    public ReadOnlySpan<float> Output => _output;

    /// <summary>
    /// The initial hidden states of the test, row-major [layers·directions, hidden or projection]; empty to use those of the network.
    /// </summary>
    public ReadOnlySpan<float> StartHidden => _startHidden;

    /// <summary>
    /// The initial cell states of the test, row-major [layers·directions, hidden]; empty to use those of the network, and in a GRU.
    /// </summary>
    public ReadOnlySpan<float> StartCell => _startCell;

    private static void CheckWholeSteps(int steps, int length, string name)
    {
        if (length == 0 || length % steps != 0)
        {
            throw new ArgumentException($"Expected a positive multiple of {steps} values for {steps} steps, found {length} values.", name);
        }
    }
}
