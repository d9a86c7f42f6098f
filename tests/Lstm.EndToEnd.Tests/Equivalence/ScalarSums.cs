using System;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// How the sums of a cell run, one value at a time: <see cref="ScalarFloatSums"/>, or <see cref="ScalarQuantizedSums"/> in quantized
/// precision.
/// </summary>
internal abstract class ScalarSums
{
    /// <summary>The sum of a row: a bias, then inputs, then what recurrent weights multiply. Either may be empty.</summary>
    /// <param name="row">The row in the canonical weights.</param>
    /// <param name="bias">Its bias.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="h">What recurrent weights multiply.</param>
    /// <param name="scale">What weights and bias are multiplied by.</param>
    public abstract float Of(int row, float bias, ReadOnlySpan<float> x, ReadOnlySpan<float> h, float scale);
}

/// <summary>One fused multiply-add for each product, in one or two chains.</summary>
/// <param name="weights">The weights.</param>
/// <param name="chains">The number of chains: even and odd positions, added at the end.</param>
internal sealed class ScalarFloatSums(LstmLayerWeights weights, int chains) : ScalarSums
{
    /// <inheritdoc/>
    public override float Of(int row, float bias, ReadOnlySpan<float> x, ReadOnlySpan<float> h, float scale)
    {
        Span<float> sums = stackalloc float[chains];
        sums.Clear();
        sums[0] = bias * scale;
        ScalarMath.AddProducts(weights.Input.Slice(row * x.Length, x.Length), x, scale, sums);
        ScalarMath.AddProducts(weights.Recurrent.Slice(row * h.Length, h.Length), h, scale, sums);
        return ScalarMath.Joined(sums);
    }
}
