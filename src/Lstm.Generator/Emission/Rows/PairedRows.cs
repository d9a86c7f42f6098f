using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the pre-activations of a plain LSTM in vectors of sixteen lanes, in the order of <see cref="TileSums"/>.</summary>
/// <remarks>
/// The digit is the block: <c>if0</c> has the pre-activations of its input gate and its forget gate, <c>go0</c> those of its candidate and
/// its output gate, in the order of a row of weights. At a cursor the digit is the group of tiles, whose rows are walked over together.
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
        TileSums[] groups = [.. layer.Sections.Tiles.Select(tile => TileSums.Whole(layer, tile))];
        for (int group = 0; group < groups.Length; group++)
        {
            foreach (WeightRows rows in groups[group].Rows)
            {
                writer.Place(rows.Cursor + Text.Int(group), "weights", layer.Sections.OffsetOf(rows.Section));
            }
        }

        WeightRows[] inputs = [.. groups.Select(static sums => sums.Rows[0])];
        WeightRows[] hidden = [.. groups.Select(static sums => sums.Rows[1])];
        const int bias = -1;
        foreach ((string sum, string weights) in Row(inputs, bias))
        {
            writer.Line($"Vector512<float> {sum} = {weights};");
        }

        writer.Line("Vector512<float> v;");
        EmitRows(writer, layer, inputs);
        EmitRows(writer, layer, hidden);
        writer.Line();
        for (int block = 0; block < layer.Cell.Blocks; block++)
        {
            writer.Line($"if{Text.Int(block)}.StoreUnsafe(ref sums{Text.Plus(block * BlockSums)});");
            writer.Line($"go{Text.Int(block)}.StoreUnsafe(ref sums{Text.Plus(block * BlockSums + PairLayer.UnitsPerVector)});");
        }
    }

    private static void EmitRows(SourceWriter writer, PairLayer layer, WeightRows[] groups)
    {
        void EmitRow(int row, string value)
        {
            writer.Line();
            writer.Line($"v = Vector512.Create({value});");
            foreach ((string sum, string weights) in Row(groups, row))
            {
                writer.Line($"{sum} = Vector512.FusedMultiplyAdd({weights}, v, {sum});");
            }
        }

        void Advance(int rows)
        {
            for (int group = 0; group < groups.Length; group++)
            {
                RowLoops.Advance(writer, groups[group].Cursor + Text.Int(group), rows * groups[group].Length);
            }
        }

        RowLoops.Emit(writer, RowLoop.For(groups[0].Count, 2 * layer.Cell.Blocks), groups[0].Source, EmitRow, Advance);
    }

    /// <summary>Returns the accumulators that a row feeds, each with its weights.</summary>
    private static IEnumerable<(string Sum, string Weights)> Row(WeightRows[] groups, int row)
    {
        int block = 0;
        for (int group = 0; group < groups.Length; group++)
        {
            PackedSection section = groups[group].Section;
            string cursor = groups[group].Cursor + Text.Int(group);
            for (int within = 0; within < section.Group.Tiles * section.Group.BlocksPerTile; within++, block++)
            {
                int tile = within / section.Group.BlocksPerTile;
                int offset = tile * section.TileLength + (groups[group].FirstRow + row) * section.RowLength +
                    within % section.Group.BlocksPerTile * section.BlockRow;
                yield return ($"if{Text.Int(block)}", "Vector512." + Text.Load(cursor, offset));
                yield return ($"go{Text.Int(block)}", "Vector512." + Text.Load(cursor, offset + PairLayer.UnitsPerVector));
            }
        }
    }
}
