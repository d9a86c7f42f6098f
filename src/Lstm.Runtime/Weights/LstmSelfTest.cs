using System;

namespace Lstm;

/// <summary>
/// The proof that weights can carry: inputs, and the outputs that the framework which trained the weights computed from them.
/// Every generated class runs it when it takes the weights. Immutable.
/// </summary>
public sealed class LstmSelfTest
{
    private readonly float[] _input;
    private readonly float[] _output;
    private readonly float[] _startHidden;
    private readonly float[] _startCell;

    /// <summary>Copies a self-test.</summary>
    /// <param name="steps">Steps it runs, at least 1.</param>
    /// <param name="input">The inputs, row-major [steps, input].</param>
    /// <param name="output">The outputs that belong to them, row-major [steps, output].</param>
    /// <param name="startHidden">The hidden states to start from, row-major [layers·directions, hidden or projection]; empty to start where the network does.</param>
    /// <param name="startCell">The cell states to start from, row-major [layers·directions, hidden]; empty exactly when the other is, and in a GRU.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">
    /// Inputs or outputs are not a whole number of values a step, there are cell states but no hidden states, or a value is not finite.
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
        CheckWholeSteps(steps, output.Length, nameof(output));
        if (startHidden.IsEmpty && !startCell.IsEmpty)
        {
            throw new ArgumentException($"Expected no cell states without {nameof(startHidden)}, found {startCell.Length} values.", nameof(startCell));
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

    /// <summary>Steps the test runs.</summary>
    public int Steps { get; }

    /// <summary>The inputs, row-major [steps, input].</summary>
    public ReadOnlySpan<float> Input => _input;

    /// <summary>The outputs that belong to them, row-major [steps, output].</summary>
    public ReadOnlySpan<float> Output => _output;

    /// <summary>The hidden states to start from, row-major [layers·directions, hidden or projection]; empty when the test starts where the network does.</summary>
    public ReadOnlySpan<float> StartHidden => _startHidden;

    /// <summary>The cell states to start from, row-major [layers·directions, hidden]; empty when the test starts where the network does, and in a GRU.</summary>
    public ReadOnlySpan<float> StartCell => _startCell;

    private static void CheckWholeSteps(int steps, int length, string name)
    {
        if (length == 0 || length % steps != 0)
        {
            throw new ArgumentException($"Expected a whole number of values for each of {steps} steps, found {length} values.", name);
        }
    }
}
