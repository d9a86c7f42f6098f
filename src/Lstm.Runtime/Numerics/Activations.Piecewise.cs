using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

// The piecewise linear functions. The minimum or maximum of two zeros may have either sign, depending on the machine. Functions with a
// limit of zero therefore add +0 at the end.
public static partial class Activations
{
    /// <summary>Returns max(0, v), lane by lane, exact. NaN gives NaN, and -0 gives +0.</summary>
    /// <param name="v">The arguments.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> v) => Vector256.MaxNative(Vector256<float>.Zero, v) + Vector256<float>.Zero;

    /// <summary>
    /// Returns min(1, max(0, alpha·v + beta)), lane by lane. The line is rounded once, so the function is monotone in v. NaN gives NaN;
    /// the result is never -0.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The slope, finite and not 0.</param>
    /// <param name="beta">The value at 0, finite.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSigmoid(Vector256<float> v, float alpha, float beta) =>
        Vector256.MinNative(Vector256.Create(1f), Vector256.MaxNative(Vector256<float>.Zero, Affine(v, alpha, beta)))
            + Vector256<float>.Zero;

    /// <summary>
    /// Returns min(6, max(0, v + 3)) / 6, lane by lane, computed as the line v·(1/6) + 1/2 limited to [0, 1]. Monotone. NaN gives NaN; the
    /// result is never -0.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <returns>The hard sigmoid of each lane, within 0.67 * 2^-24.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HardSigmoid3(Vector256<float> v) => HardSigmoid(v, 1 / 6f, 0.5f);

    /// <summary>
    /// Returns v for v &gt;= 0 and alpha·v below, rounded once, lane by lane. NaN gives NaN; +0 gives +0 and -0 gives -0.
    /// </summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The slope below 0, finite. With 0, the value at -infinity is NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LeakyRelu(Vector256<float> v, float alpha) =>
        Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(v, Vector256<float>.Zero), v, Vector256.Create(alpha) * v);

    /// <summary>Returns v for v &gt; alpha and +0 elsewhere, lane by lane, exact. NaN gives NaN.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The threshold. The value at the threshold is +0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ThresholdedRelu(Vector256<float> v, float alpha) =>
        Vector256.AndNot(v, Vector256.LessThanOrEqual(v, Vector256.Create(alpha)));

    /// <summary>Returns alpha·v + beta, rounded once, lane by lane.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The slope.</param>
    /// <param name="beta">The value at 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Affine(Vector256<float> v, float alpha, float beta) =>
        Vector256.FusedMultiplyAdd(Vector256.Create(alpha), v, Vector256.Create(beta));

    /// <summary>Returns min(beta, max(alpha, v)), lane by lane, exact. NaN gives NaN; the result is never -0.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="alpha">The lower limit.</param>
    /// <param name="beta">The upper limit. Below alpha, it is the result for every argument.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> v, float alpha, float beta) =>
        Vector256.MinNative(Vector256.Create(beta), Vector256.MaxNative(Vector256.Create(alpha), v)) + Vector256<float>.Zero;

    /// <summary>Returns min(limit, max(-limit, v)), lane by lane, exact. NaN gives NaN.</summary>
    /// <param name="v">The arguments.</param>
    /// <param name="limit">The largest magnitude, above 0. With a limit of 0, the sign of the result would depend on the machine.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> v, float limit) =>
        Vector256.MinNative(Vector256.Create(limit), Vector256.MaxNative(Vector256.Create(-limit), v));
}
