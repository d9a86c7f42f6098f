using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>
/// Computes the gate sums of a layer for three streams in parallel and loads each weight once for all of them, where the inputs feed the
/// first three of a unit's four sums, and the hidden units the first two and the last. Called by generated code.
/// </summary>
/// <remarks>
/// In a GRU that resets after the product, the sums are those of r, of z, of the candidate's inputs and of its recurrent half. The order of
/// additions is the same as in every kernel: the bias, the inputs in order, the hidden units in order. A digit in a variable's name is the
/// number of a stream. <see cref="SharedTiles"/> is for rows that feed all sums.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SharedSplitTiles
{
    private const int BlockRow = 3 * Lanes;
    private const int BlockSums = 4 * Lanes;

    /// <summary>Computes the sums of consecutive tiles of equal size.</summary>
    /// <param name="weights">The bias and the input weights of the first tile, [tiles, 1 + inputs, blocks, 3, 8].</param>
    /// <param name="bias">The bias of the last sum of the first tile, [tiles, 1, blocks, 1, 8].</param>
    /// <param name="recurrent">The recurrent weights of the first tile, [tiles, hidden, blocks, 3, 8].</param>
    /// <param name="x">The first stream's inputs.</param>
    /// <param name="h">The first stream's hidden state.</param>
    /// <param name="sums">Receives the first stream's sums, [tiles, blocks, 4, 8].</param>
    /// <param name="tiles">The number of tiles.</param>
    /// <param name="blocks">The number of blocks of eight units in each tile.</param>
    /// <param name="sizes">The sizes of the layer.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum(
        ref float weights,
        ref float bias,
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
            for (nint block = 0; block < blocks; block++)
            {
                SumBlock(
                    ref Unsafe.Add(ref weights, block * BlockRow),
                    ref bias,
                    ref Unsafe.Add(ref recurrent, block * BlockRow),
                    ref x,
                    ref h,
                    ref sums,
                    row,
                    in sizes);
                bias = ref Unsafe.Add(ref bias, Lanes);
                sums = ref Unsafe.Add(ref sums, BlockSums);
            }

            weights = ref Unsafe.Add(ref weights, (1 + sizes.Inputs) * row);
            recurrent = ref Unsafe.Add(ref recurrent, sizes.Hidden * row);
        }
    }

    /// <summary>
    /// Computes one block of a tile. Twelve accumulators, three multipliers and one weight fill the 16 registers of AVX2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SumBlock(
        ref float row,
        ref float bias,
        ref float recurrent,
        ref float value,
        ref float hidden,
        ref float sums,
        nint rowLength,
        in SharedSizes sizes)
    {
        Vector256<float> r0 = Vector256.LoadUnsafe(ref row), r1 = r0, r2 = r0;
        Vector256<float> z0 = Vector256.LoadUnsafe(ref row, 8), z1 = z0, z2 = z0;
        Vector256<float> n0 = Vector256.LoadUnsafe(ref row, 16), n1 = n0, n2 = n0;
        Vector256<float> u0 = Vector256.LoadUnsafe(ref bias), u1 = u0, u2 = u0;
        nint stride = sizes.InputStride;
        for (nint rows = sizes.Inputs; rows > 0; rows--)
        {
            row = ref Unsafe.Add(ref row, rowLength);
            Vector256<float> v0 = Vector256.Create(value);
            Vector256<float> v1 = Vector256.Create(Unsafe.Add(ref value, stride));
            Vector256<float> v2 = Vector256.Create(Unsafe.Add(ref value, 2 * stride));
            Vector256<float> r = Vector256.LoadUnsafe(ref row);
            r0 = Vector256.FusedMultiplyAdd(r, v0, r0);
            r1 = Vector256.FusedMultiplyAdd(r, v1, r1);
            r2 = Vector256.FusedMultiplyAdd(r, v2, r2);
            Vector256<float> z = Vector256.LoadUnsafe(ref row, 8);
            z0 = Vector256.FusedMultiplyAdd(z, v0, z0);
            z1 = Vector256.FusedMultiplyAdd(z, v1, z1);
            z2 = Vector256.FusedMultiplyAdd(z, v2, z2);
            Vector256<float> n = Vector256.LoadUnsafe(ref row, 16);
            n0 = Vector256.FusedMultiplyAdd(n, v0, n0);
            n1 = Vector256.FusedMultiplyAdd(n, v1, n1);
            n2 = Vector256.FusedMultiplyAdd(n, v2, n2);
            value = ref Unsafe.Add(ref value, 1);
        }

        stride = sizes.StateStride;
        for (nint rows = sizes.Hidden; rows > 0; rows--)
        {
            Vector256<float> v0 = Vector256.Create(hidden);
            Vector256<float> v1 = Vector256.Create(Unsafe.Add(ref hidden, stride));
            Vector256<float> v2 = Vector256.Create(Unsafe.Add(ref hidden, 2 * stride));
            Vector256<float> r = Vector256.LoadUnsafe(ref recurrent);
            r0 = Vector256.FusedMultiplyAdd(r, v0, r0);
            r1 = Vector256.FusedMultiplyAdd(r, v1, r1);
            r2 = Vector256.FusedMultiplyAdd(r, v2, r2);
            Vector256<float> z = Vector256.LoadUnsafe(ref recurrent, 8);
            z0 = Vector256.FusedMultiplyAdd(z, v0, z0);
            z1 = Vector256.FusedMultiplyAdd(z, v1, z1);
            z2 = Vector256.FusedMultiplyAdd(z, v2, z2);
            Vector256<float> u = Vector256.LoadUnsafe(ref recurrent, 16);
            u0 = Vector256.FusedMultiplyAdd(u, v0, u0);
            u1 = Vector256.FusedMultiplyAdd(u, v1, u1);
            u2 = Vector256.FusedMultiplyAdd(u, v2, u2);
            hidden = ref Unsafe.Add(ref hidden, 1);
            recurrent = ref Unsafe.Add(ref recurrent, rowLength);
        }

        Store(ref sums, r0, z0, n0, u0);
        Store(ref Unsafe.Add(ref sums, sizes.SumsStride), r1, z1, n1, u1);
        Store(ref Unsafe.Add(ref sums, 2 * sizes.SumsStride), r2, z2, n2, u2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float sums, Vector256<float> r, Vector256<float> z, Vector256<float> n, Vector256<float> u)
    {
        r.StoreUnsafe(ref sums);
        z.StoreUnsafe(ref sums, 8);
        n.StoreUnsafe(ref sums, 16);
        u.StoreUnsafe(ref sums, 24);
    }
}
