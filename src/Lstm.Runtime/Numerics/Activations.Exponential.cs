using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using At = Lstm.CompilerServices.ActivationTable;
using K = Lstm.CompilerServices.ActivationConstants;

namespace Lstm.CompilerServices;

// tanh and the sigmoid.
public static partial class Activations
{
    /// <summary>tanh(x), lane by lane.</summary>
    /// <remarks>
    /// <para>
    /// With a = |x| limited to 1 from above and b = |x| limited to 1 from below,
    /// </para>
    /// <code>tanh |x| = a - a³ / (Q(a²) + (e^(2b) - e²)/2)</code>
    /// <para>
    /// For |x| &lt;= 1 the exponential cancels, and Q(x²) = x³/(x - tanh x) = 3 + 6x²/5 - x⁴/175 + ... makes this an identity.
    /// For |x| &gt;= 1, a = 1 and Q(1) = (e² + 1)/2, so it reads 1 - 2/(e^(2|x|) + 1), again tanh. One formula therefore serves all
    /// arguments, without a comparison, and the two halves cannot fail to meet. In the code the denominator has its sign turned
    /// and a keeps the sign of x.
    /// </para>
    /// <para>
    /// Error over all floats: at most 1.067 ulp. Odd: tanh(-x) = -tanh(x) bit for bit, signed zeros included. Monotone
    /// (x &lt; y never gives tanh(x) &gt; tanh(y)), inside [-1, 1], exactly ±1 at ±infinity. NaN gives NaN.
    /// </para>
    /// </remarks>
    /// <param name="x">The arguments.</param>
    /// <returns>tanh of each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Tanh<FromLiterals>(x, ref Unsafe.NullRef<float>());

    /// <summary><see cref="Tanh(Vector256{float})"/> in the same bits, for code that has no registers left for constants.</summary>
    /// <param name="x">The arguments.</param>
    /// <param name="table">The constants: the start of a model's packed buffer.</param>
    /// <returns>tanh of each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x, ref float table) => Tanh<FromTable>(x, ref table);

    /// <summary>The logistic sigmoid of <em>twice</em> the argument, 1/(1 + e^(-2v)), lane by lane.</summary>
    /// <remarks>
    /// <para>
    /// The gates' weights are packed halved (exactly: a power of two), so a kernel has half of the sigmoid's argument in hand.
    /// e^(-2v) = 2^n p(r), where n is the exponent rounded <em>down</em>: p's argument then has one sign, all its terms have one sign,
    /// and every stage, the sum and the division are monotone whatever the rounding.
    /// </para>
    /// <para>
    /// Error over all floats: at most 1.66 * 2^-24 (0.83 * 2^-23) absolute. Monotone, inside [0, 1], exactly 1 from
    /// 8.7 to infinity and exactly 0 below -22.2 to -infinity; never subnormal. NaN gives NaN.
    /// </para>
    /// </remarks>
    /// <param name="half">Half of the sigmoid's arguments.</param>
    /// <returns>The sigmoid of twice each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HalfSigmoid(Vector256<float> half) => HalfSigmoid<FromLiterals>(half, ref Unsafe.NullRef<float>());

    /// <summary><see cref="HalfSigmoid(Vector256{float})"/> in the same bits, for code that has no registers left for constants.</summary>
    /// <param name="half">Half of the sigmoid's arguments.</param>
    /// <param name="table">The constants: the start of a model's packed buffer.</param>
    /// <returns>The sigmoid of twice each lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HalfSigmoid(Vector256<float> half, ref float table) => HalfSigmoid<FromTable>(half, ref table);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Tanh<TSource>(Vector256<float> x, ref float table)
        where TSource : struct, IConstantSource
    {
        // The long way first: processors start the oldest instruction that is ready.
        Vector256<float> b = Vector256.MinNative(TSource.OfVector256(ref table, At.TanhLimit, K.TanhLimit), Vector256.MaxNative(TSource.OfVector256(ref table, At.One, K.One), Vector256.Abs(x)));
        Vector256<float> rounded = Vector256.FusedMultiplyAdd(b, TSource.OfVector256(ref table, At.TwoOverLn2, K.TwoOverLn2), TSource.OfVector256(ref table, At.TanhRound, K.TanhRound));
        Vector256<float> n = rounded - TSource.OfVector256(ref table, At.TanhRound, K.TanhRound);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, TSource.OfVector256(ref table, At.MinusHalfLn2, K.MinusHalfLn2), b);
        Vector256<float> halfPower = Vector256.ShiftLeft(rounded.AsInt32(), 23).AsSingle();

