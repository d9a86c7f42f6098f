using System;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// The functions made of straight lines have, on a sample of all floats, the bits of their definitions, written with comparisons.
/// </summary>
public sealed class PiecewiseFunctionTests
{
    [Fact]
    public void Relu_follows_its_definition() => AssertBits(Activations.Relu, v => v > 0 ? v : 0f);

    [Fact]
    public void Relu_of_four_lanes_is_relu_of_eight() =>
        AssertBits(v => Vector256.Create(Activations.Relu(v.GetLower()), Activations.Relu(v.GetUpper())), v => v > 0 ? v : 0f);

    [Theory]
    [InlineData(0.2f, 0.5f)]
    [InlineData(0.5f, 0f)]
    [InlineData(-1.5f, -0.25f)]
    [InlineData(1e-3f, 2f)]
    public void Hard_sigmoid_follows_its_definition(float alpha, float beta) =>
        AssertBits(v => Activations.HardSigmoid(v, alpha, beta), v => Line(v, alpha, beta) is float y && y > 0 ? Math.Min(1f, y) : 0f);

    [Fact]
    public void Hard_sigmoid_3_is_near_its_definition()
    {
        FloatSweep.Sample(Activations.HardSigmoid3, (x, y) =>
        {
            if (float.IsNaN(x))
            {
                return float.IsNaN(y) ? null : "a NaN is lost";
            }

            double exact = Math.Clamp(x + 3.0, 0, 6) / 6;
            return Math.Abs(y - exact) <= 0.67 / (1 << 24) ? null : $"{Math.Abs(y - exact) * (1 << 24):F3} * 2^-24 from {exact:R}";
        });
        AssertBits(Activations.HardSigmoid3, v => Line(v, 1 / 6f, 0.5f) is float y && y > 0 ? Math.Min(1f, y) : 0f);
    }

    [Theory]
    [InlineData(0.01f)]
    [InlineData(0.3f)]
    [InlineData(-2f)]
    public void Leaky_relu_follows_its_definition(float alpha) =>
        AssertBits(v => Activations.LeakyRelu(v, alpha), v => v >= 0 ? v : alpha * v);

    [Theory]
    [InlineData(1f)]
    [InlineData(0f)]
    [InlineData(-0.75f)]
    public void Thresholded_relu_follows_its_definition(float alpha)
    {
        AssertBits(v => Activations.ThresholdedRelu(v, alpha), v => v > alpha ? v : 0f);
        Assert.Equal(0f, Activations.ThresholdedRelu(Vector256.Create(alpha), alpha).ToScalar());
        Assert.Equal(MathF.BitIncrement(alpha), Activations.ThresholdedRelu(Vector256.Create(MathF.BitIncrement(alpha)), alpha).ToScalar());
    }

    [Theory]
    [InlineData(1f, 0f)]
    [InlineData(0.1f, -0.3f)]
    [InlineData(-7f, 1e-20f)]
    public void Affine_follows_its_definition(float alpha, float beta) =>
        AssertBits(v => Activations.Affine(v, alpha, beta), v => Line(v, alpha, beta));

    [Theory]
    [InlineData(1f)]
    [InlineData(0.3f)]
    [InlineData(50f)]
    public void Clip_follows_its_definition(float limit) =>
        AssertBits(v => Activations.Clip(v, limit), v => v > limit ? limit : v < -limit ? -limit : v);

    [Theory]
    [InlineData(-1f, 1f)]
    [InlineData(0f, 6f)]
    [InlineData(-0.75f, 0f)]
    [InlineData(2f, 3f)]
    [InlineData(1f, -1f)]
    [InlineData(float.MinValue, float.MaxValue)]
    public void Clip_between_two_limits_follows_its_definition(float alpha, float beta) =>
        AssertBits(v => Activations.Clip(v, alpha, beta), v => Math.Min(beta, Math.Max(alpha, v)) is float y && y != 0 ? y : 0f);

    private static float Line(float v, float alpha, float beta) => MathF.FusedMultiplyAdd(alpha, v, beta);

    private static void AssertBits(FloatSweep.Function function, Func<float, float> definition) => FloatSweep.Sample(
        function,
        (x, y) =>
        {
            float expected = float.IsNaN(x) ? x : definition(x);
            return Bits.Canonical(expected) == Bits.Canonical(y) ? null : $"should be {expected:R}";
        },
        double.PositiveInfinity); // the order is the definition's
}
