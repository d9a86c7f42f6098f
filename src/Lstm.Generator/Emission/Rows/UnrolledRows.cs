using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the pre-activations of tiles with their rows unrolled: the multiply-adds, which are most of a kernel.</summary>
internal static class UnrolledRows
{
    /// <summary>Prints the pre-activations of a layer's only tile, in <c>i0</c>, <c>f0</c> and so on; the digit is the block.</summary>
    public static void EmitSums(SourceWriter writer, RegisterLayer layer)
    {
        TileSums sums = TileSums.Whole(layer, layer.Tile);
        char first = sums.Letters[0];
        char last = sums.Letters[sums.Letters.Length - 1];
        string biasOfCandidate = layer.Tile.RecurrentBias is null ? "" : ", b to the bias of the candidate's recurrent half";
        string places = layer.Chains == 2
            ? $"// Pre-activations in two chains: even rows in {first}0 to {last}0, odd rows in {first}1 to {last}1."
            : $"// Pre-activations: {first}0 holds those{MeaningOf(layer.Definition, first)} for units 0 to 7, " +
              $"{first}1 those for units 8 to 15.";
        writer.Line(
            $"{places} w points to the bias and the input weights, u to the recurrent weights{biasOfCandidate}. " +
            "v is one input or one old hidden value in all lanes; its row of weights is multiplied by it.");
        RowLoops.EmitCursors(writer, layer, sums);
        EmitStart(writer, sums);
        foreach (char letter in sums.Letters.Where(_ => layer.Chains == 2))
        {
            writer.Line($"Vector256<float> {letter}1 = Vector256<float>.Zero;");
        }

        writer.Line("Vector256<float> v;");
        foreach (WeightRows rows in sums.Rows)
        {
            EmitRows(writer, sums, rows, layer.Chains);
        }

        EmitJoin(writer, sums.Letters.Where(letter => layer.Definition.LateSums.IndexOf(letter) < 0), layer.Chains);
    }

    /// <summary>Prints the rest of the late sums of a layer's only tile.</summary>
    public static void EmitLateSums(SourceWriter writer, RegisterLayer layer)
    {
        TileSums sums = TileSums.Late(layer, layer.Sections.Candidate.Single());
        RowLoops.EmitCursors(writer, layer, sums);
        EmitRows(writer, sums, sums.Rows[0], layer.Chains);
        EmitJoin(writer, layer.Definition.LateSums, layer.Chains);
        writer.Line();
    }

    /// <summary>Prints all tiles of a group. The pre-activations of each are stored to <c>sums</c>.</summary>
    public static void EmitTiles(SourceWriter writer, RecurrentPlan layer, TileSums sums)
    {
        // The loops over rows have advanced their cursors already.
        int FloatsLeft(PackedSection section) => section.RowLength *
            (sums.Rows.FirstOrDefault(rows => rows.Section == section) is { } rows
                ? rows.FirstRow + RowLoop.For(rows.Count, rows.Vectors).Rest
                : section.Rows);
        RowLoops.EmitTiles(writer, layer, sums, () => EmitTile(writer, sums), FloatsLeft);
    }

    /// <summary>Prints the stores of a tile's sums.</summary>
    public static void EmitStores(SourceWriter writer, TileSums sums)
    {
        foreach ((char letter, int block) in sums.Sums)
        {
            writer.Line($"{letter}{Text.Int(block)}.StoreUnsafe(ref s{Text.Plus(sums.OffsetOf(letter, block))});");
        }
    }

    /// <summary>Prints the start of a tile's sums: the bias, or what is in memory.</summary>
    public static void EmitStart(SourceWriter writer, TileSums sums, string type = "Vector256<float> ")
    {
        foreach ((char letter, int block) in sums.Sums)
        {
            (string cursor, PackedSection? section) = sums.Biases.FirstOrDefault(bias => bias.Section.Sums.IndexOf(letter) >= 0);
            string start = section is null
                ? Text.Load("s", sums.OffsetOf(letter, block))
                : Text.Load(cursor, block * section.BlockRow + section.Sums.IndexOf(letter) * NetworkShape.Lanes);
            writer.Line($"{type}{letter}{Text.Int(block)} = {start};");
        }
    }

    /// <summary>Prints the multiply-adds of a row.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="sums">The sums of the tile.</param>
    /// <param name="rows">The rows that this is one of.</param>
    /// <param name="row">The number of the row from the cursor.</param>
    /// <param name="value">The value that it is multiplied by.</param>
    /// <param name="chains">The number of accumulators of a sum. Even rows go to the first, odd rows to the second.</param>
    public static void EmitRow(SourceWriter writer, TileSums sums, WeightRows rows, int row, string value, int chains)
    {
        writer.Line();
        writer.Line($"v = Create({value});");
        int offset = (rows.FirstRow + row) * rows.Length;
        for (int block = 0; block < sums.Blocks; block++)
        {
            foreach (char letter in rows.Section.Sums)
            {
                string sum = letter + Text.Int(block + row % chains);
                writer.Line($"{sum} = FusedMultiplyAdd({Text.Load(rows.Cursor, offset)}, v, {sum});");
                offset += NetworkShape.Lanes;
            }
        }
    }

    /// <summary>Says what a pre-activation is for, if an equation has its letter.</summary>
    private static string MeaningOf(Cell cell, char letter) =>
        cell.Equations.FirstOrDefault(equation => equation.Letter == letter) is { } equation
            ? $" of the {equation.Meaning.Split(',')[0]}" : "";

    private static void EmitTile(SourceWriter writer, TileSums sums)
    {
        EmitStart(writer, sums);
        if (sums.Rows.Count > 0)
        {
            writer.Line("Vector256<float> v;");
        }

        foreach (WeightRows rows in sums.Rows)
        {
            EmitRows(writer, sums, rows, chains: 1);
        }

        writer.Line();
        EmitStores(writer, sums);
    }

    private static void EmitRows(SourceWriter writer, TileSums sums, WeightRows rows, int chains) => RowLoops.Emit(
        writer,
        RowLoop.For(rows.Count, rows.Vectors),
        rows.Source,
        (row, value) => EmitRow(writer, sums, rows, row, value, chains),
        count => RowLoops.Advance(writer, rows.Cursor, count * rows.Length));

    private static void EmitJoin(SourceWriter writer, IEnumerable<char> letters, int chains)
    {
        if (chains == 2)
        {
            writer.Line();
            foreach (char letter in letters)
            {
                writer.Line($"{letter}0 += {letter}1;");
            }
        }
    }
}
