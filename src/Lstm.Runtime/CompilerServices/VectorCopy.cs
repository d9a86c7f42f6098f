using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>Copies vectors of any length. The spans of a user need no padding. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorCopy
{
    /// <summary>Copies <paramref name="count"/> floats. Generated code passes a constant, so the unused branches are removed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref float source, ref float target, int count)
    {
        nuint whole = (nuint)count & ~7u;
        for (nuint i = 0; i < whole; i += 8)
        {
            Vector256.LoadUnsafe(ref source, i).StoreUnsafe(ref target, i);
        }

        nuint done = whole;
        if ((count & 4) != 0)
        {
            Vector128.LoadUnsafe(ref source, done).StoreUnsafe(ref target, done);
            done += 4;
        }

        if ((count & 2) != 0)
        {
            Vector64.LoadUnsafe(ref source, done).StoreUnsafe(ref target, done);
            done += 2;
        }

        if ((count & 1) != 0)
        {
            Unsafe.Add(ref target, done) = Unsafe.Add(ref source, done);
        }
    }

    /// <summary>Copies <paramref name="count"/> floats and pads the last vector with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WritePadded(ref float source, ref float target, int count)
    {
        Vector256<float>.Zero.StoreUnsafe(ref target, (nuint)(count - 1) & ~7u);
        Write(ref source, ref target, count);
    }

    /// <summary>Writes <paramref name="count"/> zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(ref float target, int count) => MemoryMarshal.CreateSpan(ref target, count).Clear();

    /// <summary>Adds two vectors of <paramref name="count"/> floats element by element. The target may be one of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteSum(ref float first, ref float second, ref float target, int count)
    {
        nuint whole = (nuint)count & ~7u;
        for (nuint i = 0; i < whole; i += 8)
        {
            (Vector256.LoadUnsafe(ref first, i) + Vector256.LoadUnsafe(ref second, i)).StoreUnsafe(ref target, i);
        }

        for (nuint i = whole; i < (nuint)count; i++)
        {
            Unsafe.Add(ref target, i) = Unsafe.Add(ref first, i) + Unsafe.Add(ref second, i);
        }
    }
}
