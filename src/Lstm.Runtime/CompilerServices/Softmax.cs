using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>The softmax over the outputs of a layer. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Softmax
{
    /// <summary>
    /// Replaces v_k by e^(v_k - m) / sum of all e^(v_n - m), where m is the largest value. Nothing overflows, and the sum is at least 1.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Value k is added to lane k % 8 in increasing order of k, and the lanes are added as in <see cref="HorizontalSum"/>, so the bits are
    /// the same on every machine. A result is 0 if its e^(v_k - m) is below 2^-126.
    /// </para>
    /// <para>
    /// If a value is NaN or +infinity, or if all values are -infinity, all results are NaN. Otherwise a value of -infinity gives 0.
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

        // Padding with -infinity changes neither the maximum nor the sum, because e^-infinity = 0. Whether the maximum is NaN if a value
        // is depends on the machine. The NaN still reaches the sum.
        Vector256<float> padding = Vector256.Create(float.NegativeInfinity);
        Vector256<float> m = OutputVectors.Largest(ref values, count);
        Vector256<float> sums = Vector256<float>.Zero;
        for (nuint i = 0; i < whole; i += Lanes)
        {
            Vector256<float> e = OutputVectors.Exponentials(Vector256.LoadUnsafe(ref values, i) - m);
            e.StoreUnsafe(ref values, i);
            sums += e;
        }

        Vector256<float> tail = Vector256<float>.Zero;
        if (rest != 0)
        {
            tail = OutputVectors.Exponentials(OutputVectors.Load(ref last, rest, padding) - m);
            sums += tail;
        }

        Vector256<float> sum = Vector256.Create(HorizontalSum.Of(sums).ToScalar());
        for (nuint i = 0; i < whole; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref values, i) / sum).StoreUnsafe(ref values, i);
        }

        if (rest != 0)
        {
            OutputVectors.Store(tail / sum, ref last, rest);
        }
    }

    /// <summary>Does the same for eight streams, one in each lane.</summary>
    /// <param name="values">The first value of each stream, [count, 8 streams].</param>
    /// <param name="count">The number of values of a stream, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ApplyToStreams(ref float values, int count)
    {
        nuint end = (nuint)(count * Lanes);
        Vector256<float> m = OutputVectors.LargestOfStreams(ref values, count);
        for (nuint i = 0; i < end; i += Lanes)
        {
            OutputVectors.Exponentials(Vector256.LoadUnsafe(ref values, i) - m).StoreUnsafe(ref values, i);
        }

        Vector256<float> sum = LaneSums.Of(ref values, Lanes, count);
        for (nuint i = 0; i < end; i += Lanes)
        {
            (Vector256.LoadUnsafe(ref values, i) / sum).StoreUnsafe(ref values, i);
        }
    }
}
