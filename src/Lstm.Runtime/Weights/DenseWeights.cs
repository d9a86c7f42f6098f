using System;

namespace Lstm;

/// <summary>The weights of a dense layer: outputs are <c>Weight·x + Bias</c>, before the layer's activation. Immutable.</summary>
public sealed class DenseWeights
{
    private readonly float[] _weight;
    private readonly float[] _bias;

    /// <summary>Copies the weights of a dense layer.</summary>
    /// <param name="inputSize">Values the layer takes in, 1 to 2048.</param>
    /// <param name="outputSize">Values the layer puts out, 1 to 1024.</param>
    /// <param name="weight">A row an output, row-major [output, input].</param>
    /// <param name="bias">The bias, [output].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    /// <exception cref="ArgumentException">A span has another length than its shape, or holds a NaN or an infinity.</exception>
    public DenseWeights(int inputSize, int outputSize, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
    {
        InputSize = WeightArguments.InputSize(inputSize);
        OutputSize = WeightArguments.Size(outputSize);
        _weight = WeightArguments.Values(weight, outputSize, inputSize);
        _bias = WeightArguments.Values(bias, outputSize, 1);
    }

    /// <summary>Values the layer takes in.</summary>
    public int InputSize { get; }

    /// <summary>Values the layer puts out.</summary>
    public int OutputSize { get; }

    /// <summary>A row an output, row-major [output, input].</summary>
    public ReadOnlySpan<float> Weight => _weight;

    /// <summary>The bias, [output].</summary>
    public ReadOnlySpan<float> Bias => _bias;
}
