using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// Written for eight lanes. The build derives the versions for four lanes from this file.
internal static partial class Exponential
{
    /// <summary>Returns e^x for x &lt;= 0, lane by lane.</summary>
    /// <param name="x">The arguments: at most 0, or NaN.</param>
    /// <returns>e^x within 1.02 ulp: monotone, +0 below -87.33654, 1 at ±0, NaN for NaN, and never subnormal.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfNegative(Vector256<float> x)
    {
        Vector256<float> lowest = Vector256.Create(Lowest);
        Vector256<float> fraction = MinusOne(Vector256.MaxNative(lowest, x), out Vector256<float> power);
        return Vector256.AndNot(Vector256.FusedMultiplyAdd(power, fraction, power), Vector256.LessThan(x, lowest));
    }

    /// <summary>Returns e^x, lane by lane.</summary>
    /// <param name="x">The arguments.</param>
    /// <returns>
    /// e^x within 1.02 ulp: monotone, +0 below -87.33654, infinity where it is above the largest float, NaN for NaN, and never subnormal.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> x)
    {
        Vector256<float> lowest = Vector256.Create(Lowest);
        Vector256<float> limited = Vector256.MinNative(Vector256.Create(Highest), Vector256.MaxNative(lowest, x));
        Vector256<float> fraction = MinusOne(limited, out Vector256<float> power);

        // Where n is 128, 2^n is no float but half of it is.
        Vector256<float> isTwice = Vector256.Equals(power, Vector256.Create(float.PositiveInfinity));
        power = Vector256.MinNative(Vector256.Create(LargestPower), power);
        Vector256<float> y = Vector256.FusedMultiplyAdd(power, fraction, power);
        return Vector256.AndNot(y + (y & isTwice), Vector256.LessThan(x, lowest));
    }

    /// <summary>Returns e^r - 1 and 2^n, where e^x = 2^n · e^r and |r| &lt;= ln2/2, lane by lane.</summary>
    /// <param name="x">The arguments, between -87.33654 and 88, or NaN.</param>
    /// <param name="power">Receives 2^n; undefined where x is NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MinusOne(Vector256<float> x, out Vector256<float> power)
    {
        Vector256<float> n = Nearest(x, out power);
        return Corrected(Vector256.FusedMultiplyAdd(
            n,
            Vector256.Create(-Ln2Low),
            Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x)));
    }

    /// <summary>
    /// Returns e^r - 1 and 2^n for an argument that is the sum of two floats. The error of a large argument would be that of many ulps of
    /// the result.
    /// </summary>
    /// <param name="x">The arguments, between -87.33654 and 88, or NaN.</param>
    /// <param name="low">What is added to them: the rounding error of the computation that gave x.</param>
    /// <param name="power">Receives 2^n; undefined where x is NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MinusOne(Vector256<float> x, Vector256<float> low, out Vector256<float> power)
    {
        Vector256<float> n = Nearest(x, out power);
        return Corrected(Vector256.FusedMultiplyAdd(
            n,
            Vector256.Create(-Ln2Low),
            Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x) + low));
    }

    /// <summary>Returns n = round(x / ln2) and 2^n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Nearest(Vector256<float> x, out Vector256<float> power)
    {
        Vector256<float> rounded = Vector256.FusedMultiplyAdd(x, Vector256.Create(OneOverLn2), Vector256.Create(Round));
        power = Vector256.ShiftLeft(rounded.AsInt32(), 23).AsSingle();
        return rounded - Vector256.Create(Round);
    }

    /// <summary>Returns e^r - 1 = r + r² S(r).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Corrected(Vector256<float> r)
    {
        Vector256<float> high = Vector256.FusedMultiplyAdd(r, Vector256.Create(S5), Vector256.Create(S4));
        Vector256<float> middle = Vector256.FusedMultiplyAdd(r, Vector256.Create(S3), Vector256.Create(S2));
        Vector256<float> low = Vector256.FusedMultiplyAdd(r, Vector256.Create(S1), Vector256.Create(S0));
        Vector256<float> square = Vector256.FusedMultiplyAdd(r, r, Vector256.Create(Tiny));
        Vector256<float> s = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(high, square, middle), square, low);
        return Vector256.FusedMultiplyAdd(r, r * s, r);
    }
}
