using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>
/// Adds rows of weights to the sums of three streams, or of three steps of one stream, and loads each weight once for all of them. Called
/// by generated code for cells of other sums than those of <see cref="SharedTiles"/> and <see cref="SharedSplitTiles"/>.
/// </summary>
/// <remarks>The order of additions is the same as in every kernel. A digit in a variable's name is the number of a stream.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedTileSums
{
    /// <summary>Copies a row, a bias, to the sums of three streams.</summary>
    /// <param name="row">The first float of the row.</param>
    /// <param name="sums">The first stream's sums.</param>
    /// <param name="columns">The number of floats, a multiple of 8.</param>
    /// <param name="sumsStride">The distance from one stream's sums to the next stream's, in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Start(ref float row, ref float sums, nint columns, nint sumsStride)
    {
        ref float sums1 = ref Unsafe.Add(ref sums, sumsStride);
        ref float sums2 = ref Unsafe.Add(ref sums, 2 * sumsStride);
        for (nuint column = 0; column < (nuint)columns; column += Lanes)
        {
            Vector256<float> bias = Vector256.LoadUnsafe(ref row, column);
            bias.StoreUnsafe(ref sums, column);
            bias.StoreUnsafe(ref sums1, column);
            bias.StoreUnsafe(ref sums2, column);
        }
    }

    /// <summary>Computes sums[j] += rows[k, j] · values[k] for each k in order, for three streams.</summary>
    /// <param name="rows">The first weight of the first row.</param>
    /// <param name="rowLength">The distance from one row to the next, in floats.</param>
    /// <param name="values">The first stream's multiplier of the first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="valuesStride">The distance from one stream's multipliers to the next stream's, in floats.</param>
    /// <param name="sums">The first stream's sums.</param>
    /// <param name="columns">The number of sums, a multiple of 8.</param>
    /// <param name="sumsStride">The distance from one stream's sums to the next stream's, in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(
        ref float rows, nint rowLength, ref float values, nint count, nint valuesStride, ref float sums, nint columns, nint sumsStride)
    {
        while (columns > 0)
        {
            // Three vectors of three streams have nine accumulators, enough to hide the latency of the multiply-adds.
            nint done = columns == 2 * Lanes || columns == 4 * Lanes ? 2 * Lanes : columns == Lanes ? Lanes : 3 * Lanes;
            switch (done)
            {
                case 3 * Lanes:
                    AddThree(ref rows, rowLength, ref values, count, valuesStride, ref sums, sumsStride);
                    break;
                case 2 * Lanes:
                    AddTwo(ref rows, rowLength, ref values, count, valuesStride, ref sums, sumsStride);
                    break;
                default:
                    AddOne(ref rows, rowLength, ref values, count, valuesStride, ref sums, sumsStride);
                    break;
            }

            columns -= done;
            rows = ref Unsafe.Add(ref rows, done);
            sums = ref Unsafe.Add(ref sums, done);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddThree(
        ref float row, nint rowLength, ref float value, nint count, nint valuesStride, ref float sums, nint sumsStride)
    {
        ref float sums1 = ref Unsafe.Add(ref sums, sumsStride);
        ref float sums2 = ref Unsafe.Add(ref sums1, sumsStride);
        Vector256<float> a0 = Vector256.LoadUnsafe(ref sums);
        Vector256<float> b0 = Vector256.LoadUnsafe(ref sums, 8);
        Vector256<float> c0 = Vector256.LoadUnsafe(ref sums, 16);
        Vector256<float> a1 = Vector256.LoadUnsafe(ref sums1);
        Vector256<float> b1 = Vector256.LoadUnsafe(ref sums1, 8);
        Vector256<float> c1 = Vector256.LoadUnsafe(ref sums1, 16);
        Vector256<float> a2 = Vector256.LoadUnsafe(ref sums2);
        Vector256<float> b2 = Vector256.LoadUnsafe(ref sums2, 8);
        Vector256<float> c2 = Vector256.LoadUnsafe(ref sums2, 16);
        for (; count > 0; count--)
        {
            Vector256<float> v0 = Vector256.Create(value);
            Vector256<float> v1 = Vector256.Create(Unsafe.Add(ref value, valuesStride));
            Vector256<float> v2 = Vector256.Create(Unsafe.Add(ref value, 2 * valuesStride));
            Vector256<float> a = Vector256.LoadUnsafe(ref row);
            a0 = Vector256.FusedMultiplyAdd(a, v0, a0);
            a1 = Vector256.FusedMultiplyAdd(a, v1, a1);
            a2 = Vector256.FusedMultiplyAdd(a, v2, a2);
            Vector256<float> b = Vector256.LoadUnsafe(ref row, 8);
            b0 = Vector256.FusedMultiplyAdd(b, v0, b0);
            b1 = Vector256.FusedMultiplyAdd(b, v1, b1);
            b2 = Vector256.FusedMultiplyAdd(b, v2, b2);
            Vector256<float> c = Vector256.LoadUnsafe(ref row, 16);
            c0 = Vector256.FusedMultiplyAdd(c, v0, c0);
            c1 = Vector256.FusedMultiplyAdd(c, v1, c1);
            c2 = Vector256.FusedMultiplyAdd(c, v2, c2);
            value = ref Unsafe.Add(ref value, 1);
            row = ref Unsafe.Add(ref row, rowLength);
        }

        a0.StoreUnsafe(ref sums);
        b0.StoreUnsafe(ref sums, 8);
        c0.StoreUnsafe(ref sums, 16);
        a1.StoreUnsafe(ref sums1);
        b1.StoreUnsafe(ref sums1, 8);
        c1.StoreUnsafe(ref sums1, 16);
        a2.StoreUnsafe(ref sums2);
        b2.StoreUnsafe(ref sums2, 8);
        c2.StoreUnsafe(ref sums2, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddTwo(
        ref float row, nint rowLength, ref float value, nint count, nint valuesStride, ref float sums, nint sumsStride)
    {
        ref float sums1 = ref Unsafe.Add(ref sums, sumsStride);
        ref float sums2 = ref Unsafe.Add(ref sums1, sumsStride);
        Vector256<float> a0 = Vector256.LoadUnsafe(ref sums);
        Vector256<float> b0 = Vector256.LoadUnsafe(ref sums, 8);
        Vector256<float> a1 = Vector256.LoadUnsafe(ref sums1);
        Vector256<float> b1 = Vector256.LoadUnsafe(ref sums1, 8);
        Vector256<float> a2 = Vector256.LoadUnsafe(ref sums2);
        Vector256<float> b2 = Vector256.LoadUnsafe(ref sums2, 8);
        for (; count > 0; count--)
        {
            Vector256<float> v0 = Vector256.Create(value);
            Vector256<float> v1 = Vector256.Create(Unsafe.Add(ref value, valuesStride));
            Vector256<float> v2 = Vector256.Create(Unsafe.Add(ref value, 2 * valuesStride));
            Vector256<float> a = Vector256.LoadUnsafe(ref row);
            a0 = Vector256.FusedMultiplyAdd(a, v0, a0);
            a1 = Vector256.FusedMultiplyAdd(a, v1, a1);
            a2 = Vector256.FusedMultiplyAdd(a, v2, a2);
            Vector256<float> b = Vector256.LoadUnsafe(ref row, 8);
            b0 = Vector256.FusedMultiplyAdd(b, v0, b0);
            b1 = Vector256.FusedMultiplyAdd(b, v1, b1);
            b2 = Vector256.FusedMultiplyAdd(b, v2, b2);
            value = ref Unsafe.Add(ref value, 1);
            row = ref Unsafe.Add(ref row, rowLength);
        }

        a0.StoreUnsafe(ref sums);
        b0.StoreUnsafe(ref sums, 8);
        a1.StoreUnsafe(ref sums1);
        b1.StoreUnsafe(ref sums1, 8);
        a2.StoreUnsafe(ref sums2);
        b2.StoreUnsafe(ref sums2, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddOne(
        ref float row, nint rowLength, ref float value, nint count, nint valuesStride, ref float sums, nint sumsStride)
    {
        ref float sums1 = ref Unsafe.Add(ref sums, sumsStride);
        ref float sums2 = ref Unsafe.Add(ref sums1, sumsStride);
        Vector256<float> a0 = Vector256.LoadUnsafe(ref sums);
        Vector256<float> a1 = Vector256.LoadUnsafe(ref sums1);
        Vector256<float> a2 = Vector256.LoadUnsafe(ref sums2);
        for (; count > 0; count--)
        {
            Vector256<float> a = Vector256.LoadUnsafe(ref row);
            a0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(value), a0);
            a1 = Vector256.FusedMultiplyAdd(a, Vector256.Create(Unsafe.Add(ref value, valuesStride)), a1);
            a2 = Vector256.FusedMultiplyAdd(a, Vector256.Create(Unsafe.Add(ref value, 2 * valuesStride)), a2);
            value = ref Unsafe.Add(ref value, 1);
            row = ref Unsafe.Add(ref row, rowLength);
        }

        a0.StoreUnsafe(ref sums);
        a1.StoreUnsafe(ref sums1);
        a2.StoreUnsafe(ref sums2);
    }
}
