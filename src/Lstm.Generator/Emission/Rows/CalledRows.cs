using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the pre-activations of tiles for narrow vectors. The runtime loops over the rows, and emulates a missing multiply-add
/// instruction. Unrolled a second time, the rows would make a class half as long again.
/// </summary>
/// <remarks>A layer of two chains has one tile, whose references are needed again for its late sums.</remarks>
internal static class CalledRows
{
    /// <summary>Prints all tiles of a layer. The pre-activations of each are stored to <c>sums</c>.</summary>
    public static void EmitTiles(SourceWriter writer, KernelPlan plan, RecurrentPlan layer, int chains)
    {
        writer.Line(chains == 2
            ? "// Phase 1: pre-activations in two chains: the bias and even rows in s, odd rows in t."
            : "// Phase 1: pre-activations.");
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            if (tile != layer.Sections.Tiles[0])
            {
                writer.Line();
            }

            Emit(writer, plan, layer, TileSums.Whole(layer, tile), chains);
        }

        if (chains == 2)
        {
            // A late sum has more rows.
            int early = layer.Definition.Letters.Count(letter => layer.Definition.LateSums.IndexOf(letter) < 0);
            writer.Line($"TileSums.Join(ref t, ref s, {Text.Int(early * NetworkShape.Lanes)});");
        }
    }

    /// <summary>Prints all tiles of a group with one chain.</summary>
    public static void EmitTiles(SourceWriter writer, KernelPlan plan, RecurrentPlan layer, TileSums sums) =>
        Emit(writer, plan, layer, sums, chains: 1);

    /// <summary>Prints the rest of the late sums.</summary>
    public static void EmitLateSums(SourceWriter writer, KernelPlan plan, RecurrentPlan layer, int chains)
    {
        foreach (PackedSection section in layer.Sections.Candidate)
        {
            TileSums sums = TileSums.Late(layer, section);
            if (chains == 1)
            {
                Emit(writer, plan, layer, sums, chains);
                continue;
            }

            writer.Place("q", "weights", layer.Sections.OffsetOf(section));
            EmitRows(writer, sums, sums.Rows[0], chains);
            foreach (char letter in section.Sums)
            {
                int offset = sums.OffsetOf(letter, block: 0);
                writer.Line($"TileSums.Join(ref {Text.At("t", offset)}, ref {Text.At("s", offset)}, {Text.Int(NetworkShape.Lanes)});");
            }
        }
    }

    private static void Emit(SourceWriter writer, KernelPlan plan, RecurrentPlan layer, TileSums sums, int chains)
    {
        using SourceWriter.Scope? scope = chains == 2 ? null : writer.Block();
        foreach ((string cursor, PackedSection section) in sums.Cursors)
        {
            writer.Place(cursor, "weights", layer.Sections.OffsetOf(section));
        }

        writer.Place("s", "sums", plan.Scratch.Sums + sums.Group.FirstBlock * sums.BlockRow);
        if (chains == 2)
        {
            writer.Place("t", "sums", plan.Scratch.OddSums);
        }

        using SourceWriter.Scope? loop = RowLoops.OpenTiles(writer, sums.Group);
        foreach ((string cursor, PackedSection section) in sums.Biases)
        {
            foreach ((int column, int sum, int length) in sums.ColumnsOf(section))
            {
                writer.Line($"VectorCopy.Write(ref {Text.At(cursor, column)}, ref {Text.At("s", sum)}, {Text.Int(length)});");
            }
        }

        if (chains == 2)
        {
            writer.Line($"VectorCopy.Clear(ref t, {Text.Int(sums.BlockRow)});");
        }

        foreach (WeightRows rows in sums.Rows)
        {
            EmitRows(writer, sums, rows, chains);
        }

        if (sums.Group.Tiles > 1)
        {
            foreach ((string cursor, PackedSection section) in sums.Cursors)
            {
                RowLoops.Advance(writer, cursor, section.TileLength);
            }

            RowLoops.Advance(writer, "s", sums.Blocks * sums.BlockRow);
        }
    }

    private static void EmitRows(SourceWriter writer, TileSums sums, WeightRows rows, int chains)
    {
        string every = chains == 2 ? ", every: 2" : "";
        foreach ((int column, int sum, int length) in sums.ColumnsOf(rows.Section))
        {
            void Add(int row, string target)
            {
                string weights = Text.At(rows.Cursor, (rows.FirstRow + row) * rows.Length + column);
                writer.Line(
                    $"TileSums.Add(ref {weights}, {Text.Int(rows.Length)}, ref {Text.At(rows.Source, row)}, " +
                    $"{Text.Int(rows.Count - row)}, ref {Text.At(target, sum)}, {Text.Int(length)}{every});");
            }

            Add(0, "s");
            if (chains == 2 && rows.Count > 1)
            {
                Add(1, "t");
            }
        }
    }
}
