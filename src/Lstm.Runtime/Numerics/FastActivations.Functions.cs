using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// The functions. The build derives those of four and of sixteen lanes.
public static partial class FastActivations
{
    /// <summary>
    /// Returns tanh(x), lane by lane. It is monotone, odd, in [-1, 1] and exactly ±1 at ±infinity. NaN gives NaN.
    /// </summary>
    /// <param name="x">The arguments.</param>
    /// <returns>tanh of each lane, with an absolute error of at most 4.6e-6.</returns>
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

    /// <summary>
    /// Returns the logistic sigmoid of <em>twice</em> the argument, 1/(1 + e^(-2v)), lane by lane. It is monotone, in [0, 1] and exactly 0
    /// and 1 at the infinities. NaN gives NaN.
    /// </summary>
    /// <param name="half">Half of the sigmoid's arguments.</param>
    /// <returns>The sigmoid of twice each lane, with an absolute error of at most 2.4e-6.</returns>
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
        Vector256<float> one = TSource.OfVector256(ref table, (int)Slot.P0, P0);
        Vector256<float> y = one - one / Square<TSource>(Vector256.Abs(x), ref table);
        return y | (x & TSource.OfVector256(ref table, (int)Slot.Sign, Sign));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> HalfSigmoid<TSource>(Vector256<float> half, ref float table)
        where TSource : struct, IConstantSource
    {
        Vector256<float> q = TSource.OfVector256(ref table, (int)Slot.Half, Half) / Square<TSource>(Vector256.Abs(half), ref table);
        return Vector256.ConditionalSelect(
            Vector256.LessThan(half, Vector256<float>.Zero), q, TSource.OfVector256(ref table, (int)Slot.P0, P0) - q);
    }

    /// <summary>Returns P(u)². The polynomial is evaluated in pairs, so that infinity gives infinity and not NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Square<TSource>(Vector256<float> u, ref float table)
        where TSource : struct, IConstantSource
    {
        Vector256<float> v = u * u;
        Vector256<float> p = Vector256.FusedMultiplyAdd(
            u, TSource.OfVector256(ref table, (int)Slot.P7, P7), TSource.OfVector256(ref table, (int)Slot.P6, P6));
        Vector256<float> pair = Vector256.FusedMultiplyAdd(
            u, TSource.OfVector256(ref table, (int)Slot.P5, P5), TSource.OfVector256(ref table, (int)Slot.P4, P4));
        p = Vector256.FusedMultiplyAdd(p, v, pair);
        pair = Vector256.FusedMultiplyAdd(
            u, TSource.OfVector256(ref table, (int)Slot.P3, P3), TSource.OfVector256(ref table, (int)Slot.P2, P2));
        p = Vector256.FusedMultiplyAdd(p, v, pair);
        pair = Vector256.FusedMultiplyAdd(
            u, TSource.OfVector256(ref table, (int)Slot.P1, P1), TSource.OfVector256(ref table, (int)Slot.P0, P0));
        p = Vector256.FusedMultiplyAdd(p, v, pair);
        return p * p;
    }
}
