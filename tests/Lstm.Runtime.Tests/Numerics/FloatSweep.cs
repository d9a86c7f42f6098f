using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Threading.Tasks;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// Calls a function with very many floats, and checks each value and that it keeps the order with its neighbour. A sample is blocks of
/// neighbouring floats at a stride, and all of them around every seam; the Exhaustive tests take all 2^32.
/// </summary>
internal static class FloatSweep
{
    /// <summary>The function under test, eight arguments at a time.</summary>
    public delegate Vector256<float> Function(Vector256<float> x);

    /// <summary>What is wrong with f(x) = y at this one argument, or null.</summary>
    public delegate string? Check(float x, float y);

    /// <summary>Takes every float.</summary>
    /// <param name="function">The function.</param>
    /// <param name="check">Judges one value.</param>
    /// <param name="dip">By how many ulps a value may lie below that of the float before it: 0 for a monotone function.</param>
    public static void All(Function function, Check check, double dip = 0)
    {
        const uint Chunk = 1u << 20;
        Parallel.For(0, (int)((1L << 32) / Chunk), i => Run(function, check, dip, (uint)i * Chunk, Chunk));
    }

    /// <summary>Takes about two million floats of all magnitudes. The parameters are those of <see cref="All"/>.</summary>
    public static void Sample(Function function, Check check, double dip = 0)
    {
        const uint Block = 64;
        Parallel.For(0, 1 << 13, i => Run(function, check, dip, (uint)i * (1u << 19), Block));

        // Every power of two; where the limits of the functions lie; where n, the exponent of an exponential, steps by one.
        List<float> seams = [1f, 9.25f, 9.0109f, 10f, 22.3f, 22.18f, 8.664f, 0.5f, 3f, 2.5f, 20f, 86.5f, 87.33654f, float.MaxValue];
        for (int exponent = -126; exponent < 128; exponent++)
        {
            seams.Add(MathF.ScaleB(1f, exponent));
        }

        for (int n = -32; n <= 260; n++)
        {
            seams.Add((float)(n * Math.Log(2) / 4));
            seams.Add((float)((n - 1.0 / 1024) * Math.Log(2) / 2));
        }

        Parallel.ForEach(seams, seam =>
        {
            uint magnitude = BitConverter.SingleToUInt32Bits(Math.Abs(seam));
            Run(function, check, dip, magnitude - 512, 1024);
            Run(function, check, dip, (magnitude | 0x80000000) - 512, 1024);
        });

        // Where the error and the noise are largest: every 9th run of 64 between 1/4 and 2.
        Parallel.For(0, (int)((0x40000000u - 0x3E800000u) / (9 * Block)), i =>
        {
            Run(function, check, dip, 0x3E800000u + (uint)i * 9 * Block, Block);
            Run(function, check, dip, 0xBE800000u + (uint)i * 9 * Block, Block);
        });
    }

    /// <summary>
    /// Judges a value by its distance from the exact one, in ulps. Values may be 0 where the exact one is below a limit, and NaN only for
    /// NaN.
    /// </summary>
    public static Check Within(double ulps, Func<double, double> exact, double flushed = 0) => (x, y) =>
    {
        if (float.IsNaN(x))
        {
            return float.IsNaN(y) ? null : "a NaN is lost";
        }

        double e = exact(x);
        if (double.IsInfinity(e) ? y == e : y == 0 && Math.Abs(e) <= flushed)
        {
            return null;
        }

        double error = Math.Abs(y - e) / Ulp(e);
        return error <= ulps ? null : $"{error:F4} ulp from {e:R}";
    };

    /// <summary>The distance of neighbouring floats at a value: that of the subnormals below the smallest normal float.</summary>
    public static double Ulp(double value)
    {
        // By its bits: the exhaustive sweeps ask four billion times.
        int exponent = (int)(BitConverter.DoubleToUInt64Bits(value) >> 52 & 0x7FF);
        return BitConverter.UInt64BitsToDouble((ulong)(Math.Max(exponent, 1023 - 126) - 23) << 52);
    }

    /// <summary>
    /// Checks count floats from the bit pattern first on, and that each keeps the order with the next (the one after the run included).
    /// </summary>
    private static void Run(Function function, Check check, double dip, uint first, uint count)
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
                if (wrong is null && !newSign && (negative ? y[lane] > previous : y[lane] < previous)
                    && Math.Abs((double)y[lane] - previous) > dip * Ulp(previous))
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
