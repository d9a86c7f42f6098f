using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// The smooth functions other than tanh and the sigmoid. docs/numerics.md lists their errors and where they are monotone.
public static partial class Activations
{
    /// <summary>Returns v / (1 + |v|), lane by lane. The function is ±1 at ±infinity and odd bit for bit. NaN gives NaN.</summary>
    /// <remarks>
    /// With a = min(|v|, 1) and b = max(|v|, 1),
    /// <code>|v| / (1 + |v|) = a - a² / (a + b)</code>
    /// For |v| &gt;= 1 this is 1 - 1/(1 + |v|). The rounding errors are smaller than those of the plain quotient, whose neighbouring values
    /// are in the wrong order 35 times as often. Infinity needs no special case.
    /// </remarks>
    /// <param name="v">The arguments.</param>
    /// <returns>The softsign of each lane, within 1.25 ulp.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softsign(Vector256<float> v)
    {
        Vector256<float> one = Vector256.Create(1f);
        Vector256<float> size = Vector256.Abs(v);
        Vector256<float> a = Vector256.MinNative(one, size);
        Vector256<float> b = Vector256.MaxNative(one, size);
        Vector256<float> magnitude = Vector256.FusedMultiplyAdd(-a, a / (a + b), a);
        return magnitude | (v & Vector256.Create(-0f));
    }

    /// <summary>
    /// Returns ln(1 + e^v), lane by lane. The result is 0 for v below -86.5, including -infinity, infinity at infinity, and never
    /// subnormal. NaN gives NaN.
    /// </summary>
    /// <remarks>
    /// <code>ln(1 + e^v) = max(v, 0) + ln(1 + e^-|v|),   ln(1 + e^-|v|) = 2 atanh(s),   s = 1 / (1 + 2 e^|v|) &lt;= 1/3</code>
    /// </remarks>
    /// <param name="v">The arguments.</param>
    /// <returns>
    /// The softplus of each lane, within 2.51 ulp. Monotone up to 0. Above 0, neighbouring values can be in the wrong order by at most 2
    /// ulp.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> v)
    {
        Vector256<float> one = Vector256.Create(1f);
        Vector256<float> limit = Vector256.Create(SoftplusLimit);
        Vector256<float> size = Vector256.Abs(v);
        Vector256<float> fraction = Exponential.MinusOne(Vector256.MinNative(limit, size), out Vector256<float> power);
        Vector256<float> exponential = Vector256.FusedMultiplyAdd(power, fraction, power);
        Vector256<float> s = Vector256.AndNot(
            one / Vector256.FusedMultiplyAdd(Vector256.Create(2f), exponential, one),
            Vector256.GreaterThan(size, limit));

        Vector256<float> z = Vector256.FusedMultiplyAdd(s, s, Vector256.Create(SoftplusTiny));
        Vector256<float> high = Vector256.FusedMultiplyAdd(z, Vector256.Create(SoftplusR3), Vector256.Create(SoftplusR2));
        Vector256<float> low = Vector256.FusedMultiplyAdd(z, Vector256.Create(SoftplusR1), Vector256.Create(SoftplusR0));
        Vector256<float> r = Vector256.FusedMultiplyAdd(z * z, high, low);
        Vector256<float> logarithm = Vector256.FusedMultiplyAdd(s, z * r, s + s);
        return Vector256.MaxNative(Vector256<float>.Zero, v) + logarithm;
    }

    /// <summary>Returns e^v for v &lt;= 0, lane by lane. The result is 0 for v below -87.3 and never subnormal. NaN gives NaN.</summary>
    /// <param name="v">The arguments, at most 0.</param>
    /// <returns>The exponential of each lane, within 1.02 ulp.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpOfNegative(Vector256<float> v) => Exponential.OfNegative(v);

    /// <summary>
    /// Returns v for v &gt;= 0 and alpha·(e^v - 1) below, lane by lane. The result is -alpha at -infinity. NaN gives NaN; +0 gives +0 and
    /// -0 gives -0.
    /// </summary>
    /// <remarks>
    /// <code>e^v - 1 = 2^n (e^r - 1) + (2^n - 1)</code>
    /// The last term is exact. There is no cancellation, because n = 0 for small v.
    /// </remarks>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The factor below 0, finite. With 1, the product is exact.</param>
    /// <returns>The exponential linear unit of each lane: within 0.93 ulp with alpha = 1, and monotone for every alpha above 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Elu(Vector256<float> v, float alpha) =>
        Vector256.ConditionalSelect(
            Vector256.GreaterThanOrEqual(v, Vector256<float>.Zero), v, Vector256.Create(alpha) * ExpMinusOneOfNegative(v));

    /// <summary>
    /// Returns beta·v for v &gt;= 0 and beta·alpha·(e^v - 1) below, lane by lane: <see cref="Elu(Vector256{float}, float)"/> with one
    /// additional rounding. NaN gives NaN.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The factor below 0, finite.</param>
    /// <param name="beta">The factor of the result, finite and not 0.</param>
    /// <returns>The scaled exponential linear unit of each lane: monotone, within 2.05 ulp with the default parameters.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Selu(Vector256<float> v, float alpha, float beta) => Vector256.Create(beta) * Elu(v, alpha);

    /// <summary>
    /// Returns v for v &gt;= 0 and alpha·(e^(v / alpha) - 1) below, lane by lane. The result is -alpha at -infinity. NaN gives NaN; +0
    /// gives +0 and -0 gives -0.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The factor below 0, at least 0. With 0 the function is max(0, v).</param>
    /// <returns>
    /// The continuously differentiable exponential linear unit of each lane: monotone, within 0.93 ulp with alpha = 1 and 2.15 with
    /// alpha = 0.7.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Celu(Vector256<float> v, float alpha) =>
        Vector256.ConditionalSelect(
            Vector256.GreaterThanOrEqual(v, Vector256<float>.Zero),
            v,
            Vector256.Create(alpha) * ExpMinusOneOfNegative(v / Vector256.Create(alpha)));

    /// <summary>
    /// Returns e^v, lane by lane. The result is 0 for v below -87.3, infinity above 88.73, and never subnormal. NaN gives NaN.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <returns>The exponential of each lane: monotone, within 1.02 ulp.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> v) => Exponential.Of(v);

    /// <summary>
    /// Returns alpha·tanh(beta·v), lane by lane: <see cref="Tanh(Vector256{float})"/> with two additional roundings. NaN gives NaN.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The value at infinity, finite.</param>
    /// <param name="beta">The factor of the argument, finite and not 0.</param>
    /// <returns>The scaled tanh of each lane: monotone, within 2.08 ulp with alpha = 1.7159 and beta = 2/3.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ScaledTanh(Vector256<float> v, float alpha, float beta) =>
        Vector256.Create(alpha) * Tanh(Vector256.Create(beta) * v);

    /// <summary>Returns e^v - 1 for v &lt;= 0, lane by lane, and 0 above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpMinusOneOfNegative(Vector256<float> v)
    {
        Vector256<float> limited = Vector256.MinNative(Vector256<float>.Zero, Vector256.MaxNative(Vector256.Create(EluLimit), v));
        Vector256<float> fraction = Exponential.MinusOne(limited, out Vector256<float> power);
        return Vector256.FusedMultiplyAdd(power, fraction, power - Vector256.Create(1f));
    }
}
