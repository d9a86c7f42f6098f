using System;
using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>A group of consecutive, equal tiles: <paramref name="Tiles"/> tiles of <paramref name="BlocksPerTile"/> blocks each.</summary>
/// <param name="FirstBlock">The first block of the first tile.</param>
/// <param name="Tiles">The number of tiles.</param>
/// <param name="BlocksPerTile">The number of blocks of eight hidden units that are accumulated in parallel.</param>
internal readonly record struct TileGroup(int FirstBlock, int Tiles, int BlocksPerTile)
{
    /// <summary>Returns the first unit of a cell in the tiles, and the one after the last. Padding is no unit.</summary>
    public (int First, int End) UnitsOf(int hidden)
    {
        int first = FirstBlock * NetworkShape.Lanes;
        return (first, Math.Min(first + Tiles * BlocksPerTile * NetworkShape.Lanes, hidden));
    }
}

/// <summary>Divides a layer's blocks of eight hidden units into tiles.</summary>
/// <remarks>
/// A tile keeps the accumulators of four gates of all its blocks in registers while it iterates over the inputs, so that one broadcast
/// input serves all of them. Three blocks (12 accumulators, one broadcast input, one weight vector) almost fill the 16 registers of AVX2.
/// Two leave room. A single block has too few accumulators to hide the latency of its multiply-adds, so it is only used if the layer has no
/// other block.
/// </remarks>
internal static class BlockTiling
{
    private const int Wide = 3;
    private const int Narrow = 2;

    /// <summary>
    /// Returns the tiles of a layer of <paramref name="blocks"/> blocks, in the order of the blocks: tiles of three first, then tiles of
    /// two.
    /// </summary>
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
