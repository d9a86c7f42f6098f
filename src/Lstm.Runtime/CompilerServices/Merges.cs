using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>Combines two vectors of any length, value by value. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Merges
{
    private interface IMerging
    {
        static abstract Vector256<float> Of(Vector256<float> first, Vector256<float> second);

        static abstract float Of(float first, float second);
    }

    /// <summary>Writes <paramref name="count"/> sums. The target may be one of the vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(ref float first, ref float second, ref float target, int count) =>
        VectorCopy.WriteSum(ref first, ref second, ref target, count);

    /// <summary>Writes <paramref name="count"/> means, (a + b) / 2. The target may be one of the vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Mean(ref float first, ref float second, ref float target, int count) =>
        Write<HalfSum>(ref first, ref second, ref target, count);

    /// <summary>Writes <paramref name="count"/> products. The target may be one of the vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product(ref float first, ref float second, ref float target, int count) =>
        Write<Times>(ref first, ref second, ref target, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TMerging>(ref float first, ref float second, ref float target, int count)
        where TMerging : struct, IMerging
    {
        nuint whole = (nuint)count & ~7u;
        for (nuint i = 0; i < whole; i += 8)
        {
            TMerging.Of(Vector256.LoadUnsafe(ref first, i), Vector256.LoadUnsafe(ref second, i)).StoreUnsafe(ref target, i);
        }

        for (nuint i = whole; i < (nuint)count; i++)
        {
            Unsafe.Add(ref target, i) = TMerging.Of(Unsafe.Add(ref first, i), Unsafe.Add(ref second, i));
        }
    }

    private readonly struct HalfSum : IMerging
    {
        public static Vector256<float> Of(Vector256<float> first, Vector256<float> second) => (first + second) * 0.5f;

        public static float Of(float first, float second) => (first + second) * 0.5f;
    }

    private readonly struct Times : IMerging
    {
        public static Vector256<float> Of(Vector256<float> first, Vector256<float> second) => first * second;

        public static float Of(float first, float second) => first * second;
    }
}
