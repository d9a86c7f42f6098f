using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the pre-activations of tiles for narrow vectors. The runtime loops over the rows, and knows what to do without a
/// multiply-add instruction. Unrolled a second time, the rows would make a class half as long again.
/// </summary>
/// <remarks>A layer of two chains has one tile, whose references are needed again for its late sums.</remarks>
internal static class CalledRows
{
    /// <summary>Prints all tiles of a layer. The pre-activations of each are stored to <c>sums</c>.</summary>
    public static void EmitTiles(SourceWriter writer, KernelPlan plan, RecurrentPlan layer, int chains)
    {
        if (chains == 2)
        {
            EmitTwoChains(writer, plan, layer);
            return;
        }

        writer.Line("// Phase 1: pre-activations.");
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            if (tile != layer.Sections.Tiles[0])
            {
                writer.Line();
            }

            EmitTiles(writer, layer, TileSums.Whole(layer, tile));
        }
    }

    /// <summary>Prints all tiles of a group with one chain.</summary>
    public static void EmitTiles(SourceWriter writer, RecurrentPlan layer, TileSums sums) => RowLoops.EmitTiles(
        writer,
        layer,
        sums,
        () =>
        {
            EmitBiases(writer, sums);
            foreach (WeightRows rows in sums.Rows)
            {
                EmitRows(writer, layer, sums, rows, chains: 1);
            }
        },
        static section => section.TileLength);

    /// <summary>Prints the rest of the late sums.</summary>
    public static void EmitLateSums(SourceWriter writer, RecurrentPlan layer, int chains)
    {
        foreach (TileSums sums in layer.Sections.Candidate.Select(section => TileSums.Late(layer, section)))
        {
            if (chains == 1)
            {
                EmitTiles(writer, layer, sums);
                continue;
            }

            RowLoops.EmitCursors(writer, layer, sums);
            EmitRows(writer, layer, sums, sums.Rows[0], chains);
            foreach (char letter in sums.Rows[0].Section.Sums)
            {
                int offset = sums.OffsetOf(letter, block: 0);
                writer.Line(
                    $"{ClassOf(layer)}.Join(ref {Text.At("t", offset)}, ref {Text.At("s", offset)}, {Text.Int(NetworkShape.Lanes)});");
            }
        }
    }

    private static void EmitTwoChains(SourceWriter writer, KernelPlan plan, RecurrentPlan layer)
    {
        TileSums sums = TileSums.Whole(layer, layer.Sections.Tiles.Single());
        writer.Line("// Phase 1: pre-activations in two chains: the bias and even rows in s, odd rows in t.");
        RowLoops.EmitCursors(writer, layer, sums);
        writer.Place("s", "sums", plan.Scratch.Sums);
        writer.Place("t", "sums", plan.Scratch.OddSums);
        EmitBiases(writer, sums);
        writer.Line($"VectorCopy.Clear(ref t, {Text.Int(sums.BlockRow)});");
        foreach (WeightRows rows in sums.Rows)
        {
            EmitRows(writer, layer, sums, rows, chains: 2);
        }

        // A late sum has more rows.
        int early = sums.Letters.Count(letter => layer.Definition.LateSums.IndexOf(letter) < 0);
        writer.Line($"{ClassOf(layer)}.Join(ref t, ref s, {Text.Int(early * NetworkShape.Lanes)});");
    }

    private static string ClassOf(RecurrentPlan layer) => new FunctionText(layer.Arithmetic).Prefix + "TileSums";

    private static void EmitBiases(SourceWriter writer, TileSums sums)
    {
        foreach ((string cursor, PackedSection section) in sums.Biases)
        {
            foreach ((int column, int sum, int length) in sums.ColumnsOf(section))
            {
                writer.Line($"VectorCopy.Write(ref {Text.At(cursor, column)}, ref {Text.At("s", sum)}, {Text.Int(length)});");
            }
        }
    }

    private static void EmitRows(SourceWriter writer, RecurrentPlan layer, TileSums sums, WeightRows rows, int chains)
    {
        string every = chains == 2 ? ", every: 2" : "";
        foreach ((int column, int sum, int length) in sums.ColumnsOf(rows.Section))
        {
            void Add(int row, string target)
            {
                string weights = Text.At(rows.Cursor, (rows.FirstRow + row) * rows.Length + column);
                writer.Line(
                    $"{ClassOf(layer)}.Add(ref {weights}, {Text.Int(rows.Length)}, ref {Text.At(rows.Source, row)}, " +
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
