using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>A run of equal tiles: <paramref name="Tiles"/> tiles of <paramref name="BlocksPerTile"/> blocks each.</summary>
/// <param name="FirstBlock">The first block of the first tile.</param>
/// <param name="Tiles">How many tiles follow each other.</param>
/// <param name="BlocksPerTile">Blocks of eight hidden units whose sums grow side by side.</param>
internal readonly record struct TileGroup(int FirstBlock, int Tiles, int BlocksPerTile);

/// <summary>Cuts a layer's blocks of eight hidden units into tiles.</summary>
/// <remarks>
/// A tile keeps 4 gates x its blocks in registers while it walks over the inputs, so that one broadcast input serves all of them.
/// Three blocks (12 accumulators, one broadcast, one weight vector in flight) fill the 16 registers of AVX2; two leave room; one alone
/// would wait for the latency of its multiply-adds, so a single block is left over only when there is no other.
/// </remarks>
internal static class BlockTiling
{
    private const int Wide = 3;
    private const int Narrow = 2;

    /// <summary>The tiles of a layer of <paramref name="blocks"/> blocks, in the order of their blocks: threes first, then twos.</summary>
    public static IReadOnlyList<TileGroup> For(int blocks)
    {
        if (blocks == 1)
        {
            return [new TileGroup(0, 1, 1)];
        }

        int narrow = (blocks % Wide) switch { 0 => 0, 1 => 2, _ => 1 };
        int wide = (blocks - narrow * Narrow) / Wide;
        List<TileGroup> groups = [];
        if (wide > 0)
        {
            groups.Add(new TileGroup(0, wide, Wide));
        }

        if (narrow > 0)
        {
            groups.Add(new TileGroup(wide * Wide, narrow, Narrow));
        }

        return groups;
    }
}
