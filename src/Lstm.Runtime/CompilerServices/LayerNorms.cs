using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>Layer normalisation over the units of a gate or of the cell state. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LayerNorms
{
    /// <summary>Computes target = (source - mean) / sqrt(variance + epsilon) · weight + bias over the units of one gate.</summary>
    /// <remarks>
    /// <para>
    /// The values are vectors of 8 floats at the offsets 0, stride, 2·stride, … below length, the same offsets in all four buffers. The
    /// variance is the biased one (divided by the number of units, as in PyTorch), computed from the differences from the mean. Each sum
    /// adds the vectors in order and then the lanes as <see cref="HorizontalSum"/> does, so the bits are the same on every machine.
    /// </para>
    /// <para>
    /// Padding lanes after the last unit, all in the last vector, are ignored, even if they are NaN. Their result is the bias, or NaN if a
    /// unit is NaN.
    /// </para>
    /// </remarks>
    /// <param name="source">The first value.</param>
    /// <param name="target">The first result; may be the same memory as the source.</param>
    /// <param name="weight">The first weight (gamma).</param>
    /// <param name="bias">The first bias (beta).</param>
    /// <param name="stride">The distance from one vector to the next, in floats.</param>
    /// <param name="length">The end of the offsets at which vectors start, in floats.</param>
    /// <param name="units">The number of values; the last vector holds the last of them.</param>
    /// <param name="epsilon">The number added to the variance, above 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply(
        ref float source, ref float target, ref float weight, ref float bias, nuint stride, nuint length, int units, float epsilon)
    {
        Vector256<float> sums = Vector256<float>.Zero;
        nuint last = 0;
        int unitsInLast = units;
        for (; last + stride < length; last += stride)
        {
            sums += Vector256.LoadUnsafe(ref source, last);
            unitsInLast -= Lanes;
        }

        Vector256<float> real = Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(unitsInLast)).AsSingle();
        sums += Vector256.LoadUnsafe(ref source, last) & real;
        Vector256<float> mean = Vector256.Create(HorizontalSum.Of(sums).ToScalar() / units);

        Vector256<float> squares = Vector256<float>.Zero;
        for (nuint i = 0; i < last; i += stride)
        {
            Vector256<float> difference = Vector256.LoadUnsafe(ref source, i) - mean;
            squares = MultiplyAdd.Of(difference, difference, squares);
        }

        Vector256<float> lastDifference = (Vector256.LoadUnsafe(ref source, last) - mean) & real;
        squares = MultiplyAdd.Of(lastDifference, lastDifference, squares);
        Vector256<float> r = Vector256.Create(1 / MathF.Sqrt(HorizontalSum.Of(squares).ToScalar() / units + epsilon));

        for (nuint i = 0; i < last; i += stride)
        {
            Vector256<float> normal = (Vector256.LoadUnsafe(ref source, i) - mean) * r;
            MultiplyAdd.Of(normal, Vector256.LoadUnsafe(ref weight, i), Vector256.LoadUnsafe(ref bias, i)).StoreUnsafe(ref target, i);
        }

        MultiplyAdd.Of(lastDifference * r, Vector256.LoadUnsafe(ref weight, last), Vector256.LoadUnsafe(ref bias, last))
            .StoreUnsafe(ref target, last);
    }

    /// <summary>Computes the same for eight streams, one in each lane: the values are vectors of one unit of each stream.</summary>
    /// <param name="source">The first unit's values.</param>
    /// <param name="target">The first unit's results; may be the same memory as the source.</param>
    /// <param name="weight">The first weight (gamma), in blocks of eight units.</param>
    /// <param name="bias">The first bias (beta), in blocks of eight units.</param>
    /// <param name="stride">The distance from one unit's values to the next unit's, and from one block of weights to the next.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="epsilon">The number added to the variance, above 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void ApplyToStreams(
        ref float source, ref float target, ref float weight, ref float bias, nint stride, int units, float epsilon)
    {
        Vector256<float> count = Vector256.Create((float)units);
        Vector256<float> mean = LaneSums.Of(ref source, stride, units) / count;
        Vector256<float> variance = LaneSums.OfSquares(ref source, stride, units, mean) / count;
        Vector256<float> r = Vector256<float>.One / Vector256.Sqrt(variance + Vector256.Create(epsilon));
        for (nint unit = 0; unit < units; unit++)
        {
            nint at = unit * stride;
            nint ofBlock = (unit >> 3) * stride + (unit & 7);
            Vector256<float> normal = (Vector256.LoadUnsafe(ref Unsafe.Add(ref source, at)) - mean) * r;
            Vector256<float> gamma = Vector256.Create(Unsafe.Add(ref weight, ofBlock));
            Vector256<float> beta = Vector256.Create(Unsafe.Add(ref bias, ofBlock));
            MultiplyAdd.Of(normal, gamma, beta).StoreUnsafe(ref Unsafe.Add(ref target, at));
        }
    }
}
