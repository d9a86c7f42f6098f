using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// The weights of a layer that normalises the values of each step: <c>Weight·(x - mean)/deviation + Bias</c>, value by value. Immutable.
/// </summary>
public sealed class LayerNormWeights : FeedForwardWeights
{
    /// <summary>Copies the weights of a layer.</summary>
    /// <param name="weight">The factor (gamma) of each normalised value, [size].</param>
    /// <param name="bias">What is added to each product (beta), [size].</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of values is not 1 to 4096.</exception>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is not finite.</exception>
    public LayerNormWeights(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
        : base(
            new LayerNormShape(WeightArguments.InputSize(weight.Length), LayerNormShape.OrdinaryEpsilon),
            weight.Length,
            [WeightArguments.Values(weight, weight.Length, 1), WeightArguments.Values(bias, weight.Length, 1)])
    {
    }

    /// <summary>The factor (gamma) of each normalised value, [size].</summary>
    public ReadOnlySpan<float> Weight => Of("weight");

    /// <summary>What is added to each product (beta), [size].</summary>
    public ReadOnlySpan<float> Bias => Of("bias");
}
