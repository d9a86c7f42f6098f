using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>The integer arithmetic of networks in quantized precision: equal results on every instruction set. Called by generated code.</summary>
/// <remarks>The weights' packing keeps every sum within 32 bits, in whatever order its products are added: nothing here saturates or wraps.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class QuantizedSums
{
    // 1.5 * 2^23: a float of that size has steps of 1, and its lowest bits are the integer that was added to it, in two's complement.
    private const float Shift = 12582912f;

    /// <summary>Rounds values to integers of 16 bits, to nearest and from a tie to even.</summary>
    /// <remarks>
    /// A hidden state of sigmoid and tanh lies in [-1, 1], where its integers have one scale for good. One that leaves it (a start state may, and other functions
    /// and projections do) is divided by its largest value, and the sums are multiplied by that.
    /// </remarks>
    /// <param name="values">The first value.</param>
    /// <param name="integers">The first of as many integers, two in an element; written in whole vectors of eight, with anything beyond the last.</param>
    /// <param name="count">How many values.</param>
    /// <param name="scale">The integer that stands for 1, in eight lanes, and behind it the scales of the sums.</param>
    /// <param name="scaled">Memory for as many scales of sums.</param>
    /// <param name="sums">How many sums: a multiple of 8.</param>
    /// <returns>
    /// What the sums of products are to be multiplied by: the scales of the sums or, where a value leaves [-1, 1], others in memory. With a NaN among the values
    /// they are NaN, as all sums would be.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ref float Round(ref float values, ref int integers, int count, ref float scale, ref float scaled, int sums)
    {
        ref float scales = ref Unsafe.Add(ref scale, Lanes);
        if (RoundAll(ref values, ref integers, count, scale, scale))
        {
            return ref scales;
        }

        // No number, or the largest of all: an infinity is as large as a number can be, and not lost.
        float largest = Math.Min(LargestOf(ref values, count), float.MaxValue);
        RoundAll(ref values, ref integers, count, scale / largest, scale);
        for (nuint n = 0; n < (nuint)sums; n += Lanes)
        {
            (Vector256.LoadUnsafe(ref scales, n) * largest).StoreUnsafe(ref scaled, n);
        }

        return ref scaled;
    }

    /// <summary>Adds to each sum the products of a pair of weights and a pair of values.</summary>
    /// <param name="sum">Eight sums.</param>
    /// <param name="weights">Eight pairs of weights.</param>
    /// <param name="pair">A pair of values, eight times.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<short> weights, Vector256<short> pair)
    {
        // The weights last: there an instruction takes them from memory.
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sum, pair, weights);
        }

        return Avx2.IsSupported
            ? sum + Avx2.MultiplyAddAdjacent(pair, weights)
            : sum + Vector256.Create(Products(weights.GetLower(), pair.GetLower()), Products(weights.GetUpper(), pair.GetUpper()));
    }

    /// <summary>Adds to each sum the products of a pair of weights of 8 bits and a pair of values.</summary>
    /// <param name="sum">Eight sums.</param>
    /// <param name="weights">Eight pairs of weights.</param>
    /// <param name="pair">A pair of values, eight times.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector128<sbyte> weights, Vector256<short> pair) => Add(
        sum,
        Avx2.IsSupported ? Avx2.ConvertToVector256Int16(weights) : Vector256.Create(Vector128.WidenLower(weights), Vector128.WidenUpper(weights)),
        pair);

    /// <summary>Rounds all values times a scale.</summary>
    /// <returns>Whether all of them lie in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool RoundAll(ref float values, ref int integers, int count, float scale, float limit)
    {
        ref short target = ref Unsafe.As<int, short>(ref integers);
        Vector256<float> small = Vector256<float>.AllBitsSet;
        nuint n = 0;
        for (; n + Lanes <= (nuint)count; n += Lanes)
        {
            Vector256<float> value = Vector256.LoadUnsafe(ref values, n);
            small &= Vector256.LessThanOrEqual(Vector256.Abs(value), Vector256<float>.One);
            Round(value, scale, limit).StoreUnsafe(ref target, n);
        }

        if (n < (nuint)count)
        {
            Vector256<float> value = Last(ref values, n, count);
            small &= Vector256.LessThanOrEqual(Vector256.Abs(value), Vector256<float>.One);
            Round(value, scale, limit).StoreUnsafe(ref target, n);
        }

        return Vector256.EqualsAll(small.AsInt32(), Vector256<int>.AllBitsSet);
    }

    /// <summary>The largest magnitude, or NaN when there is one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float LargestOf(ref float values, int count)
    {
        float largest = 0;
        for (int n = 0; n < count; n++)
        {
            largest = Math.Max(largest, Math.Abs(Unsafe.Add(ref values, n)));
        }

        return largest;
    }

    /// <summary>The last values, fewer than a vector: what stands beyond them is nobody's, and may be no number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Last(ref float values, nuint n, int count) =>
        Vector256.LoadUnsafe(ref values, n) & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count - (int)n)).AsSingle();

    // The limits, the integer of 1, are for what is infinite: sums are bounded for no larger ones. A NaN has some integer, which its sum's scale makes a NaN again.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Round(Vector256<float> value, float scale, float limit)
    {
        Vector256<float> limited = Vector256.MinNative(Vector256.Create(limit), Vector256.MaxNative(Vector256.Create(-limit), value * scale));
        Vector256<int> bits = (limited + Vector256.Create(Shift)).AsInt32();
        return Vector128.Narrow(bits.GetLower(), bits.GetUpper());
    }

    /// <summary>Four sums of the products of a pair of weights and a pair of values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Products(Vector128<short> weights, Vector128<short> pair)
    {
        if (Sse2.IsSupported)
        {
            return Sse2.MultiplyAddAdjacent(weights, pair);
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            return AdvSimd.Arm64.AddPairwise(
                AdvSimd.MultiplyWideningLower(weights.GetLower(), pair.GetLower()), AdvSimd.MultiplyWideningUpper(weights, pair));
        }

        // Both halves of an element with their signs: which of them is the first of its pair does not matter.
        Vector128<int> first = (weights.AsInt32() << 16 >> 16) * (pair.AsInt32() << 16 >> 16);
        Vector128<int> second = (weights.AsInt32() >> 16) * (pair.AsInt32() >> 16);
        return first + second;
    }
}
