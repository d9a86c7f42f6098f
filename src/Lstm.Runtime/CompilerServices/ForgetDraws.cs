using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>The random numbers of a stochastic forget gate, one for each unit and step. Called by generated code.</summary>
/// <remarks>
/// <para>
/// A random stream takes the place of four floats in a state, as four 32-bit words: key low, key high (the seed), counter low, counter high
/// (the number of steps taken). A stream of zeros is valid. The words are never used as floats, because that could change their bits.
/// </para>
/// <para>
/// The random number of unit k of cell n at step t depends on the key, t, n and k only (<see cref="Philox"/>). A copy of a state therefore
/// repeats the same numbers, a sequence can be processed in either direction, and streams with different seeds are independent:
/// </para>
/// <code>words = Philox(counter: [t low, t high, 8·(k / 32) + k % 8, n], key: [seed low, seed high])
/// u = (words[k / 8 % 4] / 2^9 + 1/2) · 2^-23, which is never 0 and never 1</code>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ForgetDraws
{
    // Eight counters in parallel give four words each: the numbers for four blocks of eight units. Saved states depend on this value.
    private const int BlocksPerCounters = 4;

    /// <summary>Writes the random numbers of all units of one cell for one step.</summary>
    /// <param name="random">The random stream; not changed.</param>
    /// <param name="draws">Receives blocks · 8 floats, each in (0, 1) and a multiple of 2^-24.</param>
    /// <param name="cell">The cell's number: layer · directions + direction.</param>
    /// <param name="blocks">The number of blocks of eight units.</param>
    /// <param name="position">The step's position relative to the stream's counter.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Fill(ref float random, ref float draws, int cell, int blocks, nint position)
    {
        ref uint words = ref Unsafe.As<float, uint>(ref random);
        uint keyLow = words;
        uint keyHigh = Unsafe.Add(ref words, 1);
        ulong step = Counter(ref words) + (ulong)position;
        for (int block = 0; block < blocks; block += BlocksPerCounters)
        {
            uint first = (uint)(block / BlocksPerCounters * Lanes);
            (Vector256<uint> word0, Vector256<uint> word1, Vector256<uint> word2, Vector256<uint> word3) =
                Philox.Blocks((uint)step, (uint)(step >> 32), first, (uint)cell, keyLow, keyHigh);

            ref float target = ref Unsafe.Add(ref draws, block * Lanes);
            int left = blocks - block;
            Uniform(word0).StoreUnsafe(ref target);
            if (left > 1)
            {
                Uniform(word1).StoreUnsafe(ref target, Lanes);
            }

            if (left > 2)
            {
                Uniform(word2).StoreUnsafe(ref target, 2 * Lanes);
            }

            if (left > 3)
            {
                Uniform(word3).StoreUnsafe(ref target, 3 * Lanes);
            }
        }
    }

    /// <summary>Writes the random numbers of all units of one cell for one step of eight streams, one in each lane.</summary>
    /// <param name="random">The random streams, [4 words, 8 streams]; not changed.</param>
    /// <param name="draws">Receives the numbers, [units, 8 streams].</param>
    /// <param name="cell">The cell's number: layer · directions + direction.</param>
    /// <param name="units">The number of units.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void FillStreams(ref float random, ref float draws, int cell, int units)
    {
        ref uint words = ref Unsafe.As<float, uint>(ref random);
        Vector256<uint> keyLow = Vector256.LoadUnsafe(ref words);
        Vector256<uint> keyHigh = Vector256.LoadUnsafe(ref words, Lanes);
        Vector256<uint> stepLow = Vector256.LoadUnsafe(ref words, 2 * Lanes);
        Vector256<uint> stepHigh = Vector256.LoadUnsafe(ref words, 3 * Lanes);
        for (int first = 0; first < units; first += BlocksPerCounters * Lanes)
        {
            for (int unit = first; unit < int.Min(units, first + Lanes); unit++)
            {
                Vector256<uint> counter = Vector256.Create((uint)(first / BlocksPerCounters + unit - first));
                (Vector256<uint> word0, Vector256<uint> word1, Vector256<uint> word2, Vector256<uint> word3) =
                    Philox.Blocks(stepLow, stepHigh, counter, Vector256.Create((uint)cell), keyLow, keyHigh);

                ref float target = ref Unsafe.Add(ref draws, unit * Lanes);
                Uniform(word0).StoreUnsafe(ref target);
                if (unit + Lanes < units)
                {
                    Uniform(word1).StoreUnsafe(ref target, Lanes * Lanes);
                }

                if (unit + 2 * Lanes < units)
                {
                    Uniform(word2).StoreUnsafe(ref target, 2 * Lanes * Lanes);
                }

                if (unit + 3 * Lanes < units)
                {
                    Uniform(word3).StoreUnsafe(ref target, 3 * Lanes * Lanes);
                }
            }
        }
    }

    /// <summary>Advances the counters of eight random streams by one step.</summary>
    /// <param name="random">The random streams, [4 words, 8 streams].</param>
    public static void AdvanceStreams(ref float random)
    {
        ref uint low = ref Unsafe.Add(ref Unsafe.As<float, uint>(ref random), 2 * Lanes);
        Vector256<uint> next = Vector256.LoadUnsafe(ref low) + Vector256<uint>.One;

        // A lane that is zero now has overflowed. Comparisons set all bits of a lane: the integer -1.
        Vector256<uint> carry = Vector256.Equals(next, Vector256<uint>.Zero);
        next.StoreUnsafe(ref low);
        (Vector256.LoadUnsafe(ref low, Lanes) - carry).StoreUnsafe(ref low, Lanes);
    }

    /// <summary>Advances the counter of a random stream.</summary>
    /// <param name="random">The random stream.</param>
    /// <param name="steps">The number of steps taken.</param>
    public static void Advance(ref float random, nint steps)
    {
        ref uint words = ref Unsafe.As<float, uint>(ref random);
        ulong counter = Counter(ref words) + (ulong)steps;
        Unsafe.Add(ref words, 2) = (uint)counter;
        Unsafe.Add(ref words, 3) = (uint)(counter >> 32);
    }

    /// <summary>Starts a random stream: sets its key, and its counter to 0.</summary>
    /// <param name="random">The random stream.</param>
    /// <param name="seed">The key. Different keys give independent streams.</param>
    public static void Seed(ref float random, ulong seed)
    {
        ref uint words = ref Unsafe.As<float, uint>(ref random);
        words = (uint)seed;
        Unsafe.Add(ref words, 1) = (uint)(seed >> 32);
        Unsafe.Add(ref words, 2) = 0;
        Unsafe.Add(ref words, 3) = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Counter(ref uint words) => Unsafe.Add(ref words, 2) | (ulong)Unsafe.Add(ref words, 3) << 32;

    /// <summary>
    /// Returns (word / 2^9 + 1/2) · 2^-23: the upper 23 bits become the fraction of a number in [1, 2), from which 1 - 2^-24 is
    /// subtracted. Exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Uniform(Vector256<uint> word) =>
        (word >>> 9 | Vector256.Create(0x3F800000u)).AsSingle() - Vector256.Create(1f - 1f / 16777216f);
}
