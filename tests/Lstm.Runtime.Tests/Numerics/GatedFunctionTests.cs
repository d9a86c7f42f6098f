using System;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Sweeps the functions that multiply v by a gate against double: error and special values. They are not monotone.</summary>
public sealed class GatedFunctionTests
{
    public enum Name
    {
        Silu,
        Gelu,
        GeluTanh,
        Mish,
        HardSwish,
    }

    [Theory]
    [InlineData(Name.Silu)]
    [InlineData(Name.Gelu)]
    [InlineData(Name.GeluTanh)]
    [InlineData(Name.Mish)]
    [InlineData(Name.HardSwish)]
    public void Accurate_on_a_sample_of_all_floats(Name name)
    {
        (FloatSweep.Function function, FloatSweep.Check check) = Of(name);
        FloatSweep.Sample(function, check, double.PositiveInfinity);
    }

    [Theory]
    [Trait("Category", "Exhaustive")]
    [InlineData(Name.Silu)]
    [InlineData(Name.Gelu)]
    [InlineData(Name.GeluTanh)]
    [InlineData(Name.Mish)]
    [InlineData(Name.HardSwish)]
    public void Accurate_on_every_float(Name name)
    {
        (FloatSweep.Function function, FloatSweep.Check check) = Of(name);
        FloatSweep.All(function, check, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(Name.Silu, 0f)]
    [InlineData(Name.Gelu, 0f)]
    [InlineData(Name.GeluTanh, 0f)]
    [InlineData(Name.Mish, 0f)]
    [InlineData(Name.HardSwish, -0f)]
    public void Special_values_are_exact(Name name, float atMinusInfinity)
    {
        FloatSweep.Function function = Of(name).Function;
        float At(float v) => function(Vector256.Create(v)).ToScalar();
        Assert.True(Bits.Equal(0f, At(0f)));
        Assert.True(Bits.Equal(-0f, At(-0f)));
        Assert.Equal(float.PositiveInfinity, At(float.PositiveInfinity));
        Assert.Equal(float.MaxValue, At(float.MaxValue));
        Assert.True(Bits.Equal(atMinusInfinity, At(float.NegativeInfinity)));
        Assert.True(Bits.Equal(atMinusInfinity, At(float.MinValue)));
        Assert.True(float.IsNaN(At(float.NaN)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 0.8875370839817152)]
    [InlineData(0.5, 0.4795001221869535)]
    [InlineData(1, 0.15729920705028513)]
    [InlineData(1.9999, 0.0046798020929706083)]
    [InlineData(2, 0.004677734981047266)]
    [InlineData(3.5, 7.430983723414128e-07)]
    [InlineData(9, 4.13703174651381e-37)]
    [InlineData(-1, 1.8427007929497148)]
    [InlineData(-5, 1.9999999999984626)]
    [InlineData(double.PositiveInfinity, 0)]
    [InlineData(double.NegativeInfinity, 2)]
    public void The_reference_of_the_error_function_is_exact(double x, double expected) =>
        Assert.Equal(expected, ErrorFunction.Complement(x), Math.Abs(expected) * 1e-12);

    private static (FloatSweep.Function Function, FloatSweep.Check Check) Of(Name name) => name switch
    {
        Name.Silu => (Activations.Silu, Check(2.6, 1.5, 1.1e-36, v => Gated(v, 1 / (1 + Math.Exp(-v))))),
        Name.Gelu => (Activations.Gelu, Check(6.6, 2.7, 3e-37, v => Gated(v, ErrorFunction.Complement(-v / Math.Sqrt(2)) / 2))),
        Name.GeluTanh => (Activations.GeluTanh, Check(
            2.75, 1.5, 1.3e-37, v => Gated(v, 1 / (1 + Math.Exp(-Math.Sqrt(8 / Math.PI) * (v + 0.044715 * v * v * v)))))),
        Name.Mish => (Activations.Mish, Check(3.4, 2.2, 1.1e-36, v => Gated(v, MishGate(v)))),
        _ => (Activations.HardSwish, Check(1.9, 1.9, 0, v => Gated(v, Math.Clamp(v + 3, 0, 6) / 6))),
    };

    /// <summary>Allows so many ulps below and above 0, and 0 below a limit; no subnormal result but for a subnormal argument.</summary>
    private static FloatSweep.Check Check(double below, double above, double flushed, Func<double, double> exact)
    {
        FloatSweep.Check negative = FloatSweep.Within(below, exact, flushed);
        FloatSweep.Check positive = FloatSweep.Within(above, exact);

        // A gate of at least 1/4 near 0 makes normal results of all arguments above this.
        return (x, y) => float.IsSubnormal(y) && Math.Abs(x) > 4.8e-38 ? "subnormal" : x < 0 ? negative(x, y) : positive(x, y);
    }

    private static double Gated(double v, double gate) => gate == 0 ? 0 : v * gate;

    /// <summary>tanh(ln(1 + e^v)), which loses nothing for a small e^v.</summary>
    private static double MishGate(double v)
    {
        double t = Math.Exp(-Math.Abs(v));
        return v < 0 ? t * (t + 2) / (t * (t + 2) + 2) : (1 + 2 * t) / (1 + 2 * t + 2 * t * t);
    }
}
