using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lstm.CompilerServices;

/// <summary>Copies the hidden state to the output of a network without a head. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class OutputCopy
{
    /// <summary>Copies <paramref name="count"/> floats; the constant that generated code passes decides what remains of this.</summary>
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
}
