using System;

namespace Lstm.EndToEnd.Tests;

/// <summary>The sums of a cell in quantized precision, one value at a time.</summary>
/// <remarks>
/// Bias, then the network's inputs, a fused multiply-add each; then, as one fused multiply-add each, the products of an input from below
/// and those of the hidden state: their sum as an integer, rounded once to a float, times the scale of the row. Values that leave [-1, 1]
/// are divided by the largest of them.
/// </remarks>
internal sealed class ScalarQuantizedSums(LstmLayerWeights weights, LstmPrecision precision, bool fromBelow) : ScalarSums
{
    private readonly QuantizedMatrix? _input = fromBelow ? QuantizedMatrix.Of(weights.Input, weights.InputSize, precision) : null;
    private readonly QuantizedMatrix _recurrent = QuantizedMatrix.Of(weights.Recurrent, weights.OutputSize, precision);

    /// <inheritdoc/>
    public override float Of(int row, float bias, ReadOnlySpan<float> x, ReadOnlySpan<float> h, float scale)
    {
        float sum = bias * scale;
        if (_input is null)
        {
            for (int k = 0; k < x.Length; k++)
            {
                sum = MathF.FusedMultiplyAdd(weights.Input[row * x.Length + k] * scale, x[k], sum);
            }
        }
        else
        {
            sum = Added(_input, row, x, scale, sum);
        }

        return Added(_recurrent, row, h, scale, sum);
    }

    private static float Added(QuantizedMatrix matrix, int row, ReadOnlySpan<float> values, float scale, float sum)
    {
        if (values.IsEmpty)
        {
            return sum;
        }

        float largest = 1;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        largest = Math.Min(largest, float.MaxValue);
        long products = 0;
        ReadOnlySpan<short> integers = matrix.Row(row);
        for (int k = 0; k < values.Length; k++)
        {
            float scaled = values[k] * (matrix.Scale / largest);
            int rounded = float.IsNaN(scaled)
                ? 0
                : (int)MathF.Round(Math.Clamp(scaled, -matrix.Scale, matrix.Scale), MidpointRounding.ToEven);
            products += integers[k] * rounded;
            Assert32(products);
        }

        return MathF.FusedMultiplyAdd(products, matrix.RowScales.Span[row] * scale * largest, sum);
    }

    private static void Assert32(long products) => Xunit.Assert.InRange(products, int.MinValue, int.MaxValue);
}
