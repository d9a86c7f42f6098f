using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>
/// Computes the sums of a tile of a quantized network. Called by the generated kernels for narrow vectors, and by those for wide vectors if
/// the weights have 8 bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class QuantizedTileSums
{
    /// <summary>Computes sum = fma(products, scale, start) with 16-bit weights, in vectors of four sums.</summary>
    /// <param name="weights">The first pair of weights of the tile.</param>
    /// <param name="rowLength">The distance from one pair of rows to the next, in weights.</param>
    /// <param name="pairs">The pairs of values, one for each pair of rows.</param>
    /// <param name="count">The number of pairs.</param>
    /// <param name="scales">The scales of the sums.</param>
    /// <param name="start">The initial values of the sums.</param>
    /// <param name="sums">Receives the sums.</param>
    /// <param name="columns">The number of sums, a multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(
        ref short weights,
        nint rowLength,
        ref int pairs,
        int count,
        ref float scales,
        ref float start,
        ref float sums,
        int columns)
    {
        for (nuint column = 0; column < (nuint)columns; column += Lanes)
        {
            Vector128<int> lower = Vector128<int>.Zero;
            Vector128<int> upper = Vector128<int>.Zero;
            ref short row = ref Unsafe.Add(ref weights, 2 * column);
            for (nint k = 0; k < count; k++)
            {
                Vector128<short> pair = Vector128.Create(Unsafe.Add(ref pairs, k)).AsInt16();
                lower += QuantizedSums.Products(Vector128.LoadUnsafe(ref row), pair);
                upper += QuantizedSums.Products(Vector128.LoadUnsafe(ref row, Lanes), pair);
                row = ref Unsafe.Add(ref row, rowLength);
            }

            Store(lower, column, ref scales, ref start, ref sums);
            Store(upper, column + Lanes / 2, ref scales, ref start, ref sums);
        }
    }

    /// <summary>Computes sum = fma(products, scale, start) with 8-bit weights.</summary>
    /// <inheritdoc cref="Add(ref short, nint, ref int, int, ref float, ref float, ref float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(
        ref sbyte weights,
        nint rowLength,
        ref int pairs,
        int count,
        ref float scales,
        ref float start,
        ref float sums,
        int columns)
    {
        if (Vector256.IsHardwareAccelerated)
        {
            WideTileSums.Add<WeightsOf8Bits>(
                ref Unsafe.As<sbyte, byte>(ref weights), rowLength, ref pairs, count, ref scales, ref start, ref sums, columns);
            return;
        }

        for (nuint column = 0; column < (nuint)columns; column += Lanes)
        {
            Vector128<int> lower = Vector128<int>.Zero;
            Vector128<int> upper = Vector128<int>.Zero;
            ref sbyte row = ref Unsafe.Add(ref weights, 2 * column);
            for (nint k = 0; k < count; k++)
            {
                Vector128<short> pair = Vector128.Create(Unsafe.Add(ref pairs, k)).AsInt16();
                Vector128<sbyte> both = Vector128.LoadUnsafe(ref row);
                lower += QuantizedSums.Products(Vector128.WidenLower(both), pair);
                upper += QuantizedSums.Products(Vector128.WidenUpper(both), pair);
                row = ref Unsafe.Add(ref row, rowLength);
            }

            Store(lower, column, ref scales, ref start, ref sums);
            Store(upper, column + Lanes / 2, ref scales, ref start, ref sums);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<int> products, nuint at, ref float scales, ref float start, ref float sums) =>
        MultiplyAdd.Of(Vector128.ConvertToSingle(products), Vector128.LoadUnsafe(ref scales, at), Vector128.LoadUnsafe(ref start, at))
            .StoreUnsafe(ref sums, at);
}
