using System;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Sweeps the curved functions other than tanh and the sigmoid against double: error, order of neighbouring floats, special values.
/// </summary>
public sealed class SmoothFunctionTests
{
    private const float Scale = 1.7159f;
    private const float Stretch = 2 / 3f;
    private const float SeluAlpha = 1.6732632f;
    private const float SeluBeta = 1.050701f;

    public enum Name
    {
        Exponential,
        Softsign,
        Softplus,
        Elu,
        ShortElu,
        ScaledTanh,
        Exp,
        Selu,
        Celu,
        ShortCelu,
    }

    [Theory]
    [InlineData(Name.Exponential)]
    [InlineData(Name.Softsign)]
    [InlineData(Name.Softplus)]
    [InlineData(Name.Elu)]
    [InlineData(Name.ShortElu)]
    [InlineData(Name.ScaledTanh)]
    [InlineData(Name.Exp)]
    [InlineData(Name.Selu)]
    [InlineData(Name.Celu)]
    [InlineData(Name.ShortCelu)]
    public void Accurate_on_a_sample_of_all_floats(Name name)
    {
        (FloatSweep.Function function, FloatSweep.Check check, double dip) = Of(name);
        FloatSweep.Sample(function, check, dip);
    }

    [Theory]
    [Trait("Category", "Exhaustive")]
    [InlineData(Name.Exponential)]
    [InlineData(Name.Softsign)]
    [InlineData(Name.Softplus)]
    [InlineData(Name.Elu)]
    [InlineData(Name.ScaledTanh)]
    [InlineData(Name.Exp)]
    [InlineData(Name.Selu)]
    [InlineData(Name.ShortCelu)]
    public void Accurate_on_every_float(Name name)
    {
        (FloatSweep.Function function, FloatSweep.Check check, double dip) = Of(name);
        FloatSweep.All(function, check, dip);
    }

    [Fact]
    public void Special_values_are_exact()
    {
        AssertValues(
            Activations.Softsign, (-0f, -0f), (0f, 0f), (1f, 0.5f), (float.MaxValue, 1f), (float.PositiveInfinity, 1f),
            (float.NegativeInfinity, -1f));
        AssertValues(
            Activations.Softplus, (0f, (float)Math.Log(2)), (-0f, (float)Math.Log(2)), (100f, 100f),
            (float.PositiveInfinity, float.PositiveInfinity), (-86.51f, 0f), (float.NegativeInfinity, 0f));
        AssertValues(v =>
            Activations.Elu(v, 1.5f), (-0f, -0f), (0f, 0f), (7f, 7f), (-30f, -1.5f), (float.PositiveInfinity, float.PositiveInfinity),
            (float.NegativeInfinity, -1.5f));
        AssertValues(
            v => Activations.ScaledTanh(v, -3f, 2f), (-0f, 0f), (0f, -0f), (float.PositiveInfinity, -3f), (float.NegativeInfinity, 3f));
        AssertValues(
            Activations.Exp, (0f, 1f), (-0f, 1f), (-87.4f, 0f), (float.NegativeInfinity, 0f), (88.73f, float.PositiveInfinity),
            (float.MaxValue, float.PositiveInfinity), (float.PositiveInfinity, float.PositiveInfinity));
        AssertValues(
            v => Activations.Selu(v, 1.5f, 2f), (-0f, -0f), (0f, 0f), (7f, 14f), (-30f, -3f),
            (float.PositiveInfinity, float.PositiveInfinity), (float.NegativeInfinity, -3f));
        AssertValues(
            v => Activations.Celu(v, 0.5f), (-0f, -0f), (0f, 0f), (7f, 7f), (-30f, -0.5f), (float.PositiveInfinity, float.PositiveInfinity),
            (float.NegativeInfinity, -0.5f));
        AssertValues(
            v => Activations.Celu(v, 0f), (-0f, -0f), (0f, 0f), (7f, 7f), (-7f, -0f), (float.PositiveInfinity, float.PositiveInfinity),
            (float.NegativeInfinity, -0f));
        AssertValues(Exponential.OfNegative, (0f, 1f), (-0f, 1f), (-87.4f, 0f), (float.NegativeInfinity, 0f));
    }

