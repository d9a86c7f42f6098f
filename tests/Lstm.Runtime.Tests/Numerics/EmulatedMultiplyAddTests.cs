using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>The emulated fused multiply-add has the bits of the real one, for every kind of number.</summary>
public sealed class EmulatedMultiplyAddTests
{
    private static readonly float[] s_directed =
    [
        0f, -0f, 1f, -1f, 0.5f, 3f, 1 / 3f, float.Epsilon, -float.Epsilon, 3 * float.Epsilon, 1.17549435e-38f, 1.17549421e-38f,
        -1.17549421e-38f, 2.3509887e-38f,
        float.MaxValue, -float.MaxValue, float.MaxValue / 2, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1.00000012f,
        0.99999994f, 16777217f,
        8388608.5f, 1e-20f, -1e-20f, 1e20f, 1e-30f, 1e-19f, 1.0842022e-19f,
    ];

    [Fact]
    public void All_triples_of_special_values()
    {
        foreach (float a in s_directed)
        {
            foreach (float b in s_directed)
            {
                foreach (float c in s_directed)
                {
                    Check(a, b, c);
                }
            }
        }
    }

    /// <summary>Bit patterns by chance: every exponent, subnormals, infinities and NaN among them.</summary>
    [Fact]
    public void Random_bits()
    {
        var random = new Random(1);
        float[] values = new float[12 * 4096];
        for (int round = 0; round < 200; round++)
        {
            random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
            CheckAll(values);
        }
    }

    /// <summary>Factors whose product is near the addend's size, or just below its last place, where a sum is rounded.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-100)]
    [InlineData(-126)]
    [InlineData(-140)]
    [InlineData(100)]
    public void Sums_around_the_last_place(int exponent)
    {
        var random = new Random(exponent);
        float[] values = new float[12 * 4096];
        for (int round = 0; round < 40; round++)
        {
            for (int i = 0; i < values.Length; i += 12)
            {
                for (int lane = 0; lane < 4; lane++)
                {
                    int down = random.Next(-2, 60);
                    int share = random.Next(-20, 20);
                    values[i + lane] = Number(random, exponent / 2 - down + share);
                    values[i + 4 + lane] = Number(random, exponent - exponent / 2 - share);
                    values[i + 8 + lane] = Number(random, exponent);
                }
            }

            CheckAll(values);
        }
    }

    /// <summary>
    /// Sums that lie a hair beside the middle of two floats, so that the rounding to double puts them there: c + half a last place · (1 ±
    /// 2^-k), which plain rounding in two steps gets wrong.
    /// </summary>
    [Fact]
    public void Sums_beside_the_middle_of_two_floats()
    {
        var random = new Random(3);
        int wrongWithoutCorrection = 0;
        for (int i = 0; i < 300_000; i++)
        {
            int exponent = random.Next(-148, 126);
            float c = Number(random, exponent);
            float half = MathF.ScaleB(1, Math.Max(exponent, -126) - 24);
            int scale = random.Next(-40, 40);

            // (1 + d)(1 - d) = 1 - d², and (1 + d)² = 1 + 2d + d²: the products that differ from a power of two least.
            float d = MathF.ScaleB(1, -random.Next(12, 24));
            float a = MathF.ScaleB(half, 60 - scale) * (random.Next(2) == 0 ? 1 + d : 1);
            float b = MathF.ScaleB(1, scale - 60) * (random.Next(2) == 0 ? 1 - d : 1 + d);
            a = random.Next(2) == 0 ? a : -a;
            Check(a, b, c);
            float twice = (float)((double)a * b + c);
            wrongWithoutCorrection += Bits.Equal(twice, MathF.FusedMultiplyAdd(a, b, c)) ? 0 : 1;
        }

        Assert.True(wrongWithoutCorrection > 1000, $"only {wrongWithoutCorrection} cases need the correction");
    }

