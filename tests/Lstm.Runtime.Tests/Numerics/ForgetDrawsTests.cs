using System;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;
using Xunit;

namespace Lstm.Tests;

/// <summary>
/// The draws of the stochastic forget gate: the definition, word by word; the stream's place in a state; and that they look uniform.
/// </summary>
public sealed class ForgetDrawsTests
{
    private const float Canary = 5f;

    [Fact]
    public void Draws_follow_their_definition()
    {
        ulong[] seeds = [0, 1, 0x0123456789ABCDEF, ulong.MaxValue, 0x7FA00000_FF812345]; // the last two are signalling NaNs as floats
        ulong[] counters = [0, 5, uint.MaxValue, 1ul << 40, ulong.MaxValue];
        foreach (ulong seed in seeds)
        {
            foreach (ulong counter in counters)
            {
                float[] stream = Stream(seed, counter);
                foreach (nint position in new nint[] { 0, 1, 1000 })
                {
                    for (int blocks = 1; blocks <= 19; blocks++)
                    {
                        AssertDefinition(stream, seed, counter + (ulong)position, position, cell: blocks % 5, blocks);
                    }
                }

                Assert.Equal(Words(Stream(seed, counter)), Words(stream));
            }
        }
    }

    [Fact]
    public void Seed_sets_the_key_and_clears_the_counter()
    {
        float[] stream = Stream(3, 99);
        ForgetDraws.Seed(ref stream[0], 0xFFC00001_7F800001);
        Assert.Equal([0x7F800001u, 0xFFC00001u, 0u, 0u], Words(stream));
    }

    [Fact]
    public void Advance_carries_and_wraps()
    {
        float[] stream = Stream(ulong.MaxValue, uint.MaxValue - 1ul);
        ForgetDraws.Advance(ref stream[0], 3);
        Assert.Equal([uint.MaxValue, uint.MaxValue, 1u, 1u], Words(stream));
        stream = Stream(1, ulong.MaxValue);
        ForgetDraws.Advance(ref stream[0], 1);
        Assert.Equal([1u, 0u, 0u, 0u], Words(stream));
    }

    [Fact]
    public void Advancing_moves_the_position()
    {
        float[] stream = Stream(11, uint.MaxValue - 20ul);
        float[] ahead = Draw(stream, cell: 2, blocks: 3, position: 50);
        ForgetDraws.Advance(ref stream[0], 50);
        Assert.Equal(ahead, Draw(stream, cell: 2, blocks: 3, position: 0));
    }

    [Fact]
    public void Draws_of_one_unit_are_uniform()
    {
        const int Steps = 20_000;
        const int Blocks = 4;
        float[] stream = Stream(2024, 0);
        double[] sums = new double[8 * Blocks];
        int[,] tenths = new int[8 * Blocks, 10];
        for (int t = 0; t < Steps; t++)
        {
            float[] draws = Draw(stream, 0, Blocks, t);
            for (int k = 0; k < draws.Length; k++)
            {
                Assert.InRange(draws[k], 1f / (1 << 24), 1 - 1f / (1 << 24));
                sums[k] += draws[k];
                tenths[k, (int)(draws[k] * 10)]++;
            }
        }

        for (int k = 0; k < sums.Length; k++)
        {
            Assert.InRange(sums[k] / Steps, 0.5 - 5 / Math.Sqrt(12.0 * Steps), 0.5 + 5 / Math.Sqrt(12.0 * Steps));
            for (int tenth = 0; tenth < 10; tenth++)
            {
                Assert.InRange(tenths[k, tenth], Steps / 10 - 5 * Math.Sqrt(Steps * 0.09), Steps / 10 + 5 * Math.Sqrt(Steps * 0.09));
            }
        }
    }

    [Fact]
    public void Units_steps_cells_and_seeds_are_uncorrelated()
    {
        const int Steps = 4000;
        float[] stream = Stream(5, 0);
        float[] other = Stream(6, 0);

        // 32 units of one cell, two of another cell, of the step before, and of another seed.
        float[][] rows = [.. Enumerable.Range(0, Steps).Select(t => (float[])
            [
                .. Draw(stream, 0, 4, t + 1),
                .. Draw(stream, 1, 4, t + 1).Take(2),
                .. Draw(stream, 0, 4, t).Take(2),
                .. Draw(other, 0, 4, t + 1).Take(2),
            ])];
        for (int a = 0; a < rows[0].Length; a++)
        {
            for (int b = 0; b < a; b++)
            {
                double correlation = 12 * rows.Average(row => (row[a] - 0.5) * (row[b] - 0.5));
                Assert.True(Math.Abs(correlation) < 5 / Math.Sqrt(Steps), $"columns {a} and {b} correlate by {correlation:F3}");
            }
        }
    }

    /// <summary>
    /// The correlations of the test above reach over 32 units; this over the largest network: of 1,024 draws out of 2^23, a few may be
    /// equal by chance.
    /// </summary>
    [Fact]
    public void No_two_units_share_a_draw()
    {
        for (int step = 0; step < 20; step++)
        {
            int different = Draw(Stream(9, (ulong)step), cell: 3, blocks: 128, position: 0).Distinct().Count();
            Assert.InRange(different, 1022, 1024);
        }
    }

    /// <summary>The definition of docs/numerics.md, one unit at a time.</summary>
    private static void AssertDefinition(float[] stream, ulong seed, ulong step, nint position, int cell, int blocks)
    {
        float[] draws = Draw(stream, cell, blocks, position);
        for (int k = 0; k < draws.Length; k++)
        {
            (uint w0, uint w1, uint w2, uint w3) = Philox.Block(
                (uint)step, (uint)(step >> 32), (uint)(8 * (k / 32) + k % 8), (uint)cell, (uint)seed, (uint)(seed >> 32));
            uint word = new[] { w0, w1, w2, w3 }[k / 8 % 4];
            Assert.Equal(((word >> 9) + 0.5) / (1 << 23), draws[k]);
        }
    }

    /// <summary>The draws of a step, with a look at the floats behind them.</summary>
    private static float[] Draw(float[] stream, int cell, int blocks, nint position)
    {
        float[] memory = new float[8 * blocks + 32];
        memory.AsSpan().Fill(Canary);
        ForgetDraws.Fill(ref stream[0], ref memory[0], cell, blocks, position);
        Assert.False(memory.AsSpan(8 * blocks).ContainsAnyExcept(Canary));
        return memory[..(8 * blocks)];
    }

    private static float[] Stream(ulong seed, ulong counter)
    {
        float[] stream = new float[4];
        uint[] words = [(uint)seed, (uint)(seed >> 32), (uint)counter, (uint)(counter >> 32)];
        Buffer.BlockCopy(words, 0, stream, 0, 16);
        return stream;
    }

    private static uint[] Words(float[] stream) => [.. Enumerable.Range(0, 4).Select(i => Unsafe.As<float, uint>(ref stream[i]))];
}
