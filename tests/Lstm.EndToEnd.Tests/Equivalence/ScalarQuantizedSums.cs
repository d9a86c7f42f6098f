using System;
using System.Linq;

namespace Lstm.EndToEnd.Tests;

/// <summary>The sums of a cell in quantized precision, one value at a time.</summary>
/// <remarks>
/// Bias, then up to 23 inputs that are no hidden states, a fused multiply-add each; then, as one fused multiply-add each, the products of
/// other inputs and those of the hidden state: their sum as an integer, rounded once to a float, times the scale of the row. Hidden states
/// that leave [-1, 1] are divided by the largest of them. Other inputs are multiplied by a power of two, and always divided by the largest
/// product.
/// </remarks>
internal sealed class ScalarQuantizedSums : ScalarSums
{
    private const int FewestRounded = 24;

    private readonly LstmLayerWeights _weights;
    private readonly QuantizedMatrix? _input;
    private readonly QuantizedMatrix _recurrent;
    private readonly float[]? _factors;

    /// <summary>Quantizes the weights of a cell.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="precision">The precision.</param>
    /// <param name="fromBelow">Whether the inputs are hidden states of a layer below.</param>
    public ScalarQuantizedSums(LstmLayerWeights weights, LstmPrecision precision, bool fromBelow)
    {
        _weights = weights;
        _recurrent = QuantizedMatrix.Of(weights.Recurrent, weights.OutputSize, precision);
        if (fromBelow)
        {
            _input = QuantizedMatrix.Of(weights.Input, weights.InputSize, precision);
        }
        else if (weights.InputSize >= FewestRounded)
        {
            _factors = FactorsOf(weights.Input, weights.InputSize);
            float[] divided =
            [
                .. weights.Input.ToArray().Select((weight, place) => weight == 0 ? 0 : weight / _factors[place % _factors.Length]),
            ];
            _input = QuantizedMatrix.Of(divided, weights.InputSize, precision);
        }
    }

    /// <inheritdoc/>
    public override float Of(int row, float bias, ReadOnlySpan<float> x, ReadOnlySpan<float> h, float scale)
    {
        float sum = bias * scale;
        if (!x.IsEmpty && _input is null)
        {
            for (int k = 0; k < x.Length; k++)
            {
                sum = MathF.FusedMultiplyAdd(_weights.Input[row * x.Length + k] * scale, x[k], sum);
            }
        }
        else if (!x.IsEmpty)
        {
            sum = _factors is null ? AddHidden(_input!, row, x, scale, sum) : AddInputs(_input!, row, x, scale, sum);
        }

        return h.IsEmpty ? sum : AddHidden(_recurrent, row, h, scale, sum);
    }

    // The power of two nearest to the largest weight of each column, as a share of the largest of all. A column of zeros has zero.
    private static float[] FactorsOf(ReadOnlySpan<float> matrix, int columns)
    {
        double[] largest = new double[columns];
        for (int place = 0; place < matrix.Length; place++)
        {
            largest[place % columns] = Math.Max(largest[place % columns], Math.Abs(matrix[place]));
        }

        double most = largest.Max();
        return
        [
            .. largest.Select(weight => weight == 0 ? 0 : (float)Math.Pow(2, Math.Max(-60, Math.Round(Math.Log2(weight / most))))),
        ];
    }

    private static float AddHidden(QuantizedMatrix matrix, int row, ReadOnlySpan<float> values, float scale, float sum)
    {
        float largest = 1;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return Added(matrix, row, values, Math.Min(largest, float.MaxValue), scale, sum);
    }

    private float AddInputs(QuantizedMatrix matrix, int row, ReadOnlySpan<float> x, float scale, float sum)
    {
        float[] products = [.. x.ToArray().Zip(_factors!, static (value, factor) => value * factor)];
        float[] infinite = [.. products.Where(static product => !float.IsFinite(product))];
        if (infinite.Length == 0)
        {
            return Added(matrix, row, products, Math.Max(1 / (float)(1L << 62), products.Max(Math.Abs)), scale, sum);
        }

        // One infinity times its weight, as in floats. More of them are not told apart.
        return infinite.Length > 1 || float.IsNaN(infinite[0])
            ? float.NaN
            : sum + infinite[0] * matrix.Row(row)[Array.IndexOf(products, infinite[0])];
    }

    private static float Added(QuantizedMatrix matrix, int row, ReadOnlySpan<float> values, float largest, float scale, float sum)
    {
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
