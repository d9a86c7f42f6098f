using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>A term of a sum: what a value contributes to it.</summary>
internal interface ITerm
{
    /// <summary>Returns a sum with the term of a further value.</summary>
    static abstract Vector256<float> Add(Vector256<float> sum, Vector256<float> value, Vector256<float> shift);
}

/// <summary>
/// Sums over the values of eight streams, one in each lane, in the order of the sums over the values of one stream: value k is added to
/// partial sum k % 8, and the partial sums are added as <see cref="HorizontalSum"/> adds the lanes of a vector.
/// </summary>
internal static class LaneSums
{
    /// <summary>Returns the sum of the values themselves.</summary>
    public static Vector256<float> Of(ref float values, nint stride, nint count) =>
        Of<Plain>(ref values, stride, count, Vector256<float>.Zero);

    /// <summary>Returns the sum of the squares of the differences from the mean.</summary>
    public static Vector256<float> OfSquares(ref float values, nint stride, nint count, Vector256<float> mean) =>
        Of<Square>(ref values, stride, count, mean);

    /// <summary>Returns the sum of e^(v - m) of the values v, none of which is above m.</summary>
    public static Vector256<float> OfExponentials(ref float values, nint stride, nint count, Vector256<float> m) =>
        Of<Exponent>(ref values, stride, count, m);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> Of<TTerm>(ref float values, nint stride, nint count, Vector256<float> shift)
        where TTerm : struct, ITerm
    {
        Vector256<float> s0 = Vector256<float>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (; count >= Lanes; count -= Lanes)
        {
            s0 = TTerm.Add(s0, Load(ref values, 0), shift);
            s1 = TTerm.Add(s1, Load(ref values, stride), shift);
            s2 = TTerm.Add(s2, Load(ref values, 2 * stride), shift);
            s3 = TTerm.Add(s3, Load(ref values, 3 * stride), shift);
            s4 = TTerm.Add(s4, Load(ref values, 4 * stride), shift);
            s5 = TTerm.Add(s5, Load(ref values, 5 * stride), shift);
            s6 = TTerm.Add(s6, Load(ref values, 6 * stride), shift);
            s7 = TTerm.Add(s7, Load(ref values, 7 * stride), shift);
            values = ref Unsafe.Add(ref values, Lanes * stride);
        }

        // The other lanes of a last, partial vector add zeros, which change nothing: a sum that starts with +0 is never -0.
        s0 = count > 0 ? TTerm.Add(s0, Load(ref values, 0), shift) : s0;
        s1 = count > 1 ? TTerm.Add(s1, Load(ref values, stride), shift) : s1;
        s2 = count > 2 ? TTerm.Add(s2, Load(ref values, 2 * stride), shift) : s2;
        s3 = count > 3 ? TTerm.Add(s3, Load(ref values, 3 * stride), shift) : s3;
        s4 = count > 4 ? TTerm.Add(s4, Load(ref values, 4 * stride), shift) : s4;
        s5 = count > 5 ? TTerm.Add(s5, Load(ref values, 5 * stride), shift) : s5;
        s6 = count > 6 ? TTerm.Add(s6, Load(ref values, 6 * stride), shift) : s6;
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ref float values, nint at) => Vector256.LoadUnsafe(ref Unsafe.Add(ref values, at));

    private readonly struct Plain : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Add(Vector256<float> sum, Vector256<float> value, Vector256<float> shift) => sum + value;
    }

    private readonly struct Square : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Add(Vector256<float> sum, Vector256<float> value, Vector256<float> shift)
        {
            Vector256<float> difference = value - shift;
            return MultiplyAdd.Of(difference, difference, sum);
        }
    }

    private readonly struct Exponent : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Add(Vector256<float> sum, Vector256<float> value, Vector256<float> shift) =>
            sum + OutputVectors.Exponentials(value - shift);
    }
}
