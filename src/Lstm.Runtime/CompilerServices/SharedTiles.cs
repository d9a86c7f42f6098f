using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>
/// Computes the gate sums of a layer for three streams in parallel and loads each weight once for all of them. Called by generated code.
/// </summary>
/// <remarks>
/// A tile has one row of weights for each input and hidden unit, [blocks, 4 gates, 8 units]. The order of additions is the same as in every
/// kernel: the bias, the inputs in order, the hidden units in order. A digit in a variable's name is the number of a stream.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedTiles
{
    private const int BlockRow = 4 * Lanes;

    /// <summary>Computes the sums of consecutive tiles of equal size.</summary>
    /// <param name="weights">The bias and the input weights of the first tile, [tiles, 1 + inputs, blocks, 4, 8].</param>
    /// <param name="recurrent">The recurrent weights of the first tile, [tiles, hidden, blocks, 4, 8].</param>
    /// <param name="x">The first stream's inputs.</param>
    /// <param name="h">The first stream's hidden state.</param>
    /// <param name="sums">Receives the first stream's sums, [tiles, blocks, 4, 8].</param>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="blocks">The number of blocks of eight units in each tile: 1, 2 or 3.</param>
    /// <param name="sizes">The sizes of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum(
        ref float weights,
        ref float recurrent,
        ref float x,
        ref float h,
        ref float sums,
        int tiles,
        int blocks,
        in SharedSizes sizes)
    {
        nint row = blocks * BlockRow;
        for (; tiles > 0; tiles--)
        {
            if (Vector512.IsHardwareAccelerated && blocks == 3)
            {
                SumThreeBlocks(ref weights, ref recurrent, ref x, ref h, ref sums, in sizes);
            }
            else if (Vector512.IsHardwareAccelerated && blocks == 2)
            {
                SumTwoBlocks(ref weights, ref recurrent, ref x, ref h, ref sums, in sizes);
            }
            else
            {
                for (nint block = 0; block < row; block += BlockRow)
                {
                    SumBlock(
                        ref Unsafe.Add(ref weights, block),
                        ref Unsafe.Add(ref recurrent, block),
                        ref x,
                        ref h,
                        ref Unsafe.Add(ref sums, block),
                        row,
                        in sizes);
                }
            }

            weights = ref Unsafe.Add(ref weights, (1 + sizes.Inputs) * row);
            recurrent = ref Unsafe.Add(ref recurrent, sizes.Hidden * row);
            sums = ref Unsafe.Add(ref sums, row);
        }
    }

    /// <summary>
    /// Computes one block of a tile. Twelve accumulators, three multipliers and one weight fill the 16 registers of AVX2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumBlock(
        ref float row,
        ref float recurrent,
        ref float value,
        ref float hidden,
        ref float sums,
        nint rowLength,
        in SharedSizes sizes)
    {
        Vector256<float> i0 = Vector256.LoadUnsafe(ref row), i1 = i0, i2 = i0;
        Vector256<float> f0 = Vector256.LoadUnsafe(ref row, 8), f1 = f0, f2 = f0;
        Vector256<float> g0 = Vector256.LoadUnsafe(ref row, 16), g1 = g0, g2 = g0;
        Vector256<float> o0 = Vector256.LoadUnsafe(ref row, 24), o1 = o0, o2 = o0;
        nint rows = sizes.Inputs;
        nint stride = sizes.InputStride;
        row = ref Unsafe.Add(ref row, rowLength);
        for (int source = 0; source < 2; source++)
        {
            for (; rows > 0; rows--)
            {
                Vector256<float> v0 = Vector256.Create(value);
                Vector256<float> v1 = Vector256.Create(Unsafe.Add(ref value, stride));
                Vector256<float> v2 = Vector256.Create(Unsafe.Add(ref value, 2 * stride));
                Vector256<float> i = Vector256.LoadUnsafe(ref row);
                i0 = Vector256.FusedMultiplyAdd(i, v0, i0);
                i1 = Vector256.FusedMultiplyAdd(i, v1, i1);
                i2 = Vector256.FusedMultiplyAdd(i, v2, i2);
                Vector256<float> f = Vector256.LoadUnsafe(ref row, 8);
                f0 = Vector256.FusedMultiplyAdd(f, v0, f0);
                f1 = Vector256.FusedMultiplyAdd(f, v1, f1);
                f2 = Vector256.FusedMultiplyAdd(f, v2, f2);
                Vector256<float> g = Vector256.LoadUnsafe(ref row, 16);
                g0 = Vector256.FusedMultiplyAdd(g, v0, g0);
                g1 = Vector256.FusedMultiplyAdd(g, v1, g1);
                g2 = Vector256.FusedMultiplyAdd(g, v2, g2);
                Vector256<float> o = Vector256.LoadUnsafe(ref row, 24);
                o0 = Vector256.FusedMultiplyAdd(o, v0, o0);
                o1 = Vector256.FusedMultiplyAdd(o, v1, o1);
                o2 = Vector256.FusedMultiplyAdd(o, v2, o2);
                value = ref Unsafe.Add(ref value, 1);
                row = ref Unsafe.Add(ref row, rowLength);
            }

            rows = sizes.Hidden;
            stride = sizes.StateStride;
            value = ref hidden;
            row = ref recurrent;
        }

        i0.StoreUnsafe(ref sums);
        f0.StoreUnsafe(ref sums, 8);
        g0.StoreUnsafe(ref sums, 16);
        o0.StoreUnsafe(ref sums, 24);
        ref float sums1 = ref Unsafe.Add(ref sums, sizes.SumsStride);
        i1.StoreUnsafe(ref sums1);
        f1.StoreUnsafe(ref sums1, 8);
        g1.StoreUnsafe(ref sums1, 16);
        o1.StoreUnsafe(ref sums1, 24);
        ref float sums2 = ref Unsafe.Add(ref sums, 2 * sizes.SumsStride);
        i2.StoreUnsafe(ref sums2);
        f2.StoreUnsafe(ref sums2, 8);
        g2.StoreUnsafe(ref sums2, 16);
        o2.StoreUnsafe(ref sums2, 24);
    }

    /// <summary>
    /// Computes a whole tile of three blocks in 512-bit vectors, with half as many multiply-adds. Each letter is a pair of gates of one
    /// block: i and f, or g and o.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumThreeBlocks(
        ref float row,
        ref float recurrent,
        ref float value,
        ref float hidden,
        ref float sums,
        in SharedSizes sizes)
    {
        Vector512<float> a0 = Vector512.LoadUnsafe(ref row), a1 = a0, a2 = a0;
        Vector512<float> b0 = Vector512.LoadUnsafe(ref row, 16), b1 = b0, b2 = b0;
        Vector512<float> c0 = Vector512.LoadUnsafe(ref row, 32), c1 = c0, c2 = c0;
        Vector512<float> d0 = Vector512.LoadUnsafe(ref row, 48), d1 = d0, d2 = d0;
        Vector512<float> e0 = Vector512.LoadUnsafe(ref row, 64), e1 = e0, e2 = e0;
        Vector512<float> f0 = Vector512.LoadUnsafe(ref row, 80), f1 = f0, f2 = f0;
        nint rows = sizes.Inputs;
        nint stride = sizes.InputStride;
        row = ref Unsafe.Add(ref row, 3 * BlockRow);
        for (int source = 0; source < 2; source++)
        {
            for (; rows > 0; rows--)
            {
                Vector512<float> v0 = Vector512.Create(value);
                Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref value, stride));
                Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref value, 2 * stride));
                Vector512<float> a = Vector512.LoadUnsafe(ref row);
                a0 = Vector512.FusedMultiplyAdd(a, v0, a0);
                a1 = Vector512.FusedMultiplyAdd(a, v1, a1);
                a2 = Vector512.FusedMultiplyAdd(a, v2, a2);
                Vector512<float> b = Vector512.LoadUnsafe(ref row, 16);
                b0 = Vector512.FusedMultiplyAdd(b, v0, b0);
                b1 = Vector512.FusedMultiplyAdd(b, v1, b1);
                b2 = Vector512.FusedMultiplyAdd(b, v2, b2);
                Vector512<float> c = Vector512.LoadUnsafe(ref row, 32);
                c0 = Vector512.FusedMultiplyAdd(c, v0, c0);
                c1 = Vector512.FusedMultiplyAdd(c, v1, c1);
                c2 = Vector512.FusedMultiplyAdd(c, v2, c2);
                Vector512<float> d = Vector512.LoadUnsafe(ref row, 48);
                d0 = Vector512.FusedMultiplyAdd(d, v0, d0);
                d1 = Vector512.FusedMultiplyAdd(d, v1, d1);
                d2 = Vector512.FusedMultiplyAdd(d, v2, d2);
                Vector512<float> e = Vector512.LoadUnsafe(ref row, 64);
                e0 = Vector512.FusedMultiplyAdd(e, v0, e0);
                e1 = Vector512.FusedMultiplyAdd(e, v1, e1);
                e2 = Vector512.FusedMultiplyAdd(e, v2, e2);
                Vector512<float> f = Vector512.LoadUnsafe(ref row, 80);
                f0 = Vector512.FusedMultiplyAdd(f, v0, f0);
                f1 = Vector512.FusedMultiplyAdd(f, v1, f1);
                f2 = Vector512.FusedMultiplyAdd(f, v2, f2);
                value = ref Unsafe.Add(ref value, 1);
                row = ref Unsafe.Add(ref row, 3 * BlockRow);
            }

            rows = sizes.Hidden;
            stride = sizes.StateStride;
            value = ref hidden;
            row = ref recurrent;
        }

        a0.StoreUnsafe(ref sums);
        b0.StoreUnsafe(ref sums, 16);
        c0.StoreUnsafe(ref sums, 32);
        d0.StoreUnsafe(ref sums, 48);
        e0.StoreUnsafe(ref sums, 64);
        f0.StoreUnsafe(ref sums, 80);
        ref float sums1 = ref Unsafe.Add(ref sums, sizes.SumsStride);
        a1.StoreUnsafe(ref sums1);
        b1.StoreUnsafe(ref sums1, 16);
        c1.StoreUnsafe(ref sums1, 32);
        d1.StoreUnsafe(ref sums1, 48);
        e1.StoreUnsafe(ref sums1, 64);
        f1.StoreUnsafe(ref sums1, 80);
        ref float sums2 = ref Unsafe.Add(ref sums, 2 * sizes.SumsStride);
        a2.StoreUnsafe(ref sums2);
        b2.StoreUnsafe(ref sums2, 16);
        c2.StoreUnsafe(ref sums2, 32);
        d2.StoreUnsafe(ref sums2, 48);
        e2.StoreUnsafe(ref sums2, 64);
        f2.StoreUnsafe(ref sums2, 80);
    }

    /// <summary>Computes a whole tile of two blocks in 512-bit vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumTwoBlocks(
        ref float row,
        ref float recurrent,
        ref float value,
        ref float hidden,
        ref float sums,
        in SharedSizes sizes)
    {
        Vector512<float> a0 = Vector512.LoadUnsafe(ref row), a1 = a0, a2 = a0;
        Vector512<float> b0 = Vector512.LoadUnsafe(ref row, 16), b1 = b0, b2 = b0;
        Vector512<float> c0 = Vector512.LoadUnsafe(ref row, 32), c1 = c0, c2 = c0;
        Vector512<float> d0 = Vector512.LoadUnsafe(ref row, 48), d1 = d0, d2 = d0;
        nint rows = sizes.Inputs;
        nint stride = sizes.InputStride;
        row = ref Unsafe.Add(ref row, 2 * BlockRow);
        for (int source = 0; source < 2; source++)
        {
            for (; rows > 0; rows--)
            {
                Vector512<float> v0 = Vector512.Create(value);
                Vector512<float> v1 = Vector512.Create(Unsafe.Add(ref value, stride));
                Vector512<float> v2 = Vector512.Create(Unsafe.Add(ref value, 2 * stride));
                Vector512<float> a = Vector512.LoadUnsafe(ref row);
                a0 = Vector512.FusedMultiplyAdd(a, v0, a0);
                a1 = Vector512.FusedMultiplyAdd(a, v1, a1);
                a2 = Vector512.FusedMultiplyAdd(a, v2, a2);
                Vector512<float> b = Vector512.LoadUnsafe(ref row, 16);
                b0 = Vector512.FusedMultiplyAdd(b, v0, b0);
                b1 = Vector512.FusedMultiplyAdd(b, v1, b1);
                b2 = Vector512.FusedMultiplyAdd(b, v2, b2);
                Vector512<float> c = Vector512.LoadUnsafe(ref row, 32);
                c0 = Vector512.FusedMultiplyAdd(c, v0, c0);
                c1 = Vector512.FusedMultiplyAdd(c, v1, c1);
                c2 = Vector512.FusedMultiplyAdd(c, v2, c2);
                Vector512<float> d = Vector512.LoadUnsafe(ref row, 48);
                d0 = Vector512.FusedMultiplyAdd(d, v0, d0);
                d1 = Vector512.FusedMultiplyAdd(d, v1, d1);
                d2 = Vector512.FusedMultiplyAdd(d, v2, d2);
                value = ref Unsafe.Add(ref value, 1);
                row = ref Unsafe.Add(ref row, 2 * BlockRow);
            }

            rows = sizes.Hidden;
            stride = sizes.StateStride;
            value = ref hidden;
            row = ref recurrent;
        }

        a0.StoreUnsafe(ref sums);
        b0.StoreUnsafe(ref sums, 16);
        c0.StoreUnsafe(ref sums, 32);
        d0.StoreUnsafe(ref sums, 48);
        ref float sums1 = ref Unsafe.Add(ref sums, sizes.SumsStride);
        a1.StoreUnsafe(ref sums1);
        b1.StoreUnsafe(ref sums1, 16);
        c1.StoreUnsafe(ref sums1, 32);
        d1.StoreUnsafe(ref sums1, 48);
        ref float sums2 = ref Unsafe.Add(ref sums, 2 * sizes.SumsStride);
        a2.StoreUnsafe(ref sums2);
        b2.StoreUnsafe(ref sums2, 16);
        c2.StoreUnsafe(ref sums2, 32);
        d2.StoreUnsafe(ref sums2, 48);
    }
}
