using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Lstm.Shared.NetworkShape;

namespace Lstm.CompilerServices;

/// <summary>
/// Transposes eight streams, [8 streams, floats], into lane order, [floats, 8 streams], and back. The bits are copied unchanged.
/// </summary>
internal static class LaneTranspose
{
    /// <summary>
    /// Whether streams in lane order are faster than one stream after the other. That is the case if the processor has vectors of eight
    /// floats.
    /// </summary>
    public static bool AreFast
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated;
    }

    /// <summary>Copies eight streams into lane order.</summary>
    /// <param name="streams">The first float of the first stream, [8, floats].</param>
    /// <param name="floats">The number of floats in each stream.</param>
    /// <param name="lanes">Receives the streams, [floats, 8].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ref float streams, nint floats, ref float lanes)
    {
        nint done = 0;
        if (Avx.IsSupported)
        {
            for (; done <= floats - 4; done += 4)
            {
                ref float source = ref Unsafe.Add(ref streams, done);
                Vector256<float> a = Pair(ref source, floats);
                Vector256<float> b = Pair(ref Unsafe.Add(ref source, floats), floats);
                Vector256<float> c = Pair(ref Unsafe.Add(ref source, 2 * floats), floats);
                Vector256<float> d = Pair(ref Unsafe.Add(ref source, 3 * floats), floats);
                Transpose(ref a, ref b, ref c, ref d);
                ref float target = ref Unsafe.Add(ref lanes, done * Lanes);
                a.StoreUnsafe(ref target);
                b.StoreUnsafe(ref target, 8);
                c.StoreUnsafe(ref target, 16);
                d.StoreUnsafe(ref target, 24);
            }
        }

        Gather(ref Unsafe.Add(ref streams, done), floats, floats - done, Lanes, ref Unsafe.Add(ref lanes, done * Lanes));
    }

    /// <summary>Copies eight streams out of lane order.</summary>
    /// <param name="lanes">The streams in lane order, [floats, 8].</param>
    /// <param name="floats">The number of floats in each stream.</param>
    /// <param name="streams">Receives the streams, [8, floats].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(ref float lanes, nint floats, ref float streams)
    {
        nint done = 0;
        if (Avx.IsSupported)
        {
            for (; done <= floats - 4; done += 4)
            {
                ref float source = ref Unsafe.Add(ref lanes, done * Lanes);
                Vector256<float> a = Vector256.LoadUnsafe(ref source);
                Vector256<float> b = Vector256.LoadUnsafe(ref source, 8);
                Vector256<float> c = Vector256.LoadUnsafe(ref source, 16);
                Vector256<float> d = Vector256.LoadUnsafe(ref source, 24);
                Transpose(ref a, ref b, ref c, ref d);
                ref float target = ref Unsafe.Add(ref streams, done);
                StorePair(a, ref target, floats);
                StorePair(b, ref Unsafe.Add(ref target, floats), floats);
                StorePair(c, ref Unsafe.Add(ref target, 2 * floats), floats);
                StorePair(d, ref Unsafe.Add(ref target, 3 * floats), floats);
            }
        }

        Scatter(ref Unsafe.Add(ref lanes, done * Lanes), floats, floats - done, Lanes, ref Unsafe.Add(ref streams, done));
    }

    /// <summary>Copies some floats of up to eight streams into lane order. The other lanes do not change.</summary>
    /// <param name="streams">The first float of the first stream.</param>
    /// <param name="stride">The distance from one stream to the next, in floats.</param>
    /// <param name="floats">The number of floats to copy from each stream.</param>
    /// <param name="count">The number of streams.</param>
    /// <param name="lanes">Receives the streams, [floats, 8].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ref float streams, nint stride, nint floats, nint count, ref float lanes)
    {
        for (nint n = 0; n < floats; n++)
        {
            for (nint stream = 0; stream < count; stream++)
            {
                Unsafe.Add(ref lanes, n * Lanes + stream) = Unsafe.Add(ref streams, stream * stride + n);
            }
        }
    }

    /// <summary>Copies some floats of up to eight streams out of lane order.</summary>
    /// <param name="lanes">The streams in lane order, [floats, 8].</param>
    /// <param name="stride">The distance from one stream to the next, in floats.</param>
    /// <param name="floats">The number of floats to copy from each stream.</param>
    /// <param name="count">The number of streams.</param>
    /// <param name="streams">Receives the streams.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(ref float lanes, nint stride, nint floats, nint count, ref float streams)
    {
        for (nint n = 0; n < floats; n++)
        {
            for (nint stream = 0; stream < count; stream++)
            {
                Unsafe.Add(ref streams, stream * stride + n) = Unsafe.Add(ref lanes, n * Lanes + stream);
            }
        }
    }

    /// <summary>Loads four floats of a stream, and four floats of the stream that is four streams further on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(ref float stream, nint stride) =>
        Vector256.Create(Vector128.LoadUnsafe(ref stream), Vector128.LoadUnsafe(ref Unsafe.Add(ref stream, 4 * stride)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePair(Vector256<float> pair, ref float stream, nint stride)
    {
        pair.GetLower().StoreUnsafe(ref stream);
        pair.GetUpper().StoreUnsafe(ref Unsafe.Add(ref stream, 4 * stride));
    }

    /// <summary>
    /// Transposes the 4 × 4 matrix in the lower halves and the 4 × 4 matrix in the upper halves. The operation is its own inverse.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        Vector256<float> ab = Avx.UnpackLow(a, b);
        Vector256<float> abHigh = Avx.UnpackHigh(a, b);
        Vector256<float> cd = Avx.UnpackLow(c, d);
        Vector256<float> cdHigh = Avx.UnpackHigh(c, d);
        a = Avx.Shuffle(ab, cd, 0b01_00_01_00);
        b = Avx.Shuffle(ab, cd, 0b11_10_11_10);
        c = Avx.Shuffle(abHigh, cdHigh, 0b01_00_01_00);
        d = Avx.Shuffle(abHigh, cdHigh, 0b11_10_11_10);
    }
}
