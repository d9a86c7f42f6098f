using System;
using System.Runtime.Intrinsics;
using System.Threading.Tasks;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Sweeps tanh and the sigmoid against a double oracle: error, range, order of neighbouring floats, odd symmetry, special values.
/// </summary>
public sealed class ActivationSweepTests
{
    private const double TanhUlps = 1.067;
    private const double SigmoidError = 1.66 / (1 << 24);

    [Fact]
    public void Tanh_is_accurate_on_a_sample_of_all_floats() => FloatSweep.Sample(Activations.Tanh, CheckTanh);

    [Fact]
    public void Sigmoid_is_accurate_on_a_sample_of_all_floats() => FloatSweep.Sample(Activations.HalfSigmoid, CheckSigmoid);

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void Tanh_is_accurate_on_every_float() => FloatSweep.All(Activations.Tanh, CheckTanh);

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void Sigmoid_is_accurate_on_every_float() => FloatSweep.All(Activations.HalfSigmoid, CheckSigmoid);

    [Fact]
    public void Tanh_is_exact_at_its_limits()
    {
        Assert.Equal(1f, Activations.Tanh(float.PositiveInfinity));
        Assert.Equal(-1f, Activations.Tanh(float.NegativeInfinity));
        Assert.Equal(1f, Activations.Tanh(float.MaxValue));
        Assert.Equal(0u, BitConverter.SingleToUInt32Bits(Activations.Tanh(0f)));
        Assert.Equal(0x80000000u, BitConverter.SingleToUInt32Bits(Activations.Tanh(-0f)));
        Assert.Equal(float.Epsilon, Activations.Tanh(float.Epsilon));
    }

    [Fact]
    public void Sigmoid_is_exact_at_its_limits_and_at_zero()
    {
        Assert.Equal(1f, Activations.Sigmoid(float.PositiveInfinity));
        Assert.Equal(0f, Activations.Sigmoid(float.NegativeInfinity));
        Assert.Equal(0.5f, Activations.Sigmoid(0f), 1e-7f);
        Assert.Equal(Activations.Sigmoid(0f), Activations.Sigmoid(-0f));
    }

    [Theory]
    [InlineData(0x7FC00000u)]
    [InlineData(0x7F800001u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xFFC00000u)]
    [InlineData(0xFF800001u)]
    [InlineData(0xFFFFFFFFu)]
    public void NaN_gives_NaN(uint bits)
    {
        float x = BitConverter.UInt32BitsToSingle(bits);
        Assert.True(float.IsNaN(Activations.Tanh(x)));
        Assert.True(float.IsNaN(Activations.Sigmoid(x)));
    }

    [Fact]
    public void Every_lane_has_the_bits_of_the_scalar_function_and_tanh_is_odd()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            Vector256<float> x = Vector256.Create(random.Next(), random.Next(), 0, 0, 0, 0, 0, 0).AsSingle();
            for (int lane = 2; lane < Vector256<float>.Count; lane++)
            {
                x = x.WithElement(lane, (float)(random.NextDouble() * 24 - 12));
            }

            Vector256<float> tanh = Activations.Tanh(x);
            Vector256<float> sigmoid = Activations.HalfSigmoid(0.5f * x);
            for (int lane = 0; lane < Vector256<float>.Count; lane++)
            {
                AssertSameBits(Activations.Tanh(x[lane]), tanh[lane]);
                AssertSameBits(-tanh[lane], Activations.Tanh(-x[lane]));
                AssertSameBits(Activations.Sigmoid(x[lane]), sigmoid[lane]);
            }
        }
    }

    [Fact]
    public void Constants_from_a_table_give_the_same_bits()
    {
        float[] table = new float[PackedLayout.ConstantsLength];
        ActivationTable.Fill(table);
        Parallel.For(0, 1 << 16, i =>
        {
            Vector256<float> x = Vector256.Create((uint)i << 16).AsSingle();
            Assert.Equal(Activations.Tanh(x).AsUInt32(), Activations.Tanh(x, ref table[0]).AsUInt32());
            Assert.Equal(Activations.HalfSigmoid(x).AsUInt32(), Activations.HalfSigmoid(x, ref table[0]).AsUInt32());
        });
    }

    private static void AssertSameBits(float expected, float actual) => Assert.Equal(Bits.Canonical(expected), Bits.Canonical(actual));

    /// <summary>What is wrong with f(x) = y at this one argument, or null.</summary>
    private static string? CheckTanh(float x, float y)
    {
        if (float.IsNaN(x))
        {
            return float.IsNaN(y) ? null : "a NaN is lost";
        }

        if (!(Math.Abs(y) <= 1f))
        {
            return "outside [-1, 1]";
        }

        double exact = Math.Tanh(x);
        float nearest = Math.Min((float)Math.Abs(exact), MathF.BitDecrement(1f));
        double ulps = Math.Abs(y - exact) / ((double)MathF.BitIncrement(nearest) - nearest);
        return ulps <= TanhUlps ? null : $"{ulps:F3} ulp from {exact:R}";
    }

    private static string? CheckSigmoid(float half, float y)
    {
        if (float.IsNaN(half))
        {
            return float.IsNaN(y) ? null : "a NaN is lost";
        }

        if (!(y >= 0f && y <= 1f))
        {
            return "outside [0, 1]";
        }

        if (y != 0f && !float.IsNormal(y))
        {
            return "subnormal";
        }

        double exact = 1 / (1 + Math.Exp(-2.0 * half));
        return Math.Abs(y - exact) <= SigmoidError ? null : $"{Math.Abs(y - exact):E3} from {exact:R}";
    }
}
