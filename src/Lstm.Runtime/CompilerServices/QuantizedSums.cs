using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Lstm.Shared;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>The integer arithmetic of quantized networks, with equal results on every instruction set. Called by generated code.</summary>
/// <remarks>
/// The packed weights keep every sum within 32 bits, for every order of its products. Nothing here saturates or wraps.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class QuantizedSums
{
    // 1.5 * 2^23: floats of that size have a spacing of 1. An integer added to it appears in the lowest bits, in two's complement.
    private const float Shift = 12582912f;

    /// <summary>Rounds values to 16-bit integers, to nearest with ties to even.</summary>
    /// <remarks>
    /// The hidden states of an LSTM with sigmoid and tanh are in [-1, 1] and have a constant scale. If a value is outside (possible with an
    /// initial state, other activations or a projection), the values are divided by the largest magnitude, and the scales of the sums are
    /// multiplied by it.
    /// </remarks>
    /// <param name="values">The first value.</param>
    /// <param name="integers">
    /// Receives the integers, two in each element, in whole vectors of eight. The content after the last integer is undefined.
    /// </param>
    /// <param name="count">The number of values.</param>
    /// <param name="scale">The integer that represents 1, in eight lanes, followed by the scales of the sums.</param>
    /// <param name="scaled">Memory for changed scales of the sums.</param>
    /// <param name="sums">The number of sums, a multiple of 8.</param>
    /// <returns>
    /// The factors for the sums of products: the constant scales or, if a value is outside [-1, 1], those in <paramref name="scaled"/>. If
    /// a value is NaN, they are all NaN, and so are all sums.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ref float Round(ref float values, ref int integers, int count, ref float scale, ref float scaled, int sums)
    {
        ref float scales = ref Unsafe.Add(ref scale, Lanes);
        if (RoundAll(ref values, ref integers, count, scale, scale))
        {
            return ref scales;
        }

        // NaN stays NaN. Infinity becomes the largest float, so that the result stays meaningful.
        float largest = Math.Min(LargestOf(ref values, count), float.MaxValue);
        RoundAll(ref values, ref integers, count, scale / largest, scale);
        for (nuint n = 0; n < (nuint)sums; n += Lanes)
        {
            (Vector256.LoadUnsafe(ref scales, n) * largest).StoreUnsafe(ref scaled, n);
        }

        return ref scaled;
    }

    /// <summary>
    /// Rounds the values of eight streams, one in each lane, as
    /// <see cref="Round(ref float, ref int, int, ref float, ref float, int)"/> does for one.
    /// </summary>
    /// <param name="values">The first value of each stream, [count, 8 streams].</param>
    /// <param name="integers">Receives the integers, two in each element, [pairs, 8 streams]. An odd count is filled up with zero.</param>
    /// <param name="count">The number of values of a stream.</param>
    /// <param name="scale">The integer that represents 1.</param>
    /// <returns>
    /// The factors of the scales of the sums: 1 or, in a stream with a value outside [-1, 1], the largest magnitude. NaN if a value is NaN.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector256<float> RoundStreams(ref float values, ref int integers, int count, float scale)
    {
        Vector256<float> limit = Vector256.Create(scale);
        Vector256<float> small = RoundStreams(ref values, ref integers, count, limit, limit);
        if (Vector256.EqualsAll(small.AsInt32(), Vector256<int>.AllBitsSet))
        {
            return Vector256<float>.One;
        }

        Vector256<float> largest = Vector256<float>.Zero;
        for (nuint n = 0; n < (nuint)(count * Lanes); n += Lanes)
        {
            largest = Vector256.Max(largest, Vector256.Abs(Vector256.LoadUnsafe(ref values, n)));
        }

        largest = Vector256.Min(largest, Vector256.Create(float.MaxValue));
        largest = Vector256.ConditionalSelect(small, Vector256<float>.One, largest);
        RoundStreams(ref values, ref integers, count, limit / largest, limit);
        return largest;
    }

    /// <summary>Rounds inputs of any magnitude to 16-bit integers, as multiples of the largest one.</summary>
    /// <param name="values">The first input.</param>
    /// <param name="factors">
    /// The factors of the inputs, in whole vectors: powers of two up to 1, so that products are exact, or zero. The weights are divided by
    /// them.
    /// </param>
    /// <param name="integers">
    /// Receives the integers, two in each element, in whole vectors of eight. The content after the last integer is undefined.
    /// </param>
    /// <param name="count">The number of inputs.</param>
    /// <param name="scale">The integer of the largest input, in eight lanes, followed by the scales of the sums.</param>
    /// <param name="scaled">Memory for the scales of the sums of this step.</param>
    /// <param name="sums">The number of sums, a multiple of 8.</param>
    /// <returns>
    /// The factors for the sums of products, in <paramref name="scaled"/>. An infinite input makes every sum infinite, with the sign of its
    /// weight, or NaN if its weight is zero. NaN, or more than one infinite input, makes every sum NaN.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ref float RoundInputs(
        ref float values, ref float factors, ref int integers, int count, ref float scale, ref float scaled, int sums)
    {
        float largest = LargestOf(ref values, ref factors, count);
        ref float scales = ref Unsafe.Add(ref scale, Lanes);
        ref short target = ref Unsafe.As<int, short>(ref integers);
        if (float.IsFinite(largest))
        {
            float multiple = scale / largest;
            nuint n = 0;
            for (; n + Lanes <= (nuint)count; n += Lanes)
            {
                Round(Vector256.LoadUnsafe(ref values, n) * Vector256.LoadUnsafe(ref factors, n), multiple, scale)
                    .StoreUnsafe(ref target, n);
            }

            if (n < (nuint)count)
            {
                Round(Last(ref values, n, count) * Vector256.LoadUnsafe(ref factors, n), multiple, scale).StoreUnsafe(ref target, n);
            }
        }
        else
        {
            largest = RoundInfinite(ref values, valueStride: 1, ref target, pairStride: 2, count);
        }

        for (nuint n = 0; n < (nuint)sums; n += Lanes)
        {
            (Vector256.LoadUnsafe(ref scales, n) * largest).StoreUnsafe(ref scaled, n);
        }

        return ref scaled;
    }

    /// <summary>
    /// Rounds the inputs of eight streams, one in each lane, as
    /// <see cref="RoundInputs(ref float, ref float, ref int, int, ref float, ref float, int)"/> does for one.
    /// </summary>
    /// <param name="values">The first input of each stream, [count, 8 streams].</param>
    /// <param name="factors">The factors of the inputs.</param>
    /// <param name="integers">Receives the integers, two in each element, [pairs, 8 streams]. An odd count is filled up with zero.</param>
    /// <param name="count">The number of inputs of a stream.</param>
    /// <param name="scale">The integer of the largest input.</param>
    /// <returns>The factors of the scales of the sums: the largest magnitude, infinity or NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector256<float> RoundStreamsOfInputs(
        ref float values, ref float factors, ref int integers, int count, float scale)
    {
        Vector256<int> bits = Vector256.Create(QuantizedShape.SmallestInput).AsInt32();
        for (nint k = 0; k < count; k++)
        {
            bits = Vector256.Max(bits, MagnitudesOf(Vector256.LoadUnsafe(ref values, (nuint)(k * Lanes)) * Unsafe.Add(ref factors, k)));
        }

        Vector256<float> largest = bits.AsSingle();
        Vector256<float> limit = Vector256.Create(scale);
        Vector256<float> multiple = limit / largest;
        for (nint k = 0; k < count; k += 2)
        {
            ref float pair = ref Unsafe.Add(ref values, k * Lanes);
            Vector256<float> first = Vector256.LoadUnsafe(ref pair) * Unsafe.Add(ref factors, k);
            Vector256<float> second =
                k + 1 < count ? Vector256.LoadUnsafe(ref pair, Lanes) * Unsafe.Add(ref factors, k + 1) : Vector256<float>.Zero;
            Vector256<int> low = Shifted(first, multiple, limit) & Vector256.Create(0xFFFF);
            (low | Shifted(second, multiple, limit) << 16).StoreUnsafe(ref integers, (nuint)(k / 2 * Lanes));
        }

        for (int stream = 0; stream < Lanes; stream++)
        {
            if (!float.IsFinite(largest[stream]))
            {
                ref short target = ref Unsafe.As<int, short>(ref Unsafe.Add(ref integers, stream));
                float factor = RoundInfinite(ref Unsafe.Add(ref values, stream), Lanes, ref target, pairStride: 2 * Lanes, count);
                largest = largest.WithElement(stream, factor);
            }
        }

        return largest;
    }

    /// <summary>Adds the two products of a pair of weights and a pair of values to each sum.</summary>
    /// <param name="sum">Eight sums.</param>
    /// <param name="weights">Eight pairs of weights.</param>
    /// <param name="pair">One pair of values, repeated eight times.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector256<short> weights, Vector256<short> pair)
    {
        // The weights are the last operand, because the instruction can read that operand from memory.
        if (AvxVnni.IsSupported)
        {
            return AvxVnni.MultiplyWideningAndAdd(sum, pair, weights);
        }

        return Avx2.IsSupported
            ? sum + Avx2.MultiplyAddAdjacent(pair, weights)
            : sum + Vector256.Create(Products(weights.GetLower(), pair.GetLower()), Products(weights.GetUpper(), pair.GetUpper()));
    }

    /// <summary>Does the same for sixteen sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Add(Vector512<int> sum, Vector512<short> weights, Vector512<short> pair) => Avx512BW.IsSupported
        ? sum + Avx512BW.MultiplyAddAdjacent(weights, pair)
        : Vector512.Create(
            Add(sum.GetLower(), weights.GetLower(), pair.GetLower()), Add(sum.GetUpper(), weights.GetUpper(), pair.GetUpper()));

    /// <summary>Adds the two products of a pair of 8-bit weights and a pair of values to each sum.</summary>
    /// <param name="sum">Eight sums.</param>
    /// <param name="weights">Eight pairs of weights.</param>
    /// <param name="pair">One pair of values, repeated eight times.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Add(Vector256<int> sum, Vector128<sbyte> weights, Vector256<short> pair) => Add(
        sum,
        Avx2.IsSupported
            ? Avx2.ConvertToVector256Int16(weights)
            : Vector256.Create(Vector128.WidenLower(weights), Vector128.WidenUpper(weights)),
        pair);

    /// <summary>Multiplies all values by a scale and rounds them.</summary>
    /// <returns>Whether all values are in [-1, 1].</returns>
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

    /// <summary>Multiplies all values of eight streams by scales and rounds them.</summary>
    /// <returns>For each stream, whether all its values are in [-1, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> RoundStreams(
        ref float values, ref int integers, int count, Vector256<float> scale, Vector256<float> limit)
    {
        Vector256<float> small = Vector256<float>.AllBitsSet;
        nuint end = (nuint)(count * Lanes);
        for (nuint n = 0; n < end; n += 2 * Lanes)
        {
            Vector256<float> first = Vector256.LoadUnsafe(ref values, n);
            Vector256<float> second = n + Lanes < end ? Vector256.LoadUnsafe(ref values, n + Lanes) : Vector256<float>.Zero;
            small &= Vector256.LessThanOrEqual(Vector256.Abs(first), Vector256<float>.One);
            small &= Vector256.LessThanOrEqual(Vector256.Abs(second), Vector256<float>.One);
            Vector256<int> low = Shifted(first, scale, limit) & Vector256.Create(0xFFFF);
            (low | Shifted(second, scale, limit) << 16).StoreUnsafe(ref integers, n / 2);
        }

        return small;
    }

    /// <summary>Returns the largest magnitude, or NaN if a value is NaN.</summary>
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

    /// <summary>
    /// Returns the largest magnitude of a value times its factor, but no less than the smallest divisor. It is NaN if a value is NaN,
    /// otherwise infinite if one is.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float LargestOf(ref float values, ref float factors, int count)
    {
        Vector256<int> bits = Vector256.Create(QuantizedShape.SmallestInput).AsInt32();
        nuint n = 0;
        for (; n + Lanes <= (nuint)count; n += Lanes)
        {
            bits = Vector256.Max(bits, MagnitudesOf(Vector256.LoadUnsafe(ref values, n) * Vector256.LoadUnsafe(ref factors, n)));
        }

        if (n < (nuint)count)
        {
            bits = Vector256.Max(bits, MagnitudesOf(Last(ref values, n, count) * Vector256.LoadUnsafe(ref factors, n)));
        }

        Vector128<int> half = Vector128.Max(bits.GetLower(), bits.GetUpper());
        half = Vector128.Max(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 0, 1)));
        return BitConverter.Int32BitsToSingle(Math.Max(half[0], half[1]));
    }

    /// <summary>
    /// Returns the bits of magnitudes. As integers they have the order of the magnitudes, with infinity and then NaN above all numbers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> MagnitudesOf(Vector256<float> values) => Vector256.Abs(values).AsInt32();

    /// <summary>
    /// Makes an infinite value 1 or -1 and all others zero, so that a sum of products is the weight of the infinite value.
    /// </summary>
    /// <returns>The factor of the sums: infinity, or NaN if there is a NaN or more than one infinite value.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float RoundInfinite(ref float values, int valueStride, ref short integers, int pairStride, int count)
    {
        int infinite = 0;
        float factor = float.PositiveInfinity;
        for (int k = 0; k < count; k++)
        {
            float value = Unsafe.Add(ref values, k * valueStride);
            Unsafe.Add(ref integers, k / 2 * pairStride + k % 2) = (short)(float.IsInfinity(value) ? MathF.Sign(value) : 0);
            infinite += float.IsInfinity(value) ? 1 : 0;
            factor = float.IsNaN(value) || infinite > 1 ? float.NaN : factor;
        }

        return factor;
    }

    /// <summary>
    /// Loads the last, partial vector. The memory after the last value may contain anything, including NaN, and is masked out.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Last(ref float values, nuint n, int count) =>
        Vector256.LoadUnsafe(ref values, n) & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count - (int)n)).AsSingle();

    // Infinite values are limited to the integer of 1, because the bound of the sums assumes no larger integers. A NaN is rounded to some
    // integer; the NaN scale then makes its sums NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Round(Vector256<float> value, float scale, float limit)
    {
        Vector256<int> bits = Shifted(value, Vector256.Create(scale), Vector256.Create(limit));
        return Vector128.Narrow(bits.GetLower(), bits.GetUpper());
    }

    /// <summary>Returns integers in the lower 16 bits of each element. The upper bits are undefined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Shifted(Vector256<float> value, Vector256<float> scale, Vector256<float> limit)
    {
        Vector256<float> limited = Vector256.MinNative(limit, Vector256.MaxNative(-limit, value * scale));
        return (limited + Vector256.Create(Shift)).AsInt32();
    }

    /// <summary>Returns four sums, each of the two products of a pair of weights and a pair of values.</summary>
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

        // Sign-extends both halves of each element. Their order does not matter, because the products are added.
        Vector128<int> first = (weights.AsInt32() << 16 >> 16) * (pair.AsInt32() << 16 >> 16);
        Vector128<int> second = (weights.AsInt32() >> 16) * (pair.AsInt32() >> 16);
        return first + second;
    }
}
