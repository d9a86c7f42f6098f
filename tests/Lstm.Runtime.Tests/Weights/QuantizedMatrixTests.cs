using System;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Weights in integers: no sum can leave 32 bits, and no weight is further from its integer than half a step.</summary>
public sealed class QuantizedMatrixTests
{
    private static readonly int[] s_columns = [1, 2, 3, 7, 8, 31, 64, 129, 512, 1024, 2048];

    public static TheoryData<LstmPrecision> Precisions => [LstmPrecision.Int16, LstmPrecision.Int8];

    /// <summary>
    /// The largest sum that any values could give, each at its limit and of the sign of its weight: as every partial sum, in whatever
    /// order, is at most the sum of the magnitudes, none can overflow. Two products of one instruction are such a partial sum.
    /// </summary>
    [Theory]
    [MemberData(nameof(Precisions))]
    public void No_sum_can_leave_32_bits(LstmPrecision precision)
    {
        foreach (int columns in s_columns)
        {
            foreach ((string what, float[] row) in Rows(columns))
            {
                QuantizedMatrix quantized = QuantizedMatrix.Of(row, columns, precision);

                long magnitudes = 0;
                foreach (short weight in quantized.Row(0))
                {
                    Assert.InRange(weight, -QuantizedShape.LargestWeight(precision), QuantizedShape.LargestWeight(precision));
                    magnitudes += Math.Abs((long)weight);
                }

                Assert.InRange(quantized.Scale, 1, QuantizedShape.LargestHidden);
                Assert.True(magnitudes * quantized.Scale <= int.MaxValue, $"{columns} columns, {what}: {magnitudes} * {quantized.Scale}");
                Assert.True(
                    float.IsNormal(quantized.RowScales.Span[0]),
                    $"{columns} columns, {what}: a scale of {quantized.RowScales.Span[0]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Many_rows_share_a_scale_of_values_and_keep_the_bound(LstmPrecision precision)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            var random = new SplitMix64(seed);
            int columns = s_columns[seed % s_columns.Length];
            float[] matrix = [.. Enumerable.Range(0, 12).SelectMany(row => random.Values(columns, MathF.Pow(10, row - 6)))];

            QuantizedMatrix quantized = QuantizedMatrix.Of(matrix, columns, precision);

            for (int row = 0; row < 12; row++)
            {
                Assert.True(quantized.Row(row).ToArray().Sum(static weight => Math.Abs((long)weight)) * quantized.Scale <= int.MaxValue);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void A_weight_is_within_half_a_step_of_its_integer(LstmPrecision precision)
    {
        foreach (int columns in s_columns)
        {
            foreach ((string what, float[] row) in Rows(columns))
            {
                QuantizedMatrix quantized = QuantizedMatrix.Of(row, columns, precision);
                double half = (double)quantized.RowScales.Span[0] * quantized.Scale / 2;
                for (int column = 0; column < columns; column++)
                {
                    Assert.True(
                        Math.Abs(row[column] - quantized.ValueOf(0, column)) <= half * (1 + 1e-9),
                        $"{columns} columns, {what}: {row[column]:G9} became {quantized.ValueOf(0, column):G9} "
                            + $"with half a step of {half:G3}");
                }
            }
        }
    }

    [Fact]
    public void All_bits_are_used_where_a_sum_has_room_for_them()
    {
        // Eight weights of 16 bits and values of 16 bits need 33 bits at most, and these not even 32.
        float[] row = [1, -0.5f, 0.25f, 0, 0.125f, 0, 0, 0];

        QuantizedMatrix quantized = QuantizedMatrix.Of(row, row.Length, LstmPrecision.Int16);

        Assert.Equal(short.MaxValue, quantized.Scale);
        Assert.Equal(short.MaxValue, quantized.Row(0)[0]);
    }

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Factors_of_inputs_are_powers_of_two_that_follow_the_largest_weight_of_each_column(LstmPrecision precision)
    {
        const int inputs = 24;
        float[] sizes = [.. Enumerable.Range(0, inputs).Select(static k => k == 7 ? 0 : MathF.Pow(10, k % 13 - 6))];
        LstmLayerWeights random = RandomWeights.Create(inputs, 8).Layers[0];
        LstmLayerWeights layer = random.With(
            (CellTensorKind.Input, [.. random.Input.ToArray().Select((weight, place) => weight * sizes[place % inputs])]));
        NetworkShape network = NetworkShape.Stack(inputs, new RecurrentShape(new CellShape(CellKind.Lstm, 8))) with
        {
            Precision = precision,
        };

        QuantizedMatrix quantized = QuantizedMatrix.OfInputs(layer, network, 0);

        float[] factors = quantized.Factors.ToArray();
        Assert.All(factors, static factor => Assert.True(factor == 0 || (factor <= 1 && MathF.ScaleB(1, MathF.ILogB(factor)) == factor)));
        Assert.Equal(1, factors.Max());
        Assert.Equal(0, factors[7]);
        float[] largest = [.. Enumerable.Range(0, inputs).Select(k => Enumerable.Range(0, 32).Max(row => LargestOf(row, k)))];
        Assert.All(
            Enumerable.Range(0, inputs).Where(static k => k != 7),
            k => Assert.InRange(largest[k] / factors[k] / largest.Max(), 0.7, 1.5));

        // The rows of the matrix in integers are those of the weights: half a step in the units of each input.
        for (int row = 0; row < 32; row++)
        {
            double half = (double)quantized.RowScales.Span[row] * quantized.Scale / 2 * (1 + 1e-6);
            for (int k = 0; k < inputs; k++)
            {
                Assert.InRange(
                    Math.Abs(layer.Input[row * inputs + k] - quantized.ValueOf(row, k)), 0, half * factors[k]);
            }
        }

        float LargestOf(int row, int column) => Math.Abs(layer.Input[row * inputs + column]);
    }

    private static (string What, float[] Row)[] Rows(int columns)
    {
        float[] Of(Func<int, float> weight) => [.. Enumerable.Range(0, columns).Select(weight)];
        return
        [
            ("zeros", Of(static _ => 0)),
            ("equal", Of(static _ => 1)),
            ("equal and largest", Of(static _ => float.MaxValue)),
            ("largest of both signs", Of(static k => k % 2 == 0 ? float.MaxValue : -float.MaxValue)),
            ("smallest", Of(static _ => float.Epsilon)),
            ("subnormal", Of(static k => 1e-40f * (k % 3 - 1))),
            ("least normal", Of(static _ => 1.17549435E-38f)),
            ("one of many", Of(static k => k == 0 ? 1 : 0)),
            ("one large", Of(static k => k == 0 ? 1e30f : 1e-3f)),
            ("half a step from everything", Of(static k => (k % 2 == 0 ? 1 : -1) * (0.5f + k % 7) / 127)),
            ("just above a half", Of(static k => k == 0 ? 1 : 0.500001f / 32767)),
            ("random", new SplitMix64(columns).Values(columns, 0.3f)),
        ];
    }
}
