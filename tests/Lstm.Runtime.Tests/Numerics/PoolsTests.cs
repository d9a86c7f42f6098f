using System;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Means and maxima of sequences.</summary>
public sealed class PoolsTests
{
    /// <summary>Counts that fill a block of sums, that do not, and that need several; and steps of one, of few and of many.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 8, 3)]
    [InlineData(64, 64, 50)]
    [InlineData(65, 72, 50)]
    [InlineData(150, 152, 9)]
    public void Each_position_is_pooled_by_itself(int count, int stride, int steps)
    {
        float[] values = RandomWeights.Inputs(steps, stride);
        float[] mean = Filled(count + 1);
        float[] max = Filled(count + 1);

        Pools.Mean(ref values[0], ref mean[0], stride, steps, count);
        Pools.Max(ref values[0], ref max[0], stride, steps, count);

        for (int position = 0; position < count; position++)
        {
            float[] column = [.. values.Chunk(stride).Select(step => step[position])];
            Assert.Equal((float)(column.Aggregate(0.0, static (sum, value) => sum + value) / steps), mean[position]);
            Assert.Equal(column.Max(), max[position]);
        }

        // Nothing after the last value is written.
        Assert.Equal((-7f, -7f), (mean[count], max[count]));
    }

    [Fact]
    public void A_mean_of_many_steps_is_exact()
    {
        // All steps are the same float. A sum of floats would stop growing at 2^24.
        float value = 1;
        float mean = 0;

        Pools.Mean(ref value, ref mean, stride: 0, steps: 20_000_000, count: 1);

        Assert.Equal(1f, mean);
    }

    [Fact]
    public void A_mean_of_large_values_is_finite()
    {
        float[] values = [float.MaxValue, float.MaxValue, float.MaxValue];
        float mean = 0;

        Pools.Mean(ref values[0], ref mean, stride: 1, steps: 3, count: 1);

        Assert.Equal(float.MaxValue, mean);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public void NaN_in_any_step_is_the_result_of_its_position_alone(int step)
    {
        float[] values = RandomWeights.Inputs(9, 2);
        values[2 * step] = float.NaN;
        float[] mean = new float[2];
        float[] max = new float[2];

        Pools.Mean(ref values[0], ref mean[0], stride: 2, steps: 9, count: 2);
        Pools.Max(ref values[0], ref max[0], stride: 2, steps: 9, count: 2);

        Assert.Equal((float.NaN, float.NaN), (mean[0], max[0]));
        Assert.True(float.IsFinite(mean[1]) && float.IsFinite(max[1]));
    }

    [Fact]
    public void Zero_is_larger_than_minus_zero() => Assert.All(new[] { (-0f, 0f), (0f, -0f) }, static pair =>
    {
        float[] values = [pair.Item1, pair.Item2];
        float max = -1;

        Pools.Max(ref values[0], ref max, stride: 1, steps: 2, count: 1);

        Assert.Equal(0, BitConverter.SingleToInt32Bits(max));
    });

    private static float[] Filled(int count) => [.. Enumerable.Repeat(-7f, count)];
}
