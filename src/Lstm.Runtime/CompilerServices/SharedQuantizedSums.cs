using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>
/// Computes the integer sums of a quantized network for three streams and loads each weight once for all of them. Called by generated code.
/// </summary>
/// <remarks>Integer sums are exact, in any order. A digit in a variable's name is the number of a stream.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedQuantizedSums
{
    private const int Streams = 3;

    /// <summary>Rounds the values of three streams to 16-bit integers, as <see cref="QuantizedSums"/> does for one.</summary>
    /// <param name="values">The first stream's first value.</param>
    /// <param name="valuesStride">The distance from one stream's values to the next stream's, in floats.</param>
    /// <param name="integers">Receives the first stream's integers.</param>
    /// <param name="count">The number of values of a stream.</param>
    /// <param name="scale">The integer that represents 1, in eight lanes, followed by the scales of the sums.</param>
    /// <param name="scaled">The first stream's memory for changed scales of the sums.</param>
    /// <param name="sums">The number of sums, a multiple of 8.</param>
    /// <param name="memoryStride">The distance from one stream's memory to the next stream's, in floats.</param>
    /// <param name="scalesStride">The distance from one stream's scales to the next stream's; 0 if all streams share them.</param>
    /// <returns>The first stream's factors for the sums of products.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static ref float Round(
        ref float values,
        nint valuesStride,
        ref int integers,
        int count,
        ref float scale,
        ref float scaled,
        int sums,
        nint memoryStride,
        out nint scalesStride)
    {
        ref float scales = ref Unsafe.Add(ref scale, Lanes);
        int changed = 0;
        for (nint stream = 0; stream < Streams; stream++)
        {
            ref float found = ref QuantizedSums.Round(
                ref Unsafe.Add(ref values, stream * valuesStride),
                ref Unsafe.Add(ref integers, stream * memoryStride),
                count,
                ref scale,
                ref Unsafe.Add(ref scaled, stream * memoryStride),
                sums);
            changed |= (Unsafe.AreSame(ref found, ref scales) ? 0 : 1) << (int)stream;
        }

        scalesStride = 0;
        if (changed == 0)
        {
            return ref scales;
        }

        // A stream has scales of its own, so the others get a copy of the constant ones.
        for (nint stream = 0; stream < Streams; stream++)
        {
            if ((changed >> (int)stream & 1) == 0)
            {
                VectorCopy.Write(ref scales, ref Unsafe.Add(ref scaled, stream * memoryStride), sums);
            }
        }

        scalesStride = memoryStride;
        return ref scaled;
    }

    /// <summary>Rounds the inputs of three streams or steps to 16-bit integers, as <see cref="QuantizedSums"/> does for one.</summary>
    /// <param name="values">The first stream's first input.</param>
    /// <param name="valuesStride">The distance from one stream's inputs to the next stream's, in floats.</param>
    /// <param name="factors">The factors of the inputs, in whole vectors.</param>
    /// <param name="integers">Receives the first stream's integers.</param>
    /// <param name="count">The number of inputs of a stream.</param>
    /// <param name="scale">The integer of the largest input, in eight lanes, followed by the scales of the sums.</param>
    /// <param name="scaled">The first stream's memory for the scales of its sums.</param>
    /// <param name="sums">The number of sums, a multiple of 8.</param>
    /// <param name="memoryStride">The distance from one stream's memory to the next stream's, in floats.</param>
    /// <param name="scalesStride">The same distance: each stream has scales.</param>
    /// <returns>The first stream's factors for the sums of products.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static ref float RoundInputs(
        ref float values,
        nint valuesStride,
        ref float factors,
        ref int integers,
        int count,
        ref float scale,
        ref float scaled,
        int sums,
        nint memoryStride,
        out nint scalesStride)
    {
        for (nint stream = 0; stream < Streams; stream++)
        {
            QuantizedSums.RoundInputs(
                ref Unsafe.Add(ref values, stream * valuesStride),
                ref factors,
                ref Unsafe.Add(ref integers, stream * memoryStride),
                count,
                ref scale,
                ref Unsafe.Add(ref scaled, stream * memoryStride),
                sums);
        }

        scalesStride = memoryStride;
        return ref scaled;
    }

    /// <summary>Computes sum = fma(products, scale, start) for three streams, with 16-bit weights.</summary>
    /// <param name="weights">The first pair of weights of the first column.</param>
    /// <param name="pairs">The first stream's pairs of values, one for each pair of rows.</param>
    /// <param name="scales">The first stream's scales of the sums.</param>
    /// <param name="start">The first stream's initial values of the sums.</param>
    /// <param name="sums">Receives the first stream's sums.</param>
    /// <param name="places">
    /// The positions of the sums in memory: one for each vector of eight columns, in vectors. Initial values have the same positions.
    /// </param>
    /// <param name="sizes">The sizes.</param>
    public static void Add(
        ref short weights,
        ref int pairs,
        ref float scales,
        ref float start,
        ref float sums,
        ReadOnlySpan<byte> places,
        in SharedIntegerSizes sizes) =>
        Add<WeightsOf16Bits>(ref Unsafe.As<short, byte>(ref weights), ref pairs, ref scales, ref start, ref sums, places, in sizes);

    /// <summary>Computes sum = fma(products, scale, start) for three streams, with 8-bit weights.</summary>
    /// <inheritdoc cref="Add(ref short, ref int, ref float, ref float, ref float, ReadOnlySpan{byte}, in SharedIntegerSizes)"/>
    public static void Add(
        ref sbyte weights,
        ref int pairs,
        ref float scales,
        ref float start,
        ref float sums,
        ReadOnlySpan<byte> places,
        in SharedIntegerSizes sizes) =>
        Add<WeightsOf8Bits>(ref Unsafe.As<sbyte, byte>(ref weights), ref pairs, ref scales, ref start, ref sums, places, in sizes);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Add<TWeights>(
        ref byte weights,
        ref int pairs,
        ref float scales,
        ref float start,
        ref float sums,
        ReadOnlySpan<byte> places,
        in SharedIntegerSizes sizes)
        where TWeights : struct, IIntegerWeights
    {
        while (places.Length > 0)
        {
            int done = Vector512.IsHardwareAccelerated ? WideVectorsOf(places.Length) : VectorsOf(places.Length);
            ref byte place = ref MemoryMarshal.GetReference(places);
            switch (done)
            {
                case 6:
                    AddSix<TWeights>(ref weights, ref pairs, ref scales, ref start, ref sums, ref place, in sizes);
                    break;
                case 4:
                    AddFour<TWeights>(ref weights, ref pairs, ref scales, ref start, ref sums, ref place, in sizes);
                    break;
                case 3:
                    AddThree<TWeights>(ref weights, ref pairs, ref scales, ref start, ref sums, ref place, in sizes);
                    break;
                case 2:
                    AddTwo<TWeights>(ref weights, ref pairs, ref scales, ref start, ref sums, ref place, in sizes);
                    break;
                default:
                    AddOne<TWeights>(ref weights, ref pairs, ref scales, ref start, ref sums, ref place, in sizes);
                    break;
            }

            weights = ref Unsafe.Add(ref weights, 2 * Lanes * done * TWeights.Bytes);
            scales = ref Unsafe.Add(ref scales, Lanes * done);
            places = places[done..];
        }
    }

    /// <summary>Returns the number of vectors to compute next. Nine accumulators leave registers for the operands.</summary>
    private static int VectorsOf(int left) => left is 1 ? 1 : left is 2 or 4 ? 2 : 3;

    /// <summary>Returns the same with vectors of 512 bits, which hold two.</summary>
    private static int WideVectorsOf(int left) => left is 8 ? 4 : left >= 6 ? 6 : left >= 4 ? 4 : left;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddSix<TWeights>(
        ref byte row, ref int pair, ref float scales, ref float start, ref float sums, ref byte places, in SharedIntegerSizes sizes)
        where TWeights : struct, IIntegerWeights
    {
        Vector512<int> a0 = Vector512<int>.Zero, a1 = a0, a2 = a0;
        Vector512<int> b0 = Vector512<int>.Zero, b1 = b0, b2 = b0;
        Vector512<int> c0 = Vector512<int>.Zero, c1 = c0, c2 = c0;
        nint stride = sizes.MemoryStride;
        nint rowBytes = sizes.RowLength * TWeights.Bytes;
        for (nint count = sizes.Pairs; count > 0; count--)
        {
            Vector512<short> v0 = Vector512.Create(pair).AsInt16();
            Vector512<short> v1 = Vector512.Create(Unsafe.Add(ref pair, stride)).AsInt16();
            Vector512<short> v2 = Vector512.Create(Unsafe.Add(ref pair, 2 * stride)).AsInt16();
            Vector512<short> a = TWeights.LoadWide(ref row);
            a0 = QuantizedSums.Add(a0, a, v0);
            a1 = QuantizedSums.Add(a1, a, v1);
            a2 = QuantizedSums.Add(a2, a, v2);
            Vector512<short> b = TWeights.LoadWide(ref Unsafe.Add(ref row, 32 * TWeights.Bytes));
            b0 = QuantizedSums.Add(b0, b, v0);
            b1 = QuantizedSums.Add(b1, b, v1);
            b2 = QuantizedSums.Add(b2, b, v2);
            Vector512<short> c = TWeights.LoadWide(ref Unsafe.Add(ref row, 64 * TWeights.Bytes));
            c0 = QuantizedSums.Add(c0, c, v0);
            c1 = QuantizedSums.Add(c1, c, v1);
            c2 = QuantizedSums.Add(c2, c, v2);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        StorePairs(a0, a1, a2, 0, ref scales, ref start, ref sums, ref places, in sizes);
        StorePairs(b0, b1, b2, 2, ref scales, ref start, ref sums, ref places, in sizes);
        StorePairs(c0, c1, c2, 4, ref scales, ref start, ref sums, ref places, in sizes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddFour<TWeights>(
        ref byte row, ref int pair, ref float scales, ref float start, ref float sums, ref byte places, in SharedIntegerSizes sizes)
        where TWeights : struct, IIntegerWeights
    {
        Vector512<int> a0 = Vector512<int>.Zero, a1 = a0, a2 = a0;
        Vector512<int> b0 = Vector512<int>.Zero, b1 = b0, b2 = b0;
        nint stride = sizes.MemoryStride;
        nint rowBytes = sizes.RowLength * TWeights.Bytes;
        for (nint count = sizes.Pairs; count > 0; count--)
        {
            Vector512<short> v0 = Vector512.Create(pair).AsInt16();
            Vector512<short> v1 = Vector512.Create(Unsafe.Add(ref pair, stride)).AsInt16();
            Vector512<short> v2 = Vector512.Create(Unsafe.Add(ref pair, 2 * stride)).AsInt16();
            Vector512<short> a = TWeights.LoadWide(ref row);
            a0 = QuantizedSums.Add(a0, a, v0);
            a1 = QuantizedSums.Add(a1, a, v1);
            a2 = QuantizedSums.Add(a2, a, v2);
            Vector512<short> b = TWeights.LoadWide(ref Unsafe.Add(ref row, 32 * TWeights.Bytes));
            b0 = QuantizedSums.Add(b0, b, v0);
            b1 = QuantizedSums.Add(b1, b, v1);
            b2 = QuantizedSums.Add(b2, b, v2);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        StorePairs(a0, a1, a2, 0, ref scales, ref start, ref sums, ref places, in sizes);
        StorePairs(b0, b1, b2, 2, ref scales, ref start, ref sums, ref places, in sizes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddThree<TWeights>(
        ref byte row, ref int pair, ref float scales, ref float start, ref float sums, ref byte places, in SharedIntegerSizes sizes)
        where TWeights : struct, IIntegerWeights
    {
        Vector256<int> a0 = Vector256<int>.Zero, a1 = a0, a2 = a0;
        Vector256<int> b0 = Vector256<int>.Zero, b1 = b0, b2 = b0;
        Vector256<int> c0 = Vector256<int>.Zero, c1 = c0, c2 = c0;
        nint stride = sizes.MemoryStride;
        nint rowBytes = sizes.RowLength * TWeights.Bytes;
        for (nint count = sizes.Pairs; count > 0; count--)
        {
            Vector256<short> v0 = Vector256.Create(pair).AsInt16();
            Vector256<short> v1 = Vector256.Create(Unsafe.Add(ref pair, stride)).AsInt16();
            Vector256<short> v2 = Vector256.Create(Unsafe.Add(ref pair, 2 * stride)).AsInt16();
            Vector256<short> a = TWeights.Load(ref row);
            a0 = QuantizedSums.Add(a0, a, v0);
            a1 = QuantizedSums.Add(a1, a, v1);
            a2 = QuantizedSums.Add(a2, a, v2);
            Vector256<short> b = TWeights.Load(ref Unsafe.Add(ref row, 16 * TWeights.Bytes));
            b0 = QuantizedSums.Add(b0, b, v0);
            b1 = QuantizedSums.Add(b1, b, v1);
            b2 = QuantizedSums.Add(b2, b, v2);
            Vector256<short> c = TWeights.Load(ref Unsafe.Add(ref row, 32 * TWeights.Bytes));
            c0 = QuantizedSums.Add(c0, c, v0);
            c1 = QuantizedSums.Add(c1, c, v1);
            c2 = QuantizedSums.Add(c2, c, v2);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a0, a1, a2, 0, ref scales, ref start, ref sums, ref places, in sizes);
        Store(b0, b1, b2, 1, ref scales, ref start, ref sums, ref places, in sizes);
        Store(c0, c1, c2, 2, ref scales, ref start, ref sums, ref places, in sizes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddTwo<TWeights>(
        ref byte row, ref int pair, ref float scales, ref float start, ref float sums, ref byte places, in SharedIntegerSizes sizes)
        where TWeights : struct, IIntegerWeights
    {
        Vector256<int> a0 = Vector256<int>.Zero, a1 = a0, a2 = a0;
        Vector256<int> b0 = Vector256<int>.Zero, b1 = b0, b2 = b0;
        nint stride = sizes.MemoryStride;
        nint rowBytes = sizes.RowLength * TWeights.Bytes;
        for (nint count = sizes.Pairs; count > 0; count--)
        {
            Vector256<short> v0 = Vector256.Create(pair).AsInt16();
            Vector256<short> v1 = Vector256.Create(Unsafe.Add(ref pair, stride)).AsInt16();
            Vector256<short> v2 = Vector256.Create(Unsafe.Add(ref pair, 2 * stride)).AsInt16();
            Vector256<short> a = TWeights.Load(ref row);
            a0 = QuantizedSums.Add(a0, a, v0);
            a1 = QuantizedSums.Add(a1, a, v1);
            a2 = QuantizedSums.Add(a2, a, v2);
            Vector256<short> b = TWeights.Load(ref Unsafe.Add(ref row, 16 * TWeights.Bytes));
            b0 = QuantizedSums.Add(b0, b, v0);
            b1 = QuantizedSums.Add(b1, b, v1);
            b2 = QuantizedSums.Add(b2, b, v2);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a0, a1, a2, 0, ref scales, ref start, ref sums, ref places, in sizes);
        Store(b0, b1, b2, 1, ref scales, ref start, ref sums, ref places, in sizes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddOne<TWeights>(
        ref byte row, ref int pair, ref float scales, ref float start, ref float sums, ref byte places, in SharedIntegerSizes sizes)
        where TWeights : struct, IIntegerWeights
    {
        Vector256<int> a0 = Vector256<int>.Zero, a1 = a0, a2 = a0;
        nint stride = sizes.MemoryStride;
        nint rowBytes = sizes.RowLength * TWeights.Bytes;
        for (nint count = sizes.Pairs; count > 0; count--)
        {
            Vector256<short> v0 = Vector256.Create(pair).AsInt16();
            Vector256<short> v1 = Vector256.Create(Unsafe.Add(ref pair, stride)).AsInt16();
            Vector256<short> v2 = Vector256.Create(Unsafe.Add(ref pair, 2 * stride)).AsInt16();
            Vector256<short> a = TWeights.Load(ref row);
            a0 = QuantizedSums.Add(a0, a, v0);
            a1 = QuantizedSums.Add(a1, a, v1);
            a2 = QuantizedSums.Add(a2, a, v2);
            pair = ref Unsafe.Add(ref pair, 1);
            row = ref Unsafe.Add(ref row, rowBytes);
        }

        Store(a0, a1, a2, 0, ref scales, ref start, ref sums, ref places, in sizes);
    }

    /// <summary>Scales two vectors of sums of each stream, adds them to the initial values and stores them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(
        Vector512<int> products0,
        Vector512<int> products1,
        Vector512<int> products2,
        nint vector,
        ref float scales,
        ref float start,
        ref float sums,
        ref byte places,
        in SharedIntegerSizes sizes)
    {
        nint place = Unsafe.Add(ref places, vector);
        if (Unsafe.Add(ref places, vector + 1) != place + 1)
        {
            Store(
                products0.GetLower(), products1.GetLower(), products2.GetLower(),
                vector, ref scales, ref start, ref sums, ref places, in sizes);
            vector++;
            Store(
                products0.GetUpper(), products1.GetUpper(), products2.GetUpper(),
                vector, ref scales, ref start, ref sums, ref places, in sizes);
            return;
        }

        scales = ref Unsafe.Add(ref scales, vector * Lanes);
        start = ref Unsafe.Add(ref start, place * Lanes);
        sums = ref Unsafe.Add(ref sums, place * Lanes);
        Store(products0, ref scales, ref start, ref sums);
        Store(
            products1,
            ref Unsafe.Add(ref scales, sizes.ScalesStride),
            ref Unsafe.Add(ref start, sizes.StartStride),
            ref Unsafe.Add(ref sums, sizes.MemoryStride));
        Store(
            products2,
            ref Unsafe.Add(ref scales, 2 * sizes.ScalesStride),
            ref Unsafe.Add(ref start, 2 * sizes.StartStride),
            ref Unsafe.Add(ref sums, 2 * sizes.MemoryStride));
    }

    /// <summary>Scales a vector of sums of each stream, adds it to the initial values and stores it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        Vector256<int> products0,
        Vector256<int> products1,
        Vector256<int> products2,
        nint vector,
        ref float scales,
        ref float start,
        ref float sums,
        ref byte places,
        in SharedIntegerSizes sizes)
    {
        nint place = Unsafe.Add(ref places, vector) * Lanes;
        scales = ref Unsafe.Add(ref scales, vector * Lanes);
        start = ref Unsafe.Add(ref start, place);
        sums = ref Unsafe.Add(ref sums, place);
        Store(products0, ref scales, ref start, ref sums);
        Store(
            products1,
            ref Unsafe.Add(ref scales, sizes.ScalesStride),
            ref Unsafe.Add(ref start, sizes.StartStride),
            ref Unsafe.Add(ref sums, sizes.MemoryStride));
        Store(
            products2,
            ref Unsafe.Add(ref scales, 2 * sizes.ScalesStride),
            ref Unsafe.Add(ref start, 2 * sizes.StartStride),
            ref Unsafe.Add(ref sums, 2 * sizes.MemoryStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> products, ref float scales, ref float start, ref float sums) =>
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(products), Vector256.LoadUnsafe(ref scales), Vector256.LoadUnsafe(ref start))
            .StoreUnsafe(ref sums);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<int> products, ref float scales, ref float start, ref float sums) =>
        Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(products), Vector512.LoadUnsafe(ref scales), Vector512.LoadUnsafe(ref start))
            .StoreUnsafe(ref sums);
}
