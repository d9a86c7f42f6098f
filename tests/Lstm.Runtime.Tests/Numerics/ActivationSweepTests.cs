using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Threading.Tasks;
using Lstm.CompilerServices;
using Lstm.Shared;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Sweeps tanh and the sigmoid against a double oracle: error, range, order of neighbouring floats, odd symmetry, special values.
/// The ordinary run takes blocks of neighbouring floats at a stride, and all of them around every seam; the Exhaustive one takes all 2^32.
/// </summary>
public sealed class ActivationSweepTests
{
    private const double TanhUlps = 1.067;
    private const double SigmoidError = 1.66 / (1 << 24);

    private delegate Vector256<float> Function(Vector256<float> x);

    [Fact]
    public void TanhHoldsOnASampleOfAllFloats() => SweepSample(Activations.Tanh, CheckTanh);

    [Fact]
    public void SigmoidHoldsOnASampleOfAllFloats() => SweepSample(Activations.HalfSigmoid, CheckSigmoid);

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void TanhHoldsOnEveryFloat() => SweepAll(Activations.Tanh, CheckTanh);

    [Fact]
    [Trait("Category", "Exhaustive")]
    public void SigmoidHoldsOnEveryFloat() => SweepAll(Activations.HalfSigmoid, CheckSigmoid);

    [Fact]
    public void TanhHasExactValuesAtItsEnds()
    {
        Assert.Equal(1f, Activations.Tanh(float.PositiveInfinity));
        Assert.Equal(-1f, Activations.Tanh(float.NegativeInfinity));
        Assert.Equal(1f, Activations.Tanh(float.MaxValue));
        Assert.Equal(0u, BitConverter.SingleToUInt32Bits(Activations.Tanh(0f)));
        Assert.Equal(0x80000000u, BitConverter.SingleToUInt32Bits(Activations.Tanh(-0f)));
        Assert.Equal(float.Epsilon, Activations.Tanh(float.Epsilon));
    }

    [Fact]
    public void SigmoidHasExactValuesAtItsEndsAndInTheMiddle()
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
    public void NaNGoesThrough(uint bits)
    {
        float x = BitConverter.UInt32BitsToSingle(bits);
        Assert.True(float.IsNaN(Activations.Tanh(x)));
        Assert.True(float.IsNaN(Activations.Sigmoid(x)));
    }

    [Fact]
    public void EveryLaneHasTheBitsOfTheScalarTwinAndTanhIsOdd()
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
    public void ConstantsFromATableGiveTheSameBits()
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

    private static void AssertSameBits(float expected, float actual)
    {
        if (!float.IsNaN(expected) || !float.IsNaN(actual)) // which NaN is left to the machine
        {
            Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(actual));
        }
    }

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

    private static void SweepAll(Function function, Func<float, float, string?> check)
    {
        const uint Chunk = 1u << 20;
        Parallel.For(0, (int)((1L << 32) / Chunk), i => SweepRun(function, check, (uint)i * Chunk, Chunk));
    }

    private static void SweepSample(Function function, Func<float, float, string?> check)
    {
        const uint Block = 64;
        Parallel.For(0, 1 << 13, i => SweepRun(function, check, (uint)i * (1u << 19), Block));

        // Every power of two; where the limits of both functions lie; where n steps by one.
        List<float> seams = [1f, 9.25f, 9.0109f, 10f, 22.3f, 22.18f, 8.664f, 0.5f, float.MaxValue];
        for (int exponent = -126; exponent < 128; exponent++)
        {
            seams.Add(MathF.ScaleB(1f, exponent));
        }

        for (int n = -32; n <= 130; n++)
        {
            seams.Add((float)(n * Math.Log(2) / 4));
            seams.Add((float)((n - 1.0 / 1024) * Math.Log(2) / 2));
        }

        Parallel.ForEach(seams, seam =>
        {
            uint magnitude = BitConverter.SingleToUInt32Bits(Math.Abs(seam));
            SweepRun(function, check, magnitude - 512, 1024);
            SweepRun(function, check, (magnitude | 0x80000000) - 512, 1024);
        });

        // Where the error and the noise are largest: every 9th run of 64 between 1/4 and 2.
        Parallel.For(0, (int)((0x40000000u - 0x3E800000u) / (9 * Block)), i =>
        {
            SweepRun(function, check, 0x3E800000u + (uint)i * 9 * Block, Block);
            SweepRun(function, check, 0xBE800000u + (uint)i * 9 * Block, Block);
        });
    }

    /// <summary>Checks count floats from the bit pattern first on, and that each keeps the order with the next (the one after the run included).</summary>
    private static void SweepRun(Function function, Func<float, float, string?> check, uint first, uint count)
    {
        Span<float> x = stackalloc float[Vector256<float>.Count];
        Span<float> y = stackalloc float[Vector256<float>.Count];
        float previous = float.NaN;
        for (uint done = 0; done <= count; done += (uint)x.Length)
        {
            for (int lane = 0; lane < x.Length; lane++)
            {
                x[lane] = BitConverter.UInt32BitsToSingle(first + done + (uint)lane); // wraps to +0 after the last pattern, a NaN
            }

            function(Vector256.Create<float>(x)).CopyTo(y);
            for (int lane = 0; lane < x.Length; lane++)
            {
                string? wrong = check(x[lane], y[lane]);
                bool negative = (first + done + (uint)lane) >> 31 != 0;
                bool newSign = ((first + done + (uint)lane) & 0x7FFFFFFF) == 0; // the pattern before ±0 is a NaN of the other sign
                if (wrong is null && !newSign && (negative ? y[lane] > previous : y[lane] < previous))
                {
                    wrong = $"out of order: {previous:R} just before";
                }

                if (wrong is not null)
                {
                    Assert.Fail($"f({x[lane]:R}) = {y[lane]:R} (0x{first + done + (uint)lane:X8}): {wrong}");
                }

                previous = y[lane];
            }
        }
    }
}
