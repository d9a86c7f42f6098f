using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using At = Lstm.CompilerServices.ActivationTable;
using K = Lstm.CompilerServices.ActivationConstants;

namespace Lstm.CompilerServices;

// tanh and the sigmoid.
public static partial class Activations
{
    /// <summary>Returns tanh(x), lane by lane.</summary>
    /// <remarks>
    /// <para>
    /// With a = min(|x|, 1) and b = max(|x|, 1),
    /// </para>
    /// <code>tanh |x| = a - a³ / (Q(a²) + (e^(2b) - e²)/2)</code>
    /// <para>
    /// For |x| &lt;= 1, b = 1 and the exponential cancels. The formula is then an identity, because
    /// Q(x²) = x³/(x - tanh x) = 3 + 6x²/5 - x⁴/175 + ... For |x| &gt;= 1, a = 1 and Q(1) = (e² + 1)/2, and the formula becomes
    /// 1 - 2/(e^(2|x|) + 1) = tanh |x|. The same formula therefore covers all arguments without a branch, and the two ranges meet at 1. In
    /// the code the denominator is negated and a keeps the sign of x.
    /// </para>
    /// <para>
    /// The error over all floats is at most 1.067 ulp. The function is odd: tanh(-x) = -tanh(x) bit for bit, including signed zeros. It is
    /// monotone (x &lt; y never gives tanh(x) &gt; tanh(y)), stays in [-1, 1] and is exactly ±1 at ±infinity. NaN gives NaN.
    /// </para>
    /// </remarks>
    /// <param name="x">The arguments.</param>
    /// <returns>tanh of each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Tanh<FromLiterals>(x, ref Unsafe.NullRef<float>());

    /// <summary>
    /// Returns the same as <see cref="Tanh(Vector256{float})"/>, bit for bit. For code that has no registers left for constants.
    /// </summary>
    /// <param name="x">The arguments.</param>
    /// <param name="table">The table of constants: the start of a model's packed buffer.</param>
    /// <returns>tanh of each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x, ref float table) => Tanh<FromTable>(x, ref table);

    /// <summary>Returns the logistic sigmoid of <em>twice</em> the argument, 1/(1 + e^(-2v)), lane by lane.</summary>
    /// <remarks>
    /// <para>
    /// The packed weights of the gates are halved, which is exact, so a kernel passes half of the sigmoid's argument.
    /// e^(-2v) = 2^n p(r), where n is the exponent rounded <em>down</em>. The argument of p then always has the same sign, and so do all
    /// its terms. Every stage, the sum and the division are therefore monotone after rounding too.
    /// </para>
    /// <para>
    /// The absolute error over all floats is at most 1.66 * 2^-24 (0.83 * 2^-23). The function is monotone and stays in [0, 1]. It is
    /// exactly 1 from 8.7 to infinity and exactly 0 from -infinity to below -22.2, and never subnormal. NaN gives NaN.
    /// </para>
    /// </remarks>
    /// <param name="half">Half of the sigmoid's arguments.</param>
    /// <returns>The sigmoid of twice each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HalfSigmoid(Vector256<float> half) => HalfSigmoid<FromLiterals>(half, ref Unsafe.NullRef<float>());

    /// <summary>
    /// Returns the same as <see cref="HalfSigmoid(Vector256{float})"/>, bit for bit. For code that has no registers left for constants.
    /// </summary>
    /// <param name="half">Half of the sigmoid's arguments.</param>
    /// <param name="table">The table of constants: the start of a model's packed buffer.</param>
    /// <returns>The sigmoid of twice each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HalfSigmoid(Vector256<float> half, ref float table) => HalfSigmoid<FromTable>(half, ref table);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Tanh<TSource>(Vector256<float> x, ref float table)
        where TSource : struct, IConstantSource
    {
        // The longest dependency chain comes first, because processors start the oldest instruction that is ready.
        Vector256<float> b = Vector256.MinNative(
            TSource.OfVector256(ref table, At.TanhLimit, K.TanhLimit),
            Vector256.MaxNative(TSource.OfVector256(ref table, At.One, K.One), Vector256.Abs(x)));
        Vector256<float> rounded = Vector256.FusedMultiplyAdd(
            b,
            TSource.OfVector256(ref table, At.TwoOverLn2, K.TwoOverLn2),
            TSource.OfVector256(ref table, At.TanhRound, K.TanhRound));
        Vector256<float> n = rounded - TSource.OfVector256(ref table, At.TanhRound, K.TanhRound);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, TSource.OfVector256(ref table, At.MinusHalfLn2, K.MinusHalfLn2), b);
        Vector256<float> halfPower = Vector256.ShiftLeft(rounded.AsInt32(), 23).AsSingle();

