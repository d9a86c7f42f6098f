using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>Loads one gate of two blocks into one vector of sixteen lanes. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockPairs
{
    private const nuint BlockSums = 4 * NetworkShape.Lanes;

    /// <summary>Loads a gate of one block and the same gate of the next block.</summary>
    /// <param name="sums">The sums, [blocks, 4 gates, 8 lanes].</param>
    /// <param name="offset">The offset of the first block's gate, in floats.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float sums, nuint offset) =>
        Vector512.Create(Vector256.LoadUnsafe(ref sums, offset), Vector256.LoadUnsafe(ref sums, offset + BlockSums));
}
