using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>The numbers of floats from one stream to the next, or from one step to the next.</summary>
/// <param name="Input">The stride of the inputs.</param>
/// <param name="State">The stride of the states; null for the input half alone.</param>
/// <param name="Sums">The stride of the pre-activations.</param>
internal readonly record struct SharedStrides(int Input, int? State, int Sums);

/// <summary>Prints the pre-activations of three streams, or of three steps of one stream, which share each loaded weight.</summary>
internal static class SharedRows
{
    public static void EmitSums(SourceWriter writer, RecurrentPlan layer, SharedStrides strides)
    {
        if (HasWholeRows(layer.Definition))
        {
            EmitWholeRows(writer, layer, layer.Sections.All(PackedKind.Input), strides);
            return;
        }

        foreach (PackedSection input in layer.Sections.All(PackedKind.Input))
        {
            PackedSection? bias = layer.Sections.All(PackedKind.RecurrentBias).SingleOrDefault(section => section.Group == input.Group);
            TileSums sums = strides.State is null
                ? TileSums.Inputs(layer, input, bias)
                : TileSums.Whole(layer, layer.Sections.Tiles.Single(tile => tile.Group == input.Group));
            EmitTiles(writer, layer, sums, strides);
        }
    }

    /// <summary>Prints what the sums of a group of tiles start with: the biases, and the rows of inputs if there are any.</summary>
    public static void EmitStart(SourceWriter writer, RecurrentPlan layer, TileSums sums, SharedStrides strides)
    {
        if (sums.Rows.Count == 0 || !HasWholeRows(layer.Definition))
        {
            EmitTiles(writer, layer, sums, strides);
            return;
        }

        using SourceWriter.Scope scope = writer.Block();
        EmitWholeRows(writer, layer, [sums.Rows[0].Section], strides with { State = null });
    }

    private static bool HasWholeRows(Cell cell) =>
        cell.Letters.Length == 4 && cell.InputSums == cell.Letters && cell.RecurrentSums == cell.Letters;

    /// <summary>Prints the sums of a cell with four gates, whose rows feed all sums.</summary>
    private static void EmitWholeRows(
        SourceWriter writer, RecurrentPlan layer, IReadOnlyList<PackedSection> inputs, SharedStrides strides)
    {
        int hidden = strides.State is null ? 0 : layer.Cell.Width;
        writer.Line(
            $"SharedSizes sizes = new(inputs: {Text.Int(layer.Inputs)}, hidden: {Text.Int(hidden)}, " +
            $"inputStride: {Text.Int(strides.Input)}, stateStride: {Text.Int(strides.State ?? 0)}, sumsStride: {Text.Int(strides.Sums)});");
        string h = hidden == 0 ? "x" : "h";
        foreach (PackedSection input in inputs)
        {
            TileGroup group = input.Group;
            PackedSection recurrent = hidden == 0 ? input : layer.Sections.Tiles.Single(tile => tile.Group == group).Recurrent;
            string w = Text.At("weights", layer.Sections.OffsetOf(input));
            string u = Text.At("weights", layer.Sections.OffsetOf(recurrent));
            string sums = Text.At("sums", group.FirstBlock * input.BlockRow);
            writer.Lines($"""
                SharedTiles.Sum(
                    ref {w}, ref {u}, ref x, ref {h},
                    ref {sums}, tiles: {Text.Int(group.Tiles)}, blocks: {Text.Int(group.BlocksPerTile)}, in sizes);
                """);
        }
    }

    /// <summary>Prints the sums of any cell: of each block those that a row feeds side by side.</summary>
    private static void EmitTiles(SourceWriter writer, RecurrentPlan layer, TileSums sums, SharedStrides strides)
    {
        using SourceWriter.Scope scope = writer.Block();
        foreach ((string cursor, PackedSection section) in sums.Cursors)
        {
            writer.Place(cursor, "weights", layer.Sections.OffsetOf(section));
        }

        writer.Place("s", "sums", sums.Group.FirstBlock * sums.BlockRow);
        using SourceWriter.Scope? tiles = RowLoops.OpenTiles(writer, sums.Group);
        using (SourceWriter.Scope? blocks =
            sums.Blocks == 1 ? null : writer.Block($"for (nint block = 0; block < {Text.Int(sums.Blocks)}; block++)"))
        {
            foreach ((string cursor, PackedSection section) in sums.Biases)
            {
                foreach ((int column, int sum, int length) in Columns(sums, section))
                {
                    writer.Line(
                        $"SharedTileSums.Start(ref {Place(sums, cursor, section.BlockRow, column)}, " +
                        $"ref {Place(sums, "s", sums.BlockRow, sum)}, {Text.Int(length)}, {Text.Int(strides.Sums)});");
                }
            }

            foreach (WeightRows rows in sums.Rows)
            {
                int stride = rows.Source == "x" ? strides.Input : strides.State!.Value;
                foreach ((int column, int sum, int length) in Columns(sums, rows.Section))
                {
                    string first = Place(sums, rows.Cursor, rows.Section.BlockRow, rows.FirstRow * rows.Length + column);
                    writer.Line(
                        $"SharedTileSums.Add(ref {first}, {Text.Int(rows.Length)}, ref {rows.Source}, {Text.Int(rows.Count)}, " +
                        $"{Text.Int(stride)}, ref {Place(sums, "s", sums.BlockRow, sum)}, {Text.Int(length)}, {Text.Int(strides.Sums)});");
                }
            }
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

    private static string Place(TileSums sums, string start, int blockRow, int offset) => sums.Blocks == 1
        ? Text.At(start, offset)
        : Text.Element(start, $"block * {Text.Int(blockRow)}{(offset == 0 ? "" : " + " + Text.Int(offset))}");

    /// <summary>Returns the runs of columns of a block that feed sums side by side.</summary>
    private static IEnumerable<(int Column, int Sum, int Length)> Columns(TileSums sums, PackedSection section)
    {
        string letters = section.Sums;
        for (int start = 0, end; start < letters.Length; start = end)
        {
            int first = sums.Letters.IndexOf(letters[start]);
            for (end = start + 1; end < letters.Length && sums.Letters.IndexOf(letters[end]) == first + end - start; end++)
            {
            }

            yield return (start * NetworkShape.Lanes, first * NetworkShape.Lanes, (end - start) * NetworkShape.Lanes);
        }
    }
}
