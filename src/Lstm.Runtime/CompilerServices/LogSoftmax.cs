using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>The logarithm of the softmax over the outputs of a layer. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LogSoftmax
{
    /// <summary>
    /// Replaces v_k by v_k - m - ln(sum of all e^(v_n - m)), where m is the largest value. Nothing overflows, and the sum is at least 1.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The sum has the order of <see cref="Softmax"/>, so the bits are the same on every machine.
    /// </para>
    /// <para>
    /// If a value is NaN or +infinity, or if all values are -infinity, all results are NaN. Otherwise a value of -infinity gives -infinity.
    /// </para>
    /// </remarks>
    /// <param name="values">The first value. Exactly <paramref name="count"/> floats are read and written.</param>
    /// <param name="count">The number of values, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply(ref float values, int count)
    {
        nuint whole = (nuint)(count & -Lanes);
        int rest = count & (Lanes - 1);
        ref float last = ref Unsafe.Add(ref values, whole);
        Vector256<float> padding = Vector256.Create(float.NegativeInfinity);
        Vector256<float> m = OutputVectors.Largest(ref values, count);
        Vector256<float> sums = Vector256<float>.Zero;
        for (nuint i = 0; i < whole; i += Lanes)
        {
            sums += OutputVectors.Exponentials(Vector256.LoadUnsafe(ref values, i) - m);
        }

        Vector256<float> tail = OutputVectors.Load(ref last, rest, padding) - m;
        if (rest != 0)
        {
            sums += OutputVectors.Exponentials(tail);
        }

        Vector256<float> logarithm = Vector256.Create(Logarithm.Of(HorizontalSum.Of(sums).ToScalar()));
        for (nuint i = 0; i < whole; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref values, i) - m - logarithm).StoreUnsafe(ref values, i);
        }

        OutputVectors.Store(tail - logarithm, ref last, rest);
    }

    /// <summary>Does the same for eight streams, one in each lane.</summary>
    /// <param name="values">The first value of each stream, [count, 8 streams].</param>
    /// <param name="count">The number of values of a stream, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ApplyToStreams(ref float values, int count)
    {
        Vector256<float> m = OutputVectors.LargestOfStreams(ref values, count);
        Vector256<float> logarithm = LaneSums.OfExponentials(ref values, Lanes, count, m);
        for (int lane = 0; lane < Lanes; lane++)
        {
            logarithm = logarithm.WithElement(lane, Logarithm.Of(logarithm.GetElement(lane)));
        }

        for (nuint i = 0; i < (nuint)(count * Lanes); i += Lanes)
        {
            (Vector256.LoadUnsafe(ref values, i) - m - logarithm).StoreUnsafe(ref values, i);
        }
    }
}