        Vector256<float> a = Vector256.MinNative(TSource.OfVector256(ref table, At.One, K.One), Vector256.MaxNative(TSource.OfVector256(ref table, At.MinusOne, K.MinusOne), x));
        Vector256<float> z = Vector256.FusedMultiplyAdd(a, a, TSource.OfVector256(ref table, At.TanhTiny, K.TanhTiny));
        Vector256<float> q = Vector256.FusedMultiplyAdd(z, TSource.OfVector256(ref table, At.TanhQ3, K.TanhQ3), TSource.OfVector256(ref table, At.TanhQ2, K.TanhQ2));
        q = Vector256.FusedMultiplyAdd(q, z, TSource.OfVector256(ref table, At.TanhQ1, K.TanhQ1));
        q = Vector256.FusedMultiplyAdd(q, z, TSource.OfVector256(ref table, At.TanhQ0, K.TanhQ0));

        // halfPower·p(r) + q. The power and q go in before the polynomial is whole: one operation more, 4 cycles less.
        Vector256<float> high = Vector256.FusedMultiplyAdd(r, TSource.OfVector256(ref table, At.TanhP5, K.TanhP5), TSource.OfVector256(ref table, At.TanhP4, K.TanhP4));
        Vector256<float> middle = Vector256.FusedMultiplyAdd(r, TSource.OfVector256(ref table, At.TanhP3, K.TanhP3), TSource.OfVector256(ref table, At.TanhP2, K.TanhP2));
        Vector256<float> low = Vector256.FusedMultiplyAdd(r, TSource.OfVector256(ref table, At.TanhP1, K.TanhP1), TSource.OfVector256(ref table, At.TanhP0, K.TanhP0));
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
        Vector256<float> v = Vector256.MinNative(TSource.OfVector256(ref table, At.SigmoidHigh, K.SigmoidHigh), Vector256.MaxNative(TSource.OfVector256(ref table, At.SigmoidLow, K.SigmoidLow), half));

        Vector256<float> rounded = Vector256.FusedMultiplyAdd(v, TSource.OfVector256(ref table, At.MinusTwoOverLn2, K.MinusTwoOverLn2), TSource.OfVector256(ref table, At.SigmoidRound, K.SigmoidRound));
        Vector256<float> whole = rounded & TSource.OfVector256(ref table, At.SigmoidWhole, BitConverter.Int32BitsToSingle(K.SigmoidWhole));
        Vector256<float> n = whole - TSource.OfVector256(ref table, At.SigmoidUnround, K.SigmoidUnround);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, TSource.OfVector256(ref table, At.HalfLn2, K.HalfLn2), v);
        Vector256<float> power = Vector256.ShiftLeft(whole.AsInt32(), 13).AsSingle();

        // A quintic in three pairs: 3 steps deep where Horner's rule is 5, and as monotone.
        Vector256<float> high = Vector256.FusedMultiplyAdd(r, TSource.OfVector256(ref table, At.SigmoidP5, K.SigmoidP5), TSource.OfVector256(ref table, At.SigmoidP4, K.SigmoidP4));
        Vector256<float> middle = Vector256.FusedMultiplyAdd(r, TSource.OfVector256(ref table, At.SigmoidP3, K.SigmoidP3), TSource.OfVector256(ref table, At.SigmoidP2, K.SigmoidP2));
        Vector256<float> low = Vector256.FusedMultiplyAdd(r, TSource.OfVector256(ref table, At.SigmoidP1, K.SigmoidP1), TSource.OfVector256(ref table, At.SigmoidP0, K.SigmoidP0));
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(high, square, middle), square, low);

        Vector256<float> one = TSource.OfVector256(ref table, At.SigmoidOne, K.SigmoidOne);
        return one / Vector256.FusedMultiplyAdd(power, p, one);
    }
}
