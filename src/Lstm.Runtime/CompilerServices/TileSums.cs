using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>
/// Computes the sums of a tile in 128-bit vectors, for the kernels of processors without wider vectors. Called by generated code.
/// </summary>
/// <remarks>
/// Each column of the weights belongs to one sum. A sum adds its rows in order, with one multiply-add for each row, in the order of the
/// wide kernels. The number of columns that are processed at a time does not change the results.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TileSums
{
    /// <summary>Computes sums[j] += rows[k, j] · values[k] for each k in order.</summary>
    /// <param name="rows">The first weight of the first row.</param>
    /// <param name="rowLength">The distance from one row to the next, in floats.</param>
    /// <param name="values">The multiplier of the first row.</param>
    /// <param name="count">The number of values, including skipped ones.</param>
    /// <param name="sums">The first sum.</param>
    /// <param name="columns">The number of sums, a multiple of 8.</param>
    /// <param name="every">1 for all rows; 2 for every second row, starting with the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Add(ref float rows, nint rowLength, ref float values, nint count, ref float sums, nint columns, nint every = 1)
    {
        if (MultiplyAdd.IsEmulated)
        {
            EmulatedTileSums.Add(ref rows, rowLength * every, ref values, count, ref sums, columns, every);
            return;
        }

        nint column = 0;
        for (; column <= columns - 32; column += 32)
        {
            AddColumns32(ref Unsafe.Add(ref rows, column), rowLength * every, ref values, count, ref Unsafe.Add(ref sums, column), every);
        }

        for (; column < columns; column += 8)
        {
            AddColumns8(ref Unsafe.Add(ref rows, column), rowLength * every, ref values, count, ref Unsafe.Add(ref sums, column), every);
        }
    }

    /// <summary>Computes sums[j] += others[j].</summary>
    /// <param name="others">The first float to add.</param>
    /// <param name="sums">The first sum.</param>
    /// <param name="columns">The number of sums, a multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Join(ref float others, ref float sums, nint columns)
    {
        for (nint column = 0; column < columns; column += 4)
        {
            (Vector128.LoadUnsafe(ref sums, (nuint)column) + Vector128.LoadUnsafe(ref others, (nuint)column))
                .StoreUnsafe(ref sums, (nuint)column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumns32(ref float rows, nint rowLength, ref float values, nint count, ref float sums, nint every)
    {
        Vector128<float> s0 = Vector128.LoadUnsafe(ref sums);
        Vector128<float> s1 = Vector128.LoadUnsafe(ref sums, 4);
        Vector128<float> s2 = Vector128.LoadUnsafe(ref sums, 8);
        Vector128<float> s3 = Vector128.LoadUnsafe(ref sums, 12);
        Vector128<float> s4 = Vector128.LoadUnsafe(ref sums, 16);
        Vector128<float> s5 = Vector128.LoadUnsafe(ref sums, 20);
        Vector128<float> s6 = Vector128.LoadUnsafe(ref sums, 24);
        Vector128<float> s7 = Vector128.LoadUnsafe(ref sums, 28);
        for (nint k = 0; k < count; k += every)
        {
            Vector128<float> v = Vector128.Create(Unsafe.Add(ref values, k));
            s0 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows), v, s0);
            s1 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows, 4), v, s1);
            s2 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows, 8), v, s2);
            s3 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows, 12), v, s3);
            s4 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows, 16), v, s4);
            s5 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows, 20), v, s5);
            s6 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows, 24), v, s6);
            s7 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows, 28), v, s7);
            rows = ref Unsafe.Add(ref rows, rowLength);
        }

        s0.StoreUnsafe(ref sums);
        s1.StoreUnsafe(ref sums, 4);
        s2.StoreUnsafe(ref sums, 8);
        s3.StoreUnsafe(ref sums, 12);
        s4.StoreUnsafe(ref sums, 16);
        s5.StoreUnsafe(ref sums, 20);
        s6.StoreUnsafe(ref sums, 24);
        s7.StoreUnsafe(ref sums, 28);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumns8(ref float rows, nint rowLength, ref float values, nint count, ref float sums, nint every)
    {
        Vector128<float> s0 = Vector128.LoadUnsafe(ref sums);
        Vector128<float> s1 = Vector128.LoadUnsafe(ref sums, 4);
        for (nint k = 0; k < count; k += every)
        {
            Vector128<float> v = Vector128.Create(Unsafe.Add(ref values, k));
            s0 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows), v, s0);
            s1 = MultiplyAdd.Of(Vector128.LoadUnsafe(ref rows, 4), v, s1);
            rows = ref Unsafe.Add(ref rows, rowLength);
        }

        s0.StoreUnsafe(ref sums);
        s1.StoreUnsafe(ref sums, 4);
    }
}
