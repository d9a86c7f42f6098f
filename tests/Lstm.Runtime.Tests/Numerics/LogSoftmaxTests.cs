using System;
using System.Linq;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>The logarithm of a softmax against double, for every count, and with everything that a layer's outputs may hold.</summary>
public sealed class LogSoftmaxTests
{
    private const float Canary = 12345.678f;

    [Theory]
    [InlineData(1f)]
    [InlineData(10f)]
    [InlineData(80f)]
    public void The_result_is_close_to_the_exact_one(float spread)
    {
        var random = new Random(5);
        for (int count = 1; count <= 1024; count += count < 70 ? 1 : 53)
        {
            float[] values = [.. Enumerable.Range(0, count).Select(_ => spread * (float)(2 * random.NextDouble() - 1))];
            float[] actual = Apply(values);

            double largest = values.Max();
            double logarithm = Math.Log(values.Sum(v => Math.Exp(v - largest)));
            for (int k = 0; k < count; k++)
            {
                double exact = values[k] - largest - logarithm;
                double error = Math.Abs(actual[k] - exact) * (1 << 24);

                // In 2^-24: the difference rounded; the sum's largest terms and its additions; the logarithm and the result rounded.
                double difference = largest - values[k];
                double rounded = (difference == 0 ? 0 : FloatSweep.Ulp(difference)) + FloatSweep.Ulp(logarithm) + FloatSweep.Ulp(exact);
                double bound = 2.1 + 2.5 + Math.Sqrt(count / 8) + 2 + rounded * (1 << 23);
                Assert.True(error <= bound, $"{count} values, {k}: {actual[k]:R} is {error:F2} * 2^-24 from {exact:R}, bound {bound:F2}");
            }
        }
    }

    [Fact]
    public void The_sum_has_the_stated_order()
    {
        var random = new Random(6);
        for (int count = 1; count <= 40; count++)
        {
            float[] values = [.. Enumerable.Range(0, count).Select(_ => 4 * (float)random.NextDouble())];
            float largest = values.Max();
            float[] lanes = new float[8];
            for (int k = 0; k < count; k++)
            {
                lanes[k % 8] += Exponential.OfNegative(Vector256.Create(values[k] - largest)).ToScalar();
            }

            float sum = ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]));
            float logarithm = Logarithm.Of(sum);
            Assert.Equal(values.Select(v => v - largest - logarithm), Apply(values));
        }
    }

    [Fact]
    public void The_logarithm_is_correct_to_half_an_ulp_and_a_little()
    {
        for (uint bits = 0x3F800000; bits < 0x46000000; bits += 97)
        {
            float x = BitConverter.UInt32BitsToSingle(bits);
            double exact = Math.Log(x);
            double error = Math.Abs(Logarithm.Of(x) - exact);
            Assert.True(error <= 0.5001 * FloatSweep.Ulp(exact), $"ln({x:R}) is {error / FloatSweep.Ulp(exact):F4} ulp off");
        }

        Assert.Equal(0f, Logarithm.Of(1f));
        Assert.True(float.IsNaN(Logarithm.Of(float.NaN)));
    }

    [Fact]
    public void Large_values_do_not_overflow()
    {
        Assert.Equal([-(float)Math.Log(2), -(float)Math.Log(2)], Apply([3e38f, 3e38f]));
        Assert.Equal([0f, -100f], Apply([50f, -50f]));
        Assert.Equal([0f], Apply([float.MaxValue]));
        Assert.Equal([0f], Apply([-0f]));
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
    public void Negative_infinity_stays()
    {
        Assert.Equal([float.NegativeInfinity, -(float)Math.Log(2), -(float)Math.Log(2)], Apply([float.NegativeInfinity, 2f, 2f]));
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
            LogSoftmax.Apply(ref memory[16], values.Length);
            Assert.All(memory.Take(16).Concat(memory.Skip(16 + values.Length)), v => Assert.Equal(around, v));
            float[] result = memory[16..(16 + values.Length)];
            Assert.Equal(first ?? result, result);
            first = result;
        }

        return first!;
    }
}