    [Fact]
    public void Subnormal_arguments_lose_no_precision()
    {
        AssertValues(Activations.Softsign, (float.Epsilon, float.Epsilon), (-1e-40f, -1e-40f));
        AssertValues(v => Activations.Elu(v, 1f), (float.Epsilon, float.Epsilon), (-float.Epsilon, -float.Epsilon), (-1e-40f, -1e-40f));
        AssertValues(v => Activations.ScaledTanh(v, 1f, 1f), (float.Epsilon, float.Epsilon), (-1e-40f, -1e-40f));
        AssertValues(Activations.Softplus, (-1e-40f, (float)Math.Log(2)));
    }

    [Fact]
    public void Softsign_is_odd_in_every_bit()
    {
        for (uint bits = 0; bits < 0x7F800000; bits += 0x10001)
        {
            float v = BitConverter.UInt32BitsToSingle(bits);
            Assert.Equal(
                BitConverter.SingleToUInt32Bits(Activations.Softsign(Vector256.Create(v)).ToScalar()) | 0x80000000,
                BitConverter.SingleToUInt32Bits(Activations.Softsign(Vector256.Create(-v)).ToScalar()));
        }
    }

    private static void AssertValues(FloatSweep.Function function, params (float Argument, float Value)[] pairs)
    {
        foreach ((float argument, float value) in pairs)
        {
            float actual = function(Vector256.Create(argument)).ToScalar();
            Assert.True(Bits.Equal(value, actual), $"f({argument:R}) is {actual:R} and should be {value:R}");
        }
    }

    private static (FloatSweep.Function Function, FloatSweep.Check Check, double Dip) Of(Name name) => name switch
    {
        // Of arguments above 0 it promises nothing; from -87.33654 down it is 0 where the exact value is below 2^-126.
        Name.Exponential => (
            v => Exponential.OfNegative(Vector256.MinNative(Vector256<float>.Zero, v)),
            FloatSweep.Within(1.02, v => Math.Exp(Math.Min(0, v)), 1.1755e-38),
            0),
        Name.Softsign =>
            (Activations.Softsign, FloatSweep.Within(1.25, v => double.IsInfinity(v) ? Math.Sign(v) : v / (1 + Math.Abs(v))), 1),
        Name.Softplus => (Activations.Softplus, SoftplusCheck, 2),
        Name.Elu => (v => Activations.Elu(v, 1f), FloatSweep.Within(0.93, v => v >= 0 ? v : ExpMinusOne(v)), 0),
        Name.ShortElu => (v => Activations.Elu(v, 0.7f), FloatSweep.Within(1.66, v => v >= 0 ? v : 0.7f * ExpMinusOne(v)), 0),
        Name.Exp => (Activations.Exp, FloatSweep.Within(1.02, v => Limited(Math.Exp(v)), 1.1755e-38), 0),
        Name.Selu => (
            v => Activations.Selu(v, SeluAlpha, SeluBeta),
            FloatSweep.Within(2.05, v => Limited(SeluBeta * (v >= 0 ? v : SeluAlpha * ExpMinusOne(v)))),
            0),
        Name.Celu => (v => Activations.Celu(v, 1f), FloatSweep.Within(0.93, v => v >= 0 ? v : ExpMinusOne(v)), 0),
        Name.ShortCelu => (v => Activations.Celu(v, 0.7f), FloatSweep.Within(2.15, v => v >= 0 ? v : 0.7f * ExpMinusOne(v / 0.7f)), 0),
        _ => (v => Activations.ScaledTanh(v, Scale, Stretch), FloatSweep.Within(2.08, v => Scale * Math.Tanh(Stretch * v)), 0),
    };

    private static string? SoftplusCheck(float x, float y)
    {
        if (float.IsSubnormal(y) && !float.IsSubnormal(x))
        {
            return "subnormal";
        }

        // ln(1 + t) = 2 atanh(t / (2 + t)), which loses nothing for small t. 2.7e-38 is e^-86.5.
        return FloatSweep.Within(2.51, v => Math.Max(0, v) + 2 * Math.Atanh(1 / (1 + 2 * Math.Exp(Math.Abs(v)))), 2.72e-38)(x, y);
    }

    /// <summary>e^v - 1 = 2 e^(v/2) sinh(v/2), which loses nothing for small v.</summary>
    private static double ExpMinusOne(double v) => v < -50 ? -1 : 2 * Math.Exp(v / 2) * Math.Sinh(v / 2);

    /// <summary>A value as a float can have it: infinity if it rounds to more than the largest float.</summary>
    private static double Limited(double y) => float.IsInfinity((float)y) ? double.PositiveInfinity : y;
}