        Vector256<float> a = Vector256.MinNative(
            TSource.OfVector256(ref table, At.One, K.One),
            Vector256.MaxNative(TSource.OfVector256(ref table, At.MinusOne, K.MinusOne), x));
        Vector256<float> z = Vector256.FusedMultiplyAdd(a, a, TSource.OfVector256(ref table, At.TanhTiny, K.TanhTiny));
        Vector256<float> q = Vector256.FusedMultiplyAdd(
            z,
            TSource.OfVector256(ref table, At.TanhQ3, K.TanhQ3),
            TSource.OfVector256(ref table, At.TanhQ2, K.TanhQ2));
        q = Vector256.FusedMultiplyAdd(q, z, TSource.OfVector256(ref table, At.TanhQ1, K.TanhQ1));
        q = Vector256.FusedMultiplyAdd(q, z, TSource.OfVector256(ref table, At.TanhQ0, K.TanhQ0));

        // halfPower·p(r) + q. The power and q enter before the polynomial is complete, which costs one operation and saves 4 cycles.
        Vector256<float> high = Vector256.FusedMultiplyAdd(
            r,
            TSource.OfVector256(ref table, At.TanhP5, K.TanhP5),
            TSource.OfVector256(ref table, At.TanhP4, K.TanhP4));
        Vector256<float> middle = Vector256.FusedMultiplyAdd(
            r,
            TSource.OfVector256(ref table, At.TanhP3, K.TanhP3),
            TSource.OfVector256(ref table, At.TanhP2, K.TanhP2));
        Vector256<float> low = Vector256.FusedMultiplyAdd(
            r,
            TSource.OfVector256(ref table, At.TanhP1, K.TanhP1),
            TSource.OfVector256(ref table, At.TanhP0, K.TanhP0));
        Vector256<float> square = r * r;
        Vector256<float> denominator = Vector256.FusedMultiplyAdd(
            square * halfPower,
            Vector256.FusedMultiplyAdd(high, square, middle),
            Vector256.FusedMultiplyAdd(low, halfPower, q));

        return Vector256.FusedMultiplyAdd(a, z / denominator, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> HalfSigmoid<TSource>(Vector256<float> half, ref float table)
        where TSource : struct, IConstantSource
    {
        Vector256<float> v = Vector256.MinNative(
            TSource.OfVector256(ref table, At.SigmoidHigh, K.SigmoidHigh),
            Vector256.MaxNative(TSource.OfVector256(ref table, At.SigmoidLow, K.SigmoidLow), half));

        Vector256<float> rounded = Vector256.FusedMultiplyAdd(
            v,
            TSource.OfVector256(ref table, At.MinusTwoOverLn2, K.MinusTwoOverLn2),
            TSource.OfVector256(ref table, At.SigmoidRound, K.SigmoidRound));
        Vector256<float> whole = rounded & TSource.OfVector256(ref table, At.SigmoidWhole, BitConverter.Int32BitsToSingle(K.SigmoidWhole));
        Vector256<float> n = whole - TSource.OfVector256(ref table, At.SigmoidUnround, K.SigmoidUnround);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, TSource.OfVector256(ref table, At.HalfLn2, K.HalfLn2), v);
        Vector256<float> power = Vector256.ShiftLeft(whole.AsInt32(), 13).AsSingle();

        // A quintic in three pairs (Estrin's scheme) has 3 dependent operations, Horner's rule 5. Both are monotone.
        Vector256<float> high = Vector256.FusedMultiplyAdd(
            r,
            TSource.OfVector256(ref table, At.SigmoidP5, K.SigmoidP5),
            TSource.OfVector256(ref table, At.SigmoidP4, K.SigmoidP4));
        Vector256<float> middle = Vector256.FusedMultiplyAdd(
            r,
            TSource.OfVector256(ref table, At.SigmoidP3, K.SigmoidP3),
            TSource.OfVector256(ref table, At.SigmoidP2, K.SigmoidP2));
        Vector256<float> low = Vector256.FusedMultiplyAdd(
            r,
            TSource.OfVector256(ref table, At.SigmoidP1, K.SigmoidP1),
            TSource.OfVector256(ref table, At.SigmoidP0, K.SigmoidP0));
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(high, square, middle), square, low);

        Vector256<float> one = TSource.OfVector256(ref table, At.SigmoidOne, K.SigmoidOne);
        return one / Vector256.FusedMultiplyAdd(power, p, one);
    }
}
