using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>The exponential behind Elu, Softplus and Softmax: the same rules as <see cref="Activations"/>, so the same bits on every machine.</summary>
/// <remarks>
/// <code>e^x = 2^n · e^r,   n = round(x / ln2),   e^r - 1 = r + r² S(r)</code>
/// S is a quintic that only corrects r: its rounding noise is weighed by |r|/2 &lt; 0.18. ln2 is subtracted in two parts, the first short enough for
/// n · part to be exact. docs/numerics.md has the errors, fit_exponential.py the fit.
/// </remarks>
internal static class Exponential
{
    // Adding 1.5 * 2^23 leaves the nearest integer in the low bits; 127 makes them the exponent field of 2^n.
    private const float Round = 12582912f + 127f;
    private const float OneOverLn2 = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Below, the result or a step to it would be subnormal: ln(2^-126), rounded up.
    private const float Lowest = -87.33654f;

    // 2^-60, added to r²: for small r it would be subnormal, which is slow on some machines. Never reaches a result.
    private const float Tiny = 8.67361738e-19f;

    private const float S0 = 0.5f;
    private const float S1 = 0.166666672f;
    private const float S2 = 0.041666355f;
    private const float S3 = 0.00833327323f;
    private const float S4 = 0.00139410235f;
    private const float S5 = 0.000199141912f;

    /// <summary>e^x for x &lt;= 0, lane by lane.</summary>
    /// <param name="x">The arguments: at most 0, or NaN.</param>
    /// <returns>e^x within 1.02 ulp and monotone, +0 below -87.33654, 1 at ±0, NaN for NaN; never subnormal.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OfNegative(Vector256<float> x)
    {
        Vector256<float> lowest = Vector256.Create(Lowest);
        Vector256<float> fraction = MinusOne(Vector256.MaxNative(lowest, x), out Vector256<float> power);
        return Vector256.AndNot(Vector256.FusedMultiplyAdd(power, fraction, power), Vector256.LessThan(x, lowest));
    }

    /// <summary>e^r - 1 and 2^n with e^x = 2^n · e^r, |r| &lt;= ln2/2, lane by lane.</summary>
    /// <param name="x">The arguments, between -87.33654 and 88, or NaN.</param>
    /// <param name="power">2^n; anything where x is NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MinusOne(Vector256<float> x, out Vector256<float> power)
    {
        Vector256<float> rounded = Vector256.FusedMultiplyAdd(x, Vector256.Create(OneOverLn2), Vector256.Create(Round));
        Vector256<float> n = rounded - Vector256.Create(Round);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), x));
        power = Vector256.ShiftLeft(rounded.AsInt32(), 23).AsSingle();

        Vector256<float> high = Vector256.FusedMultiplyAdd(r, Vector256.Create(S5), Vector256.Create(S4));
        Vector256<float> middle = Vector256.FusedMultiplyAdd(r, Vector256.Create(S3), Vector256.Create(S2));
        Vector256<float> low = Vector256.FusedMultiplyAdd(r, Vector256.Create(S1), Vector256.Create(S0));
        Vector256<float> square = Vector256.FusedMultiplyAdd(r, r, Vector256.Create(Tiny));
        Vector256<float> s = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(high, square, middle), square, low);
        return Vector256.FusedMultiplyAdd(r, r * s, r);
    }
}
