using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>The weights of a causal convolution over the steps, in the order of PyTorch's <c>nn.Conv1d</c>. Immutable.</summary>
public sealed class Conv1DWeights : FeedForwardWeights
{
    /// <summary>Copies the weights of a convolution.</summary>
    /// <param name="inputSize">The number of inputs, 1 to 4096.</param>
    /// <param name="filters">The number of outputs, 1 to 1024.</param>
    /// <param name="kernel">The number of steps that an output depends on, 1 to 64.</param>
    /// <param name="weight">The weights, row-major [filters, inputs, kernel]. The last of a kernel belongs to the current step.</param>
    /// <param name="bias">The bias, [filters].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <exception cref="ArgumentException">The length of a span does not match its shape, or a value is not finite.</exception>
    public Conv1DWeights(int inputSize, int filters, int kernel, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
        : base(
            new Conv1DShape(WeightArguments.Size(filters), Checked(kernel), Dilation: 1, Activation.Linear),
            WeightArguments.InputSize(inputSize),
            [WeightArguments.Values(weight, filters, inputSize * kernel), WeightArguments.Values(bias, filters, 1)])
    {
        Kernel = kernel;
    }

    /// <summary>The number of steps that an output depends on.</summary>
    public int Kernel { get; }

    /// <summary>The weights, row-major [filters, inputs, kernel]. The last of a kernel belongs to the current step.</summary>
    public ReadOnlySpan<float> Weight => Of("weight");

    /// <summary>The bias, [filters].</summary>
    public ReadOnlySpan<float> Bias => Of("bias");

    /// <summary>Returns the weights in the order of the packed buffer, [filters, kernel, inputs].</summary>
    internal float[] ByStep() => Transposed(Weight, InputSize, Kernel);

    /// <summary>Returns weights in the canonical order, [filters, inputs, kernel], from the order of the packed buffer.</summary>
    internal static float[] ByInput(ReadOnlySpan<float> packed, int inputs, int kernel) => Transposed(packed, kernel, inputs);

    /// <summary>Transposes the matrix [rows, columns] of each filter.</summary>
    private static float[] Transposed(ReadOnlySpan<float> values, int rows, int columns)
    {
        float[] result = new float[values.Length];
        for (int index = 0; index < result.Length; index++)
        {
            (int matrix, int place) = Math.DivRem(index, rows * columns);
            (int column, int row) = Math.DivRem(place, rows);
            result[index] = values[matrix * rows * columns + row * columns + column];
        }

        return result;
    }

    private static int Checked(int kernel) => kernel is >= 1 and <= Conv1DShape.MaxKernel
        ? kernel
        : throw new ArgumentOutOfRangeException(nameof(kernel), kernel, $"Expected 1 to {Conv1DShape.MaxKernel}.");
}
