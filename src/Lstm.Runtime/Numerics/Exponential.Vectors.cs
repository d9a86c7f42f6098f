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

    /// <summary>Returns e^r - 1 and 2^n, where e^x = 2^n · e^r and |r| &lt;= ln2/2, lane by lane.</summary>
    /// <param name="x">The arguments, between -87.33654 and 88, or NaN.</param>
    /// <param name="power">Receives 2^n; undefined where x is NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MinusOne(Vector256<float> x, out Vector256<float> power)
    {
        Vector256<float> rounded = Vector256.FusedMultiplyAdd(x, Vector256.Create(OneOverLn2), Vector256.Create(Round));
        Vector256<float> n = rounded - Vector256.Create(Round);
        Vector256<float> r = Vector256.FusedMultiplyAdd(
            n,
            Vector256.Create(-Ln2Low),
            Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x));
        power = Vector256.ShiftLeft(rounded.AsInt32(), 23).AsSingle();

        Vector256<float> high = Vector256.FusedMultiplyAdd(r, Vector256.Create(S5), Vector256.Create(S4));
        Vector256<float> middle = Vector256.FusedMultiplyAdd(r, Vector256.Create(S3), Vector256.Create(S2));
        Vector256<float> low = Vector256.FusedMultiplyAdd(r, Vector256.Create(S1), Vector256.Create(S0));
        Vector256<float> square = Vector256.FusedMultiplyAdd(r, r, Vector256.Create(Tiny));
        Vector256<float> s = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(high, square, middle), square, low);
        return Vector256.FusedMultiplyAdd(r, r * s, r);
    }
}
