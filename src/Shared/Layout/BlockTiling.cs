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
/// A tile keeps the accumulators of all sums of its blocks in registers while it iterates over the inputs, so that one broadcast input
/// serves all of them. Twelve accumulators, one broadcast input and one weight vector almost fill the 16 registers of AVX2: three blocks of
/// four gates, or twelve blocks of an Elman network. A single block of four gates has too few accumulators to hide the latency of its
/// multiply-adds, so it is only used if the layer has no other block.
/// </remarks>
internal static class BlockTiling
{
    private const int Accumulators = 12;

    /// <summary>
    /// Returns the tiles of a layer, in the order of the blocks: as few as possible, and as equal as possible, larger ones first.
    /// </summary>
    /// <param name="blocks">The number of blocks of the layer.</param>
    /// <param name="sums">The number of sums of a unit.</param>
    public static IReadOnlyList<TileGroup> For(int blocks, int sums)
    {
        int most = Accumulators / sums;
        int tiles = (blocks + most - 1) / most;
        int width = blocks / tiles;
        int wider = blocks % tiles;
        List<TileGroup> groups = [];
        if (wider > 0)
        {
            groups.Add(new TileGroup(0, wider, width + 1));
        }

        groups.Add(new TileGroup(wider * (width + 1), tiles - wider, width));
        return groups;
    }
}
