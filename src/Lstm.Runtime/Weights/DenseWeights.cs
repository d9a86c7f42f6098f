using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>The weights of a dense layer: <c>Weight·x + Bias</c> is the input of the layer's activation. Immutable.</summary>
public sealed class DenseWeights : FeedForwardWeights
{
    /// <summary>Copies the weights of a dense layer.</summary>
    /// <param name="inputSize">The number of inputs, 1 to 4096.</param>
    /// <param name="outputSize">The number of outputs, 1 to 1024.</param>
    /// <param name="weight">The weights, one row per output, row-major [output, input].</param>
    /// <param name="bias">The bias, [output].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <exception cref="ArgumentException">The length of a span does not match its shape, or a value is not finite.</exception>
    public DenseWeights(int inputSize, int outputSize, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
        : base(
            new DenseShape(WeightArguments.Size(outputSize), Activation.Linear),
            WeightArguments.InputSize(inputSize),
            [WeightArguments.Values(weight, outputSize, inputSize), WeightArguments.Values(bias, outputSize, 1)])
    {
    }

    /// <summary>The weights, one row per output, row-major [output, input].</summary>
    public ReadOnlySpan<float> Weight => Of("weight");

    /// <summary>The bias, [output].</summary>
    public ReadOnlySpan<float> Bias => Of("bias");
}
