using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>
/// The parts of a softmax and of its logarithm: vectors over the outputs of a layer, of which the last may be incomplete.
/// </summary>
internal static class OutputVectors
{
    /// <summary>Returns e^x, computed in vectors of the processor's width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exponentials(Vector256<float> x) => Vector256.IsHardwareAccelerated
        ? Exponential.OfNegative(x)
        : Vector256.Create(Exponential.OfNegative(x.GetLower()), Exponential.OfNegative(x.GetUpper()));

    /// <summary>Returns the largest value in every lane. If a value is NaN, the result depends on the machine.</summary>
    /// <param name="values">The first value.</param>
    /// <param name="count">The number of values, at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Largest(ref float values, int count)
    {
        nuint whole = (nuint)(count & -Lanes);
        int rest = count & (Lanes - 1);
        Vector256<float> padding = Vector256.Create(float.NegativeInfinity);
        Vector256<float> largest = rest == 0 ? padding : Load(ref Unsafe.Add(ref values, whole), rest, padding);
        for (nuint i = 0; i < whole; i += Lanes)
        {
            largest = Vector256.MaxNative(largest, Vector256.LoadUnsafe(ref values, i));
        }

        Vector128<float> half = Vector128.MaxNative(largest.GetLower(), largest.GetUpper());
        Vector128<float> quarter = Vector128.MaxNative(half, Vector128.Shuffle(half, Vector128.Create(2, 3, 2, 3)));
        Vector128<float> lane = Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(1, 0, 1, 0)));
        return Vector256.Create(lane.ToScalar());
    }

    /// <summary>Returns the largest value of each of eight streams, one in each lane.</summary>
    /// <param name="values">The first value of each stream, [count, 8 streams].</param>
    /// <param name="count">The number of values of a stream, at least 1.</param>
    public static Vector256<float> LargestOfStreams(ref float values, int count)
    {
        Vector256<float> largest = Vector256.LoadUnsafe(ref values);
        for (nuint i = Lanes; i < (nuint)(count * Lanes); i += Lanes)
        {
            largest = Vector256.MaxNative(largest, Vector256.LoadUnsafe(ref values, i));
        }

        return largest;
    }

    /// <summary>Loads the first lanes from memory without reading past them, and takes the other lanes from the padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(ref float source, int lanes, Vector256<float> padding)
    {
        Unsafe.CopyBlockUnaligned(
            ref Unsafe.As<Vector256<float>, byte>(ref padding),
            ref Unsafe.As<float, byte>(ref source),
            (uint)lanes * sizeof(float));
        return padding;
    }

    /// <summary>Stores the first lanes and does not write past them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> v, ref float target, int lanes) =>
        Unsafe.CopyBlockUnaligned(
            ref Unsafe.As<float, byte>(ref target),
            ref Unsafe.As<Vector256<float>, byte>(ref v),
            (uint)lanes * sizeof(float));
}
