using System;
using System.Runtime.Intrinsics;
using System.Threading.Tasks;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Sweeps tanh and the sigmoid of <see cref="LstmArithmetic.Fast"/>: absolute error, range, order, symmetry, special values.
/// </summary>
public sealed class FastActivationTests
{
    private const double TanhError = 4.6e-6;
    private const double SigmoidError = 2.4e-6;

    [Fact]
    public void Tanh_keeps_its_bound_on_a_sample_of_all_floats() => FloatSweep.Sample(FastActivations.Tanh, CheckTanh);

    [Fact]
    public void Sigmoid_keeps_its_bound_on_a_sample_of_all_floats() => FloatSweep.Sample(FastActivations.HalfSigmoid, CheckSigmoid);

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void Tanh_keeps_its_bound_on_every_float() => FloatSweep.All(FastActivations.Tanh, CheckTanh);

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void Sigmoid_keeps_its_bound_on_every_float() => FloatSweep.All(FastActivations.HalfSigmoid, CheckSigmoid);

    /// <summary>The functions of a processor without a fused multiply-add: each of their products and sums is rounded.</summary>
    [Fact]
    public void Functions_of_plain_products_and_sums_keep_their_bounds()
    {
        FloatSweep.Sample(static x => Plain(x, isTanh: true), CheckTanh);
        FloatSweep.Sample(static x => Plain(x, isTanh: false), CheckSigmoid);
    }

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void Functions_of_plain_products_and_sums_keep_their_bounds_on_every_float()
    {
        FloatSweep.All(static x => Plain(x, isTanh: true), CheckTanh);
        FloatSweep.All(static x => Plain(x, isTanh: false), CheckSigmoid);
    }

    [Fact]
    public void Limits_and_zeros_are_exact()
    {
        Assert.Equal(1f, Tanh(float.PositiveInfinity));
        Assert.Equal(-1f, Tanh(float.NegativeInfinity));
        Assert.Equal(1f, Tanh(float.MaxValue));
        Assert.True(Bits.Equal(0f, Tanh(0f)));
        Assert.True(Bits.Equal(-0f, Tanh(-0f)));
        Assert.Equal(1f, Sigmoid(float.PositiveInfinity));
        Assert.Equal(0f, Sigmoid(float.NegativeInfinity));
        Assert.Equal(0.5f, Sigmoid(0f));
        Assert.Equal(0.5f, Sigmoid(-0f));
    }

    [Fact]
    public void Tables_and_other_lanes_give_the_same_bits_and_tanh_is_odd()
    {
        float[] table = new float[PackedLayout.ConstantsLength];
        ActivationTable.Fill(table, LstmArithmetic.Fast);
        Parallel.For(0, 1 << 16, i =>
        {
            Vector256<float> x = Vector256.Create((uint)i << 16).AsSingle();
            Vector256<uint> tanh = FastActivations.Tanh(x).AsUInt32();
            Vector256<uint> sigmoid = FastActivations.HalfSigmoid(x).AsUInt32();
            Assert.Equal(tanh, FastActivations.Tanh(x, ref table[0]).AsUInt32());
            Assert.Equal(sigmoid, FastActivations.HalfSigmoid(x, ref table[0]).AsUInt32());
            Assert.Equal(tanh.GetLower(), FastActivations.Tanh(x.GetLower()).AsUInt32());
            Assert.Equal(sigmoid.GetLower(), FastActivations.HalfSigmoid(x.GetLower()).AsUInt32());
            Assert.Equal(tanh, FastActivations.Tanh(x.ToVector512()).AsUInt32().GetLower());
            Assert.Equal(sigmoid, FastActivations.HalfSigmoid(x.ToVector512()).AsUInt32().GetLower());
            if (!float.IsNaN(x[0]))
            {
                Assert.Equal((-FastActivations.Tanh(x)).AsUInt32(), FastActivations.Tanh(-x).AsUInt32());
            }
        });
    }

    private static float Tanh(float x) => FastActivations.Tanh(Vector256.Create(x)).ToScalar();

    private static float Sigmoid(float x) => FastActivations.HalfSigmoid(Vector256.Create(0.5f * x)).ToScalar();

    private static Vector256<float> Plain(Vector256<float> x, bool isTanh)
    {
        ReadOnlySpan<float> c = FastActivations.Constants;
        Vector256<float> u = Vector256.Abs(x);
        Vector256<float> v = u * u;
        Vector256<float> p = u * c[7] + Vector256.Create(c[6]);
        for (int pair = 4; pair >= 0; pair -= 2)
        {
            p = p * v + (u * c[pair + 1] + Vector256.Create(c[pair]));
        }

        Vector256<float> q = Vector256.Create(isTanh ? 1f : 0.5f) / (p * p);
        return isTanh
            ? Vector256.CopySign(Vector256<float>.One - q, x)
            : Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), q, Vector256<float>.One - q);
    }

    private static string? CheckTanh(float x, float y) => Judge(x, y, Math.Tanh(x), lowest: -1, TanhError);

    // The function takes half of the sigmoid's argument.
    private static string? CheckSigmoid(float x, float y) => Judge(x, y, 1 / (1 + Math.Exp(-2.0 * x)), lowest: 0, SigmoidError);

    private static string? Judge(float x, float y, double exact, float lowest, double bound)
    {
        if (float.IsNaN(x))
        {
            return float.IsNaN(y) ? null : "a NaN is lost";
        }

        return !(y >= lowest && y <= 1) ? "outside its range"
            : Math.Abs(y - exact) > bound ? $"an error of {Math.Abs(y - exact):G3}"
            : null;
    }
}
