using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>Rows of a matrix times a vector, in vectors of four lanes: dense layers and projections on processors without wider ones. Called by generated code.</summary>
/// <remarks>Each row's sum runs in eight lanes, two vectors, and these are added in the order of <see cref="HorizontalSum"/>: the same bits as in vectors of eight.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatrixRows
{
    /// <summary>The sums of one to four rows, in as many elements from the first; the others are zero.</summary>
    /// <param name="rows">The first weight of the first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="source">The first value of the vector.</param>
    /// <param name="columns">Floats in a row and in the vector, a multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector128<float> Sum(ref float rows, int count, ref float source, nint columns)
    {
        Vector128<float> a = HalfSum(ref rows, ref source, columns);
        Vector128<float> b = count > 1 ? HalfSum(ref Unsafe.Add(ref rows, columns), ref source, columns) : Vector128<float>.Zero;
        Vector128<float> c = count > 2 ? HalfSum(ref Unsafe.Add(ref rows, 2 * columns), ref source, columns) : Vector128<float>.Zero;
        Vector128<float> d = count > 3 ? HalfSum(ref Unsafe.Add(ref rows, 3 * columns), ref source, columns) : Vector128<float>.Zero;
        return HorizontalSum.OfHalves(a, b, c, d);
    }

    /// <summary>A row's eight sums, the upper four added to the lower.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector128<float> HalfSum(ref float row, ref float source, nint columns)
    {
        Vector128<float> lower = Vector128.LoadUnsafe(ref row) * Vector128.LoadUnsafe(ref source);
        Vector128<float> upper = Vector128.LoadUnsafe(ref row, 4) * Vector128.LoadUnsafe(ref source, 4);
        for (nuint n = 8; n < (nuint)columns; n += 8)
        {
            lower = MultiplyAdd.Of(Vector128.LoadUnsafe(ref row, n), Vector128.LoadUnsafe(ref source, n), lower);
            upper = MultiplyAdd.Of(Vector128.LoadUnsafe(ref row, n + 4), Vector128.LoadUnsafe(ref source, n + 4), upper);
        }

        return lower + upper;
    }
}
