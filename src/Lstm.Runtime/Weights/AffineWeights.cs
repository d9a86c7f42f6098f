using System;
using Lstm.Shared;

namespace Lstm;

/// <summary>The weights of a layer <c>Scale·x + Offset</c>, value by value. Immutable.</summary>
public sealed class AffineWeights : FeedForwardWeights
{
    /// <summary>Copies the weights of a layer.</summary>
    /// <param name="scale">The factor of each value, [size].</param>
    /// <param name="offset">What is added to each product, [size].</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of values is not 1 to 4096.</exception>
    /// <exception cref="ArgumentException">The spans differ in length, or a value is not finite.</exception>
    public AffineWeights(ReadOnlySpan<float> scale, ReadOnlySpan<float> offset)
        : base(
            new PointwiseShape(PointwiseKind.Affine, WeightArguments.InputSize(scale.Length), Activation.Linear),
            scale.Length,
            [WeightArguments.Values(scale, scale.Length, 1), WeightArguments.Values(offset, scale.Length, 1)])
    {
    }

    /// <summary>The factor of each value, [size].</summary>
    public ReadOnlySpan<float> Scale => Of("scale");

    /// <summary>What is added to each product, [size].</summary>
    public ReadOnlySpan<float> Offset => Of("offset");
}
