using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>Horizontal sums of vectors, in the same order on every machine. Called by generated code.</summary>
/// <remarks>
/// The order for a vector v0 … v7 is ((v0 + v4) + (v2 + v6)) + ((v1 + v5) + (v3 + v7)). It adds the halves first, which every instruction
/// set supports.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HorizontalSum
{
    /// <summary>Returns the sum of one vector in element 0. The other elements are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector256<float> a)
    {
        Vector128<float> half = a.GetLower() + a.GetUpper();
        Vector128<float> quarter = half + Vector128.Shuffle(half, Vector128.Create(2, 3, 2, 3));
        return Vector128.CreateScalar(quarter.GetElement(0) + quarter.GetElement(1));
    }

    /// <summary>Returns the sums of two vectors in elements 0 and 1. The other elements are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector256<float> a, Vector256<float> b) =>
        Of(a, b, Vector256<float>.Zero, Vector256<float>.Zero);

    /// <summary>Returns the sums of three vectors in elements 0 to 2. Element 3 is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        Of(a, b, c, Vector256<float>.Zero);

    /// <summary>Returns the sums of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        Vector128<float> a4 = a.GetLower() + a.GetUpper();
        Vector128<float> b4 = b.GetLower() + b.GetUpper();
        Vector128<float> c4 = c.GetLower() + c.GetUpper();
        Vector128<float> d4 = d.GetLower() + d.GetUpper();
        return OfHalves(a4, b4, c4, d4);
    }

    /// <summary>
    /// Returns the sums of four vectors of eight lanes, whose upper halves have already been added to their lower halves.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> OfHalves(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        // ab = [a0+a2, a1+a3, b0+b2, b1+b3], and cd likewise. The shuffles then align the two terms of each sum.
        Vector128<float> ab = Pairs(a, b);
        Vector128<float> cd = Pairs(c, d);
        return Transposed(ab, cd, 0) + Transposed(ab, cd, 1);
    }

    // Blends and shuffles stay in registers. On x64, the JIT combines two 64-bit halves through memory, in pieces that the processor cannot
    // forward from its store buffer: a head of two outputs would then cost as much as the rest of a small step.

    /// <summary>Returns [a0 + a2, a1 + a3, b0 + b2, b1 + b3].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(Vector128<float> a, Vector128<float> b)
    {
        Vector128<float> low = LowerThenUpper(a, Vector128.Shuffle(b, Vector128.Create(0, 1, 0, 1)));
        Vector128<float> high = LowerThenUpper(Vector128.Shuffle(a, Vector128.Create(2, 3, 2, 3)), b);
        return low + high;
    }

    /// <summary>Returns elements <paramref name="first"/> and first + 2 of each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Transposed(Vector128<float> ab, Vector128<float> cd, int first)
    {
        Vector128<int> pick = Vector128.Create(first, first + 2, first, first + 2);
        return LowerThenUpper(Vector128.Shuffle(ab, pick), Vector128.Shuffle(cd, pick));
    }

    /// <summary>Returns elements 0 and 1 of the first vector and elements 2 and 3 of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowerThenUpper(Vector128<float> lower, Vector128<float> upper) =>
        Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).AsSingle(), lower, upper);
}
