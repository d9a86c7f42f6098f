using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>
/// Multiplies rows of a matrix by a vector, for dense layers and projections on processors without 256-bit vectors. Called by generated
/// code.
/// </summary>
/// <remarks>
/// Each row has eight partial sums in two vectors, which are added in the order of <see cref="HorizontalSum"/>. The results are therefore
/// bit-identical to those of 256-bit vectors.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatrixRows
{
    /// <summary>Returns the dot products of one to four rows with a vector. The remaining elements are zero.</summary>
    /// <param name="rows">The first weight of the first row.</param>
    /// <param name="count">The number of rows, 1 to 4.</param>
    /// <param name="source">The first value of the vector.</param>
    /// <param name="columns">The number of floats in a row and in the vector, a multiple of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector128<float> Sum(ref float rows, int count, ref float source, nint columns)
    {
        Vector128<float> a = HalfSum(ref rows, ref source, columns);
        Vector128<float> b = count > 1 ? HalfSum(ref Unsafe.Add(ref rows, columns), ref source, columns) : Vector128<float>.Zero;
        Vector128<float> c = count > 2 ? HalfSum(ref Unsafe.Add(ref rows, 2 * columns), ref source, columns) : Vector128<float>.Zero;
        Vector128<float> d = count > 3 ? HalfSum(ref Unsafe.Add(ref rows, 3 * columns), ref source, columns) : Vector128<float>.Zero;
        return HorizontalSum.OfHalves(a, b, c, d);
    }

    /// <summary>Returns the eight partial sums of a row, with the upper four added to the lower four.</summary>
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
