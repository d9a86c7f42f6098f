using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// The functions made of straight lines. Where a limit of zero meets a zero the machine may return either sign, so such a function adds +0 at its end.
public static partial class Activations
{
    /// <summary>max(0, v), lane by lane, exact. NaN gives NaN, and -0 gives +0: the maximum alone leaves the sign of a zero to the machine.</summary>
    /// <param name="v">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> v) => Vector256.MaxNative(Vector256<float>.Zero, v) + Vector256<float>.Zero;

    /// <summary>min(1, max(0, alpha·v + beta)), lane by lane: the line rounded once, so monotone in v. NaN gives NaN; never -0.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The slope, finite and not 0.</param>
    /// <param name="beta">The value at 0, finite.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSigmoid(Vector256<float> v, float alpha, float beta) =>
        Vector256.MinNative(Vector256.Create(1f), Vector256.MaxNative(Vector256<float>.Zero, Affine(v, alpha, beta))) + Vector256<float>.Zero;

    /// <summary>min(6, max(0, v + 3)) / 6, lane by lane, as the line v·(1/6) + 1/2 between 0 and 1. Monotone; NaN gives NaN; never -0.</summary>
    /// <param name="v">The arguments.</param>
    /// <returns>The hard sigmoid of each lane, within 0.67 * 2^-24.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSigmoid3(Vector256<float> v) => HardSigmoid(v, 1 / 6f, 0.5f);

    /// <summary>v where v is not below 0, else alpha·v, rounded once, lane by lane. NaN gives NaN; ±0 give themselves.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The slope below 0, finite; with 0, the value at -infinity is NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LeakyRelu(Vector256<float> v, float alpha) =>
        Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(v, Vector256<float>.Zero), v, Vector256.Create(alpha) * v);

    /// <summary>v where v is above alpha, else +0, lane by lane, exact. NaN gives NaN: it is not above alpha, but not below or at it either.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The threshold, itself not above itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ThresholdedRelu(Vector256<float> v, float alpha) =>
        Vector256.AndNot(v, Vector256.LessThanOrEqual(v, Vector256.Create(alpha)));

    /// <summary>alpha·v + beta, rounded once, lane by lane.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The slope.</param>
    /// <param name="beta">The value at 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Affine(Vector256<float> v, float alpha, float beta) =>
        Vector256.FusedMultiplyAdd(Vector256.Create(alpha), v, Vector256.Create(beta));

    /// <summary>min(limit, max(-limit, v)), lane by lane, exact. NaN gives NaN.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="limit">The largest magnitude, above 0: the sign of a zero limit would be the machine's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> v, float limit) =>
        Vector256.MinNative(Vector256.Create(limit), Vector256.MaxNative(Vector256.Create(-limit), v));
}
