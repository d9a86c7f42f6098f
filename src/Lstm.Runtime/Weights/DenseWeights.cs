using System;

namespace Lstm;

/// <summary>The weights of a dense head: outputs are <c>Weight·h + Bias</c>, before the head's activation. Immutable.</summary>
public sealed class DenseWeights
{
    private readonly float[] _weight;
    private readonly float[] _bias;

    /// <summary>Copies the weights of a head.</summary>
    /// <param name="inputSize">Values the head takes in, 1 to 1024: the hidden size of the layer below.</param>
    /// <param name="outputSize">Values the head puts out, 1 to 1024.</param>
    /// <param name="weight">A row an output, row-major [output, input].</param>
    /// <param name="bias">The bias, [output].</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not 1 to 1024.</exception>
    /// <exception cref="ArgumentException">A span has another length than its shape, or holds a NaN or an infinity.</exception>
    public DenseWeights(int inputSize, int outputSize, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
    {
        InputSize = WeightArguments.Size(inputSize);
        OutputSize = WeightArguments.Size(outputSize);
        _weight = WeightArguments.Values(weight, outputSize, inputSize);
        _bias = WeightArguments.Values(bias, outputSize, 1);
    }

    /// <summary>Values the head takes in.</summary>
    public int InputSize { get; }

    /// <summary>Values the head puts out.</summary>
    public int OutputSize { get; }

    /// <summary>A row an output, row-major [output, input].</summary>
    public ReadOnlySpan<float> Weight => _weight;

    /// <summary>The bias, [output].</summary>
    public ReadOnlySpan<float> Bias => _bias;
}
