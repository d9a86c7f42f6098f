using System;
using System.Linq;
using Lstm.CompilerServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Layer normalisation against double, for every number of units up to 40, every place of the vectors, and anything in the padding lanes.
/// </summary>
public sealed class LayerNormsTests
{
    private const float Epsilon = 1e-5f;

    public static TheoryData<int, float> StridesAndPaddings()
    {
        var data = new TheoryData<int, float>();
        foreach (int stride in new[] { 8, 24, 32 })
        {
            foreach (float padding in new[] { 0f, 1e38f, -3f, float.NaN, float.PositiveInfinity })
            {
                data.Add(stride, padding);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StridesAndPaddings))]
    public void The_result_is_close_to_the_exact_one(int stride, float padding)
    {
        var random = new Random(5);
        for (int units = 1; units <= 40; units++)
        {
            foreach ((double mean, double deviation) in new[] { (0.0, 1.0), (3.0, 1.0), (0.0, 1e-4), (-20.0, 30.0) })
            {
                float[] values = Random(random, units, mean, deviation);
                float[] weight = Random(random, units, 1, 0.5);
                float[] bias = Random(random, units, 0, 0.5);
                float[] actual = Apply(values, weight, bias, stride, padding, inPlace: units % 2 == 0);
                double average = values.Average(v => (double)v);
                double r = 1 / Math.Sqrt(values.Average(v => (v - average) * (v - average)) + Epsilon);
                double largest = values.Max(v => Math.Abs(v));
                for (int k = 0; k < units; k++)
                {
                    double normal = (values[k] - average) * r;
                    double exact = weight[k] * normal + bias[k];

                    // The mean is a few roundings off, of the size of the values; the rest is relative to the terms.
                    double bound = (3 * largest * r * Math.Abs(weight[k]) + 4 * Math.Abs(weight[k] * normal) + Math.Abs(exact)) / (1 << 24);
                    Assert.True(
                        Math.Abs(actual[k] - exact) <= bound,
                        $"{units} units, {k}: {actual[k]:R} is {Math.Abs(actual[k] - exact):E2} from {exact:R}, bound {bound:E2}");
                }
            }
        }
    }

    [Fact]
    public void The_bits_are_those_of_the_equation_in_the_stated_order()
    {
        var random = new Random(6);
        for (int units = 1; units <= 40; units++)
        {
            float[] values = Random(random, units, 0.5, 2);
            float[] weight = Random(random, units, 1, 0.5);
            float[] bias = Random(random, units, 0, 0.5);
            float mean = Sum(values, (sum, v) => sum + v) / units;
            float variance = Sum([.. values.Select(v => v - mean)], (sum, d) => MathF.FusedMultiplyAdd(d, d, sum)) / units;
            float r = 1 / MathF.Sqrt(variance + Epsilon);
            float[] expected = [.. values.Select((v, k) => MathF.FusedMultiplyAdd((v - mean) * r, weight[k], bias[k]))];
            Assert.Equal(expected, Apply(values, weight, bias, 8, float.NaN, inPlace: false));
            Assert.Equal(expected, Apply(values, weight, bias, 32, 7f, inPlace: true));
        }
    }

    [Fact]
    public void Equal_values_give_the_bias() =>
        Assert.Equal([0.5f, -1f, 2f], Apply([4f, 4f, 4f], [1f, 2f, 3f], [0.5f, -1f, 2f], 8, 9f, inPlace: true));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void One_NaN_makes_all_units_NaN(float bad)
    {
        for (int at = 0; at < 11; at++)
        {
            float[] values = [.. Enumerable.Range(0, 11).Select(k => k == at ? bad : k)];
            Assert.All(
                Apply(values, values.Select(_ => 1f).ToArray(), new float[11], 8, 0f, inPlace: true),
                y => Assert.True(float.IsNaN(y)));
        }
    }

    private static float[] Random(Random random, int count, double mean, double deviation) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)(mean + deviation * Math.Sqrt(3) * (2 * random.NextDouble() - 1)))];

    /// <summary>The sum of a fold over each lane's values, added across the lanes as HorizontalSum does.</summary>
    private static float Sum(float[] values, Func<float, float, float> add)
    {
        float[] lanes = new float[8];
        for (int k = 0; k < values.Length; k++)
        {
            lanes[k % 8] = add(lanes[k % 8], values[k]);
        }

        return ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
    }

    /// <summary>Normalises values that stand a stride apart, and checks what lies between them and in the padding lanes.</summary>
    private static float[] Apply(float[] values, float[] weight, float[] bias, int stride, float padding, bool inPlace)
    {
        const float Between = 777f;
        int vectors = (values.Length + 7) / 8;
        float[] source = Place(values, padding);
        float[] target = inPlace ? source : Place(new float[values.Length], padding);
        float[] before = [.. source];
        LayerNorms.Apply(
            ref source[0], ref target[0], ref Place(weight, 0)[0], ref Place(bias, 0)[0], (nuint)stride, (nuint)(vectors * stride),
            values.Length, Epsilon);

        float[] result = new float[values.Length];
        bool finite = values.All(float.IsFinite);
        for (int i = 0; i < target.Length; i++)
        {
            int unit = i / stride * 8 + i % stride;
            if (i % stride >= 8)
            {
                Assert.Equal(Between, target[i]);
            }
            else if (unit < values.Length)
            {
                result[unit] = target[i];
            }
            else
            {
                Assert.True(!finite || target[i] == 0, $"padding lane {i} is {target[i]}, not its bias, 0");
            }
        }

        Assert.True(inPlace || source.AsSpan().SequenceEqual(before), "the source changed");
        return result;

        float[] Place(float[] list, float rest)
        {
            float[] memory = new float[vectors * stride];
            memory.AsSpan().Fill(Between);
            for (int k = 0; k < vectors * 8; k++)
            {
                memory[k / 8 * stride + k % 8] = k < list.Length ? list[k] : rest;
            }

            return memory;
        }
    }
}
