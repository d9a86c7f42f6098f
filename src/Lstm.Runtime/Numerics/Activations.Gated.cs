using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// The functions that multiply v by a gate between 0 and 1, which depends on v. docs/numerics.md lists their errors.
public static partial class Activations
{
    /// <summary>
    /// Returns v·sigmoid(v), lane by lane. The result is +0 for v below -87.3, including -infinity, and infinity at infinity. NaN gives
    /// NaN; +0 gives +0 and -0 gives -0.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <returns>The SiLU of each lane: within 2.6 ulp below 0 and 1.5 above.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Silu(Vector256<float> v)
    {
        Vector256<float> lowest = Vector256.Create(GatedLimit);
        Vector256<float> fraction = Exponential.MinusOne(Vector256.MaxNative(lowest, -Vector256.Abs(v)), out Vector256<float> power);
        Vector256<float> y = TimesSigmoid(Vector256.MaxNative(lowest, v), fraction, power);
        return Vector256.AndNot(y, Vector256.LessThan(v, lowest));
    }

    /// <summary>
    /// Returns v·(1 + erf(v/√2))/2, lane by lane. The result is +0 for v below -12.9, including -infinity, and infinity at infinity. NaN
    /// gives NaN; +0 gives +0 and -0 gives -0.
    /// </summary>
    /// <remarks>
    /// With a = |v|, the result is v - v·Q for v &gt; 0 and v·Q below, where
    /// <code>Q = erfc(a/√2) / 2 = e^(-a²/2) · N(a) / D(a)</code>
    /// The rounding error of a² is not lost: the exponential takes it as a second argument.
    /// </remarks>
    /// <param name="v">The arguments.</param>
    /// <returns>The GELU of each lane: within 6.6 ulp below 0 and 2.7 above.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Gelu(Vector256<float> v)
    {
        Vector256<float> limit = Vector256.Create(GeluLimit);
        Vector256<float> limited = Vector256.MaxNative(-limit, Vector256.MinNative(limit, v));
        Vector256<float> a = Vector256.MaxNative(Vector256.Create(GeluTiny), Vector256.Abs(limited));
        Vector256<float> square = a * a;
        Vector256<float> rest = Vector256.FusedMultiplyAdd(a, a, -square);
        Vector256<float> minusHalf = Vector256.Create(-0.5f);
        Vector256<float> fraction = Exponential.MinusOne(minusHalf * square, minusHalf * rest, out Vector256<float> power);

        Vector256<float> n = Vector256.FusedMultiplyAdd(a, Vector256.Create(GeluN4), Vector256.Create(GeluN3));
        n = Vector256.FusedMultiplyAdd(n, a, Vector256.Create(GeluN2));
        n = Vector256.FusedMultiplyAdd(n, a, Vector256.Create(GeluN1));
        n = Vector256.FusedMultiplyAdd(n, a, Vector256.Create(GeluN0));
        Vector256<float> d = Vector256.FusedMultiplyAdd(a, Vector256.Create(GeluD5), Vector256.Create(GeluD4));
        d = Vector256.FusedMultiplyAdd(d, a, Vector256.Create(GeluD3));
        d = Vector256.FusedMultiplyAdd(d, a, Vector256.Create(GeluD2));
        d = Vector256.FusedMultiplyAdd(d, a, Vector256.Create(GeluD1));
        d = Vector256.FusedMultiplyAdd(d, a, Vector256.Create(GeluD0));
        Vector256<float> quotient = n / d;
        Vector256<float> q = Vector256.FusedMultiplyAdd(quotient, fraction, quotient) * power;

        Vector256<float> below = Vector256.AndNot(limited * q, Vector256.LessThan(v, -limit));
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(v, Vector256<float>.Zero), Vector256.FusedMultiplyAdd(-limited, q, v), below);
    }

    /// <summary>
    /// Returns v·(1 + tanh(√(2/π)·(v + 0.044715·v³)))/2, lane by lane. The result is +0 for v below -10, including -infinity, and
    /// infinity at infinity. NaN gives NaN; +0 gives +0 and -0 gives -0.
    /// </summary>
    /// <remarks>
    /// The result is v·sigmoid(y) with y = v·(A + B·v²). |y| is computed as the sum of two floats, because the rounding error of a large y
    /// would be that of many ulps of e^-|y|.
    /// </remarks>
    /// <param name="v">The arguments.</param>
    /// <returns>The approximated GELU of each lane: within 2.75 ulp below 0 and 1.5 above.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> GeluTanh(Vector256<float> v)
    {
        Vector256<float> limit = Vector256.Create(GeluTanhLimit);
        Vector256<float> high = Vector256.Create(GeluTanhA);
        Vector256<float> factor = Vector256.Create(GeluTanhB);
        Vector256<float> a = Vector256.MaxNative(Vector256.Create(GeluTiny), Vector256.MinNative(limit, Vector256.Abs(v)));
        Vector256<float> square = a * a;
        Vector256<float> squareRest = Vector256.FusedMultiplyAdd(a, a, -square);

        // A + B·a² and its rest: that of the sum (Knuth), that of the product, and those of A, B and a².
        Vector256<float> product = factor * square;
        Vector256<float> sum = product + high;
        Vector256<float> added = sum - high;
        Vector256<float> rest = (high - (sum - added)) + (product - added);
        rest += Vector256.FusedMultiplyAdd(factor, square, -product);
        rest += Vector256.FusedMultiplyAdd(
            factor,
            squareRest,
            Vector256.FusedMultiplyAdd(Vector256.Create(GeluTanhBLow), square, Vector256.Create(GeluTanhALow)));

        Vector256<float> y = a * sum;
        Vector256<float> yRest = Vector256.FusedMultiplyAdd(a, rest, Vector256.FusedMultiplyAdd(a, sum, -y));
        Vector256<float> fraction = Exponential.MinusOne(-y, -yRest, out Vector256<float> power);
        return Vector256.AndNot(TimesSigmoid(Vector256.MaxNative(-limit, v), fraction, power), Vector256.LessThan(v, -limit));
    }

    /// <summary>
    /// Returns v·tanh(ln(1 + e^v)), lane by lane. The result is +0 for v below -87.3, including -infinity, and infinity at infinity. NaN
    /// gives NaN; +0 gives +0 and -0 gives -0.
    /// </summary>
    /// <remarks>
    /// With t = e^-|v|,
    /// <code>v - v·2t² / (1 + 2t + 2t²) for v &gt; 0,   v·t(t + 2) / (t(t + 2) + 2) below</code>
    /// </remarks>
    /// <param name="v">The arguments.</param>
    /// <returns>The mish of each lane: within 3.4 ulp below 0 and 2.2 above.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Mish(Vector256<float> v)
    {
        Vector256<float> two = Vector256.Create(2f);
        Vector256<float> lowest = Vector256.Create(GatedLimit);
        Vector256<float> limited = Vector256.MaxNative(lowest, Vector256.MinNative(Vector256.Create(MishLimit), v));
        Vector256<float> isAbove = Vector256.GreaterThan(v, Vector256<float>.Zero);
        Vector256<float> fraction = Exponential.MinusOne(-Vector256.Abs(limited), out Vector256<float> power);
        Vector256<float> t = Vector256.FusedMultiplyAdd(power, fraction, power);
        Vector256<float> twice = t + t;
        Vector256<float> more = t + two;

        Vector256<float> numerator = Vector256.ConditionalSelect(isAbove, twice * t, more);
        Vector256<float> denominator = Vector256.ConditionalSelect(
            isAbove,
            Vector256.FusedMultiplyAdd(twice, t, Vector256.FusedMultiplyAdd(two, t, Vector256.Create(1f))),
            Vector256.FusedMultiplyAdd(t, more, two));
        Vector256<float> quotient = numerator / denominator;

        Vector256<float> scaled = limited * power;
        Vector256<float> product = Vector256.FusedMultiplyAdd(scaled, fraction, scaled);
        Vector256<float> below = Vector256.AndNot(product * quotient, Vector256.LessThan(v, lowest));
        return Vector256.ConditionalSelect(isAbove, Vector256.FusedMultiplyAdd(-limited, quotient, v), below);
    }

    /// <summary>
    /// Returns v·min(6, max(0, v + 3))/6, lane by lane. The result is v from 3 to infinity, and -0 from -3 to -infinity. NaN gives NaN; +0
    /// gives +0 and -0 gives -0.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <returns>The hard Swish of each lane, within 1.9 ulp.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSwish(Vector256<float> v)
    {
        Vector256<float> three = Vector256.Create(3f);
        Vector256<float> six = Vector256.Create(6f);
        Vector256<float> gate = Vector256.MinNative(six, Vector256.MaxNative(Vector256<float>.Zero, v + three)) / six;
        return Vector256.MaxNative(-three, v) * gate;
    }

    /// <summary>Returns v·sigmoid(y) for a y of the sign of v, lane by lane. -0 gives -0.</summary>
    /// <param name="v">The arguments, limited below so that e^-|y| is a normal float.</param>
    /// <param name="fraction">e^r - 1, where e^-|y| = 2^n · e^r.</param>
    /// <param name="power">2^n.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> TimesSigmoid(Vector256<float> v, Vector256<float> fraction, Vector256<float> power)
    {
        // sigmoid(y) is 1 / (1 + e^-|y|) above 0, and e^-|y| times that below. 1 + 2^n is exact while it matters.
        Vector256<float> one = Vector256.Create(1f);
        Vector256<float> isBelow = Vector256.LessThan(v, Vector256<float>.Zero);
        Vector256<float> scaled = v * power;
        Vector256<float> numerator = Vector256.ConditionalSelect(isBelow, Vector256.FusedMultiplyAdd(scaled, fraction, scaled), v);
        return numerator / Vector256.FusedMultiplyAdd(power, fraction, power + one);
    }
}
