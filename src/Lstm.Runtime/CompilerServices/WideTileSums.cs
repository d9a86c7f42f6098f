using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>Computes the sums of a tile of a quantized network in vectors of sixteen or eight sums.</summary>
/// <remarks>
/// Sixteen weights of 8 bits take one instruction to widen, and thirty-two take one too. So with AVX-512 these weights are read twice as
/// fast. Weights of 16 bits are limited by the second-level cache and gain nothing. Columns are in vectors of eight; two of them are a
/// vector of 512 bits.
/// </remarks>
internal static class WideTileSums
{
    /// <summary>Computes sum = fma(products, scale, start). The parameters are those of <see cref="QuantizedTileSums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add<TWeights>(
        ref byte weights,
        nint rowLength,
        ref int pairs,
        nint count,
        ref float scales,
        ref float start,
        ref float sums,
        int columns)
        where TWeights : struct, IIntegerWeights
    {
        nint rowBytes = rowLength * TWeights.Bytes;
        while (columns > 0)
        {
            int done;
            if (columns >= 12 * Lanes)
            {
                if (Vector512.IsHardwareAccelerated)
                {
                    AddTwelveInSix<TWeights>(ref weights, rowBytes, ref pairs, count, ref scales, ref start, ref sums);
                }
                else
                {
                    AddTwelve<TWeights>(ref weights, rowBytes, ref pairs, count, ref scales, ref start, ref sums);
                }

                done = 12 * Lanes;
            }
            else if (columns >= 8 * Lanes)
            {
                if (Vector512.IsHardwareAccelerated)
                {
                    AddEightInFour<TWeights>(ref weights, rowBytes, ref pairs, count, ref scales, ref start, ref sums);
                }
                else
                {
                    AddEight<TWeights>(ref weights, rowBytes, ref pairs, count, ref scales, ref start, ref sums);
                }

                done = 8 * Lanes;
            }
            else if (columns >= 4 * Lanes)
            {
                AddFour<TWeights>(ref weights, rowBytes, ref pairs, count, ref scales, ref start, ref sums);
                done = 4 * Lanes;
            }
            else
            {
                AddOne<TWeights>(ref weights, rowBytes, ref pairs, count, ref scales, ref start, ref sums);
                done = Lanes;
            }

            columns -= done;
            weights = ref Unsafe.Add(ref weights, 2 * done * TWeights.Bytes);
            scales = ref Unsafe.Add(ref scales, done);
            start = ref Unsafe.Add(ref start, done);
            sums = ref Unsafe.Add(ref sums, done);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTwelveInSix<TWeights>(
        ref byte row, nint rowBytes, ref int pair, nint count, ref float scales, ref float start, ref float sums)
        where TWeights : struct, IIntegerWeights
    {
        Vector512<int> a = Vector512<int>.Zero, b = a, c = a, d = a, e = a, f = a;
        for (; count > 0; count--)
        {
            Vector512<short> v = Vector512.Create(pair).AsInt16();
            a = QuantizedSums.Add(a, TWeights.LoadWide(ref row), v);
            b = QuantizedSums.Add(b, TWeights.LoadWide(ref Unsafe.Add(ref row, 32 * TWeights.Bytes)), v);
            c = QuantizedSums.Add(c, TWeights.LoadWide(ref Unsafe.Add(ref row, 64 * TWeights.Bytes)), v);
            d = QuantizedSums.Add(d, TWeights.LoadWide(ref Unsafe.Add(ref row, 96 * TWeights.Bytes)), v);
            e = QuantizedSums.Add(e, TWeights.LoadWide(ref Unsafe.Add(ref row, 128 * TWeights.Bytes)), v);
            f = QuantizedSums.Add(f, TWeights.LoadWide(ref Unsafe.Add(ref row, 160 * TWeights.Bytes)), v);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a, 0, ref scales, ref start, ref sums);
        Store(b, 2 * Lanes, ref scales, ref start, ref sums);
        Store(c, 4 * Lanes, ref scales, ref start, ref sums);
        Store(d, 6 * Lanes, ref scales, ref start, ref sums);
        Store(e, 8 * Lanes, ref scales, ref start, ref sums);
        Store(f, 10 * Lanes, ref scales, ref start, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEightInFour<TWeights>(
        ref byte row, nint rowBytes, ref int pair, nint count, ref float scales, ref float start, ref float sums)
        where TWeights : struct, IIntegerWeights
    {
        Vector512<int> a = Vector512<int>.Zero, b = a, c = a, d = a;
        for (; count > 0; count--)
        {
            Vector512<short> v = Vector512.Create(pair).AsInt16();
            a = QuantizedSums.Add(a, TWeights.LoadWide(ref row), v);
            b = QuantizedSums.Add(b, TWeights.LoadWide(ref Unsafe.Add(ref row, 32 * TWeights.Bytes)), v);
            c = QuantizedSums.Add(c, TWeights.LoadWide(ref Unsafe.Add(ref row, 64 * TWeights.Bytes)), v);
            d = QuantizedSums.Add(d, TWeights.LoadWide(ref Unsafe.Add(ref row, 96 * TWeights.Bytes)), v);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a, 0, ref scales, ref start, ref sums);
        Store(b, 2 * Lanes, ref scales, ref start, ref sums);
        Store(c, 4 * Lanes, ref scales, ref start, ref sums);
        Store(d, 6 * Lanes, ref scales, ref start, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddTwelve<TWeights>(
        ref byte row, nint rowBytes, ref int pair, nint count, ref float scales, ref float start, ref float sums)
        where TWeights : struct, IIntegerWeights
    {
        Vector256<int> a = Vector256<int>.Zero, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
        for (; count > 0; count--)
        {
            Vector256<short> v = Vector256.Create(pair).AsInt16();
            a = QuantizedSums.Add(a, TWeights.Load(ref row), v);
            b = QuantizedSums.Add(b, TWeights.Load(ref Unsafe.Add(ref row, 16 * TWeights.Bytes)), v);
            c = QuantizedSums.Add(c, TWeights.Load(ref Unsafe.Add(ref row, 32 * TWeights.Bytes)), v);
            d = QuantizedSums.Add(d, TWeights.Load(ref Unsafe.Add(ref row, 48 * TWeights.Bytes)), v);
            e = QuantizedSums.Add(e, TWeights.Load(ref Unsafe.Add(ref row, 64 * TWeights.Bytes)), v);
            f = QuantizedSums.Add(f, TWeights.Load(ref Unsafe.Add(ref row, 80 * TWeights.Bytes)), v);
            g = QuantizedSums.Add(g, TWeights.Load(ref Unsafe.Add(ref row, 96 * TWeights.Bytes)), v);
            h = QuantizedSums.Add(h, TWeights.Load(ref Unsafe.Add(ref row, 112 * TWeights.Bytes)), v);
            i = QuantizedSums.Add(i, TWeights.Load(ref Unsafe.Add(ref row, 128 * TWeights.Bytes)), v);
            j = QuantizedSums.Add(j, TWeights.Load(ref Unsafe.Add(ref row, 144 * TWeights.Bytes)), v);
            k = QuantizedSums.Add(k, TWeights.Load(ref Unsafe.Add(ref row, 160 * TWeights.Bytes)), v);
            l = QuantizedSums.Add(l, TWeights.Load(ref Unsafe.Add(ref row, 176 * TWeights.Bytes)), v);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a, 0, ref scales, ref start, ref sums);
        Store(b, Lanes, ref scales, ref start, ref sums);
        Store(c, 2 * Lanes, ref scales, ref start, ref sums);
        Store(d, 3 * Lanes, ref scales, ref start, ref sums);
        Store(e, 4 * Lanes, ref scales, ref start, ref sums);
        Store(f, 5 * Lanes, ref scales, ref start, ref sums);
        Store(g, 6 * Lanes, ref scales, ref start, ref sums);
        Store(h, 7 * Lanes, ref scales, ref start, ref sums);
        Store(i, 8 * Lanes, ref scales, ref start, ref sums);
        Store(j, 9 * Lanes, ref scales, ref start, ref sums);
        Store(k, 10 * Lanes, ref scales, ref start, ref sums);
        Store(l, 11 * Lanes, ref scales, ref start, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddEight<TWeights>(
        ref byte row, nint rowBytes, ref int pair, nint count, ref float scales, ref float start, ref float sums)
        where TWeights : struct, IIntegerWeights
    {
        Vector256<int> a = Vector256<int>.Zero, b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (; count > 0; count--)
        {
            Vector256<short> v = Vector256.Create(pair).AsInt16();
            a = QuantizedSums.Add(a, TWeights.Load(ref row), v);
            b = QuantizedSums.Add(b, TWeights.Load(ref Unsafe.Add(ref row, 16 * TWeights.Bytes)), v);
            c = QuantizedSums.Add(c, TWeights.Load(ref Unsafe.Add(ref row, 32 * TWeights.Bytes)), v);
            d = QuantizedSums.Add(d, TWeights.Load(ref Unsafe.Add(ref row, 48 * TWeights.Bytes)), v);
            e = QuantizedSums.Add(e, TWeights.Load(ref Unsafe.Add(ref row, 64 * TWeights.Bytes)), v);
            f = QuantizedSums.Add(f, TWeights.Load(ref Unsafe.Add(ref row, 80 * TWeights.Bytes)), v);
            g = QuantizedSums.Add(g, TWeights.Load(ref Unsafe.Add(ref row, 96 * TWeights.Bytes)), v);
            h = QuantizedSums.Add(h, TWeights.Load(ref Unsafe.Add(ref row, 112 * TWeights.Bytes)), v);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a, 0, ref scales, ref start, ref sums);
        Store(b, Lanes, ref scales, ref start, ref sums);
        Store(c, 2 * Lanes, ref scales, ref start, ref sums);
        Store(d, 3 * Lanes, ref scales, ref start, ref sums);
        Store(e, 4 * Lanes, ref scales, ref start, ref sums);
        Store(f, 5 * Lanes, ref scales, ref start, ref sums);
        Store(g, 6 * Lanes, ref scales, ref start, ref sums);
        Store(h, 7 * Lanes, ref scales, ref start, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddFour<TWeights>(
        ref byte row, nint rowBytes, ref int pair, nint count, ref float scales, ref float start, ref float sums)
        where TWeights : struct, IIntegerWeights
    {
        Vector256<int> a = Vector256<int>.Zero, b = a, c = a, d = a;
        for (; count > 0; count--)
        {
            Vector256<short> v = Vector256.Create(pair).AsInt16();
            a = QuantizedSums.Add(a, TWeights.Load(ref row), v);
            b = QuantizedSums.Add(b, TWeights.Load(ref Unsafe.Add(ref row, 16 * TWeights.Bytes)), v);
            c = QuantizedSums.Add(c, TWeights.Load(ref Unsafe.Add(ref row, 32 * TWeights.Bytes)), v);
            d = QuantizedSums.Add(d, TWeights.Load(ref Unsafe.Add(ref row, 48 * TWeights.Bytes)), v);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a, 0, ref scales, ref start, ref sums);
        Store(b, Lanes, ref scales, ref start, ref sums);
        Store(c, 2 * Lanes, ref scales, ref start, ref sums);
        Store(d, 3 * Lanes, ref scales, ref start, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddOne<TWeights>(
        ref byte row, nint rowBytes, ref int pair, nint count, ref float scales, ref float start, ref float sums)
        where TWeights : struct, IIntegerWeights
    {
        Vector256<int> a = Vector256<int>.Zero;
        for (; count > 0; count--)
        {
            a = QuantizedSums.Add(a, TWeights.Load(ref row), Vector256.Create(pair).AsInt16());
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a, 0, ref scales, ref start, ref sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> products, nuint at, ref float scales, ref float start, ref float sums) =>
        Vector256.FusedMultiplyAdd(
            Vector256.ConvertToSingle(products), Vector256.LoadUnsafe(ref scales, at), Vector256.LoadUnsafe(ref start, at))
            .StoreUnsafe(ref sums, at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> products, nuint at, ref float scales, ref float start, ref float sums) =>
        Vector512.FusedMultiplyAdd(
            Vector512.ConvertToSingle(products), Vector512.LoadUnsafe(ref scales, at), Vector512.LoadUnsafe(ref start, at))
            .StoreUnsafe(ref sums, at);
}
