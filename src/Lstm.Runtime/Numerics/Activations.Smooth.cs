using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// The curved functions other than tanh and the sigmoid. docs/numerics.md has their errors and says where they are monotone.
public static partial class Activations
{
    /// <summary>v / (1 + |v|), lane by lane. ±1 at ±infinity, odd bit for bit, NaN gives NaN.</summary>
    /// <remarks>
    /// With a = |v| limited to 1 from above and b = |v| limited to 1 from below,
    /// <code>|v| / (1 + |v|) = a - a² / (a + b)</code>
    /// for |v| &lt;= 1, where b = 1, as for |v| &gt;= 1, where it reads 1 - 1/(1 + |v|). Rounding then weighs less than in the plain quotient, whose
    /// neighbouring values are out of order 35 times as often, and infinities need nothing of their own.
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

    /// <summary>ln(1 + e^v), lane by lane. 0 at -infinity and from -86.5 down, infinity at infinity, NaN gives NaN; never subnormal.</summary>
    /// <remarks>
    /// <code>ln(1 + e^v) = max(v, 0) + ln(1 + e^-|v|),   ln(1 + e^-|v|) = 2 atanh(s),   s = 1 / (1 + 2 e^|v|) &lt;= 1/3</code>
    /// </remarks>
    /// <param name="v">The arguments.</param>
    /// <returns>The softplus of each lane, within 2.51 ulp. Monotone up to 0; above, neighbouring values can be out of order by at most 2 ulp.</returns>
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

    /// <summary>v where v is not below 0, else alpha·(e^v - 1), lane by lane. -alpha at -infinity, NaN gives NaN, ±0 give themselves.</summary>
    /// <remarks>
    /// <code>e^v - 1 = 2^n (e^r - 1) + (2^n - 1)</code>
    /// The last term is exact, and nothing cancels: n = 0 for small v.
    /// </remarks>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The factor below 0, finite; with 1 its product is exact.</param>
    /// <returns>The exponential linear unit of each lane: within 0.93 ulp with alpha = 1, and monotone for every alpha above 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Elu(Vector256<float> v, float alpha)
    {
        Vector256<float> zero = Vector256<float>.Zero;
        Vector256<float> limited = Vector256.MinNative(zero, Vector256.MaxNative(Vector256.Create(EluLimit), v));
        Vector256<float> fraction = Exponential.MinusOne(limited, out Vector256<float> power);
        Vector256<float> below = Vector256.FusedMultiplyAdd(power, fraction, power - Vector256.Create(1f));
        return Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(v, zero), v, Vector256.Create(alpha) * below);
    }

    /// <summary>alpha·tanh(beta·v), lane by lane: <see cref="Tanh(Vector256{float})"/> with two more roundings. NaN gives NaN.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The value at infinity, finite.</param>
    /// <param name="beta">The factor of the argument, finite and not 0.</param>
    /// <returns>The scaled tanh of each lane: monotone, within 2.08 ulp with alpha = 1.7159 and beta = 2/3.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ScaledTanh(Vector256<float> v, float alpha, float beta) =>
        Vector256.Create(alpha) * Tanh(Vector256.Create(beta) * v);
}