    /// <summary>The walk over rows, with the sums kept as doubles, does the same.</summary>
    [Theory]
    [InlineData(8, 1)]
    [InlineData(24, 1)]
    [InlineData(64, 1)]
    [InlineData(32, 2)]
    public void Tiles(int columns, int every)
    {
        var random = new Random(columns);
        for (int round = 0; round < 2000; round++)
        {
            int count = random.Next(1, 9);
            int exponent = round % 2 == 0 ? 0 : random.Next(-140, 120);
            float[] rows = new float[count * columns];
            float[] values = new float[count];
            float[] sums = new float[columns];
            Fill(random, rows, round, exponent / 2);
            Fill(random, values, round, exponent - exponent / 2);
            Fill(random, sums, round, exponent);
            float[] expected = (float[])sums.Clone();
            for (int k = 0; k < count; k += every)
            {
                for (int j = 0; j < columns; j++)
                {
                    expected[j] = MathF.FusedMultiplyAdd(rows[k * columns + j], values[k], expected[j]);
                }
            }

            float[] emulated = (float[])sums.Clone();
            EmulatedTileSums.Add(ref rows[0], columns * every, ref values[0], count, ref emulated[0], columns, every);
            float[] scalar = (float[])sums.Clone();
            ScalarMultiplyAdd.Add(ref rows[0], columns * every, ref values[0], count, ref scalar[0], columns, every);
            TileSums.Add(ref rows[0], columns, ref values[0], count, ref sums[0], columns, every);

            for (int j = 0; j < columns; j++)
            {
                Same(expected[j], emulated[j], $"emulated sum {j}");
                Same(expected[j], scalar[j], $"sum {j}, one by one");
                Same(expected[j], sums[j], $"sum {j}");
            }
        }
    }

    private static void Fill(Random random, float[] values, int round, int exponent)
    {
        for (int i = 0; i < values.Length; i++)
        {
            // One value in some is anything, zero, or a power of two.
            values[i] = random.Next(20) switch
            {
                0 when round % 3 == 0 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
                1 => 0,
                2 => MathF.ScaleB(1, exponent),
                _ => Number(random, exponent - random.Next(0, 24)),
            };
        }
    }

    private static float Number(Random random, int exponent) =>
        (random.Next(2) == 0 ? 1 : -1) * MathF.ScaleB(1 + random.NextSingle(), exponent);

    private static void CheckAll(float[] values)
    {
        for (int i = 0; i < values.Length; i += 12)
        {
            Vector128<float> a = Vector128.Create(values, i);
            Vector128<float> b = Vector128.Create(values, i + 4);
            Vector128<float> c = Vector128.Create(values, i + 8);
            Vector128<float> found = EmulatedMultiplyAdd.Of(a, b, c);
            Vector128<float> scalar = ScalarMultiplyAdd.Of(a, b, c);
            for (int lane = 0; lane < 4; lane++)
            {
                float expected = MathF.FusedMultiplyAdd(a[lane], b[lane], c[lane]);
                if (Bits.Canonical(expected) != Bits.Canonical(found[lane]) || Bits.Canonical(expected) != Bits.Canonical(scalar[lane]))
                {
                    Same(expected, found[lane], $"{a[lane]:G9} * {b[lane]:G9} + {c[lane]:G9}");
                    Same(expected, scalar[lane], $"one by one, {a[lane]:G9} * {b[lane]:G9} + {c[lane]:G9}");
                }
            }
        }
    }

    private static void Check(float a, float b, float c)
    {
        Vector128<float> found = EmulatedMultiplyAdd.Of(Vector128.Create(a), Vector128.Create(b), Vector128.Create(c));
        for (int lane = 0; lane < 4; lane++)
        {
            Same(MathF.FusedMultiplyAdd(a, b, c), found[lane], $"{a:G9} * {b:G9} + {c:G9}");
        }

        Same(MathF.FusedMultiplyAdd(a, b, c), ScalarMultiplyAdd.Of(a, b, c), $"one by one, {a:G9} * {b:G9} + {c:G9}");
    }

    private static void Same(float expected, float found, string what) => Assert.True(
        Bits.Canonical(expected) == Bits.Canonical(found),
        $"{what}: expected {expected:G9}, found {found:G9}");
}
