using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>The weights of a PReLU, <c>x</c> for <c>x ≥ 0</c> and <c>Weight·x</c> for <c>x &lt; 0</c>, value by value. Immutable.</summary>
public sealed class PReluWeights : FeedForwardWeights
{
    /// <summary>Copies the weights of a layer.</summary>
    /// <param name="weight">The factor of each negative value, [size].</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of values is not 1 to 4096.</exception>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is not finite.</exception>
    public PReluWeights(ReadOnlySpan<float> weight)
        : base(
            new PointwiseShape(PointwiseKind.PRelu, WeightArguments.InputSize(weight.Length), Activation.Linear),
            weight.Length,
            [WeightArguments.Values(weight, weight.Length, 1)])
    {
    }

    /// <summary>The factor of each negative value, [size].</summary>
    public ReadOnlySpan<float> Weight => Of("weight");
}
