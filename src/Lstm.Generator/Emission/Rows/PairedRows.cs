using System;
using System.Collections.Generic;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the pre-activations of a plain LSTM in vectors of sixteen lanes, in the order of <see cref="TileSums"/>.</summary>
/// <remarks>
/// The digit is the block: <c>if0</c> has the pre-activations of its input gate and its forget gate, <c>go0</c> those of its candidate and
/// its output gate, in the order of a row of weights.
/// </remarks>
internal static class PairedRows
{
    private const int BlockSums = 4 * NetworkShape.Lanes;

    /// <summary>Prints the pre-activations, stored as in all kernels: [blocks, 4 gates, 8 lanes].</summary>
    public static void EmitSums(SourceWriter writer, PairLayer layer)
    {
        writer.Lines("""
            // Phase 1: pre-activations; the digit is the block of eight units. A vector has i and f of a block, or g and o, like the
            // weights. Each row is multiplied by v.
            """);
        for (int group = 0; group < layer.Sections.Tiles.Count; group++)
        {
            TilePlan tile = layer.Sections.Tiles[group];
            writer.Place("w" + Text.Int(group), "weights", layer.Sections.OffsetOf(tile.Input));
            writer.Place("u" + Text.Int(group), "weights", layer.Sections.OffsetOf(tile.Recurrent));
        }

        foreach ((string sum, string weights) in Row(layer, "w", row: 0, static tile => tile.Input))
        {
            writer.Line($"Vector512<float> {sum} = {weights};");
        }

        writer.Line("Vector512<float> v;");
        EmitRows(writer, layer, "w", "x", layer.Inputs, firstRow: 1, static tile => tile.Input);
        EmitRows(writer, layer, "u", "h", layer.Cell.Hidden, firstRow: 0, static tile => tile.Recurrent);
        writer.Line();
        for (int block = 0; block < layer.Cell.Blocks; block++)
        {
            writer.Line($"if{Text.Int(block)}.StoreUnsafe(ref sums{Text.Plus(block * BlockSums)});");
            writer.Line($"go{Text.Int(block)}.StoreUnsafe(ref sums{Text.Plus(block * BlockSums + PairLayer.UnitsPerVector)});");
        }
    }

    private static void EmitRows(
        SourceWriter writer,
        PairLayer layer,
        string cursor,
        string source,
        int count,
        int firstRow,
        Func<TilePlan, PackedSection> sectionOf)
    {
        void EmitRow(int row, string value)
        {
            writer.Line();
            writer.Line($"v = Vector512.Create({value});");
            foreach ((string sum, string weights) in Row(layer, cursor, firstRow + row, sectionOf))
            {
                writer.Line($"{sum} = Vector512.FusedMultiplyAdd({weights}, v, {sum});");
            }
        }

        void Advance(int rows)
        {
            for (int group = 0; group < layer.Sections.Tiles.Count; group++)
            {
                RowLoops.Advance(writer, cursor + Text.Int(group), rows * sectionOf(layer.Sections.Tiles[group]).RowLength);
            }
        }

        // A block has two vectors here, and four in vectors of eight lanes.
        RowLoops.Emit(writer, RowLoop.For(count, (layer.Cell.Blocks + 1) / 2), source, EmitRow, Advance);
    }

    /// <summary>Returns the accumulators that a row feeds, each with its weights.</summary>
    private static IEnumerable<(string Sum, string Weights)> Row(
        PairLayer layer, string cursor, int row, Func<TilePlan, PackedSection> sectionOf)
    {
        int block = 0;
        for (int group = 0; group < layer.Sections.Tiles.Count; group++)
        {
            PackedSection section = sectionOf(layer.Sections.Tiles[group]);
            string walker = cursor + Text.Int(group);
            for (int within = 0; within < section.Group.Tiles * section.Group.BlocksPerTile; within++, block++)
            {
                int tile = within / section.Group.BlocksPerTile;
                int offset = tile * section.TileLength + row * section.RowLength + within % section.Group.BlocksPerTile * section.BlockRow;
                yield return ($"if{Text.Int(block)}", "Vector512." + Text.Load(walker, offset));
                yield return ($"go{Text.Int(block)}", "Vector512." + Text.Load(walker, offset + PairLayer.UnitsPerVector));
            }
        }
    }
}
