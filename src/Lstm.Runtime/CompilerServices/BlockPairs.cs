using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lstm.Shared;

namespace Lstm.CompilerServices;

/// <summary>Gates of two blocks in one vector of sixteen lanes. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockPairs
{
    private const nuint BlockSums = 4 * NetworkShape.Lanes;

    /// <summary>A gate of a block, and the same gate of the next one.</summary>
    /// <param name="sums">The sums, [blocks, 4 gates, 8 lanes].</param>
    /// <param name="offset">Where the first block's gate stands.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(ref float sums, nuint offset) =>
        Vector512.Create(Vector256.LoadUnsafe(ref sums, offset), Vector256.LoadUnsafe(ref sums, offset + BlockSums));
}
