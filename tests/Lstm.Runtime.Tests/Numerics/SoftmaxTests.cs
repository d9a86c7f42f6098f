using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>Softmax against double, for every count, and with everything that a layer's outputs may hold.</summary>
public sealed class SoftmaxTests
{
    private const float Canary = 12345.678f;

    [Theory]
    [InlineData(1f)]
    [InlineData(10f)]
    [InlineData(80f)]
    public void The_result_is_a_distribution_close_to_the_exact_one(float spread)
    {
        var random = new Random(3);
        for (int count = 1; count <= 1024; count += count < 70 ? 1 : 53)
        {
            float[] values = [.. Enumerable.Range(0, count).Select(_ => spread * (float)(2 * random.NextDouble() - 1))];
            float[] actual = Apply(values);

            double largest = values.Max();
            double sum = values.Sum(v => Math.Exp(v - largest));
            for (int k = 0; k < count; k++)
            {
                double exact = Math.Exp(values[k] - largest) / sum;
                double relative = Math.Abs(actual[k] - exact) / exact * (1 << 24);

                // In 2^-24: the difference rounded; the exponential; the sum's largest terms; the additions to a lane and across; the
                // division.
                double difference = largest - values[k];
                double bound = (difference == 0 ? 0 : FloatSweep.Ulp(difference) * (1 << 23)) + 2.1 + 2.5 + Math.Sqrt(count / 8) + 2 + 1;
                Assert.True(
                    relative <= bound || exact < 2.4e-38,
                    $"{count} values, {k}: {actual[k]:R} is {relative:F2} * 2^-24 from {exact:R}, bound {bound:F2}");
            }

            Assert.Equal(1, actual.Sum(v => (double)v), 1e-6);
        }
    }

    [Fact]
    public void Values_are_added_in_the_stated_order()
    {
        var random = new Random(4);
        for (int count = 1; count <= 40; count++)
        {
            float[] values = [.. Enumerable.Range(0, count).Select(_ => 4 * (float)random.NextDouble())];
            float largest = values.Max();
            float[] e = [.. values.Select(v => Exponential.OfNegative(Vector256.Create(v - largest)).ToScalar())];
            float[] lanes = new float[8];
            for (int k = 0; k < count; k++)
            {
                lanes[k % 8] += e[k];
            }

            float sum = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
            Assert.Equal(e.Select(v => v / sum), Apply(values));
        }
    }

    [Fact]
    public void Large_values_do_not_overflow()
    {
        Assert.Equal([0.5f, 0.5f, 0f], Apply([3e38f, 3e38f, -3e38f]));
        Assert.Equal([1f], Apply([float.MaxValue]));
        Assert.Equal([1f], Apply([-0f]));
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], Apply([0f, -0f, 0f, -0f]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(24)]
    [InlineData(31)]
    public void One_NaN_or_infinity_makes_all_NaN(int count)
    {
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
        {
            for (int at = 0; at < count; at++)
            {
                float[] values = [.. Enumerable.Range(0, count).Select(k => k == at ? bad : 0.1f * k)];
                Assert.All(Apply(values), y => Assert.True(float.IsNaN(y)));
            }
        }
    }

    [Fact]
    public void Negative_infinity_gives_zero()
    {
        Assert.Equal([0f, 0.5f, 0.5f], Apply([float.NegativeInfinity, 2f, 2f]));
        Assert.All(Apply([float.NegativeInfinity, float.NegativeInfinity]), y => Assert.True(float.IsNaN(y)));
    }

    /// <summary>Applies it between canaries: a NaN read from outside would show in the result, a write in the canary.</summary>
    private static float[] Apply(float[] values)
    {
        float[]? first = null;
        foreach (float around in new[] { Canary, float.NaN })
        {
            float[] memory = new float[values.Length + 32];
            memory.AsSpan().Fill(around);
            values.CopyTo(memory, 16);
            Softmax.Apply(ref memory[16], values.Length);
            Assert.All(memory.Take(16).Concat(memory.Skip(16 + values.Length)), v => Assert.Equal(around, v));
            float[] result = memory[16..(16 + values.Length)];
            Assert.Equal(first ?? result, result);
            first = result;
        }

        return first!;
    }
}
