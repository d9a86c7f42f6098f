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
        if (FourSums.Of(layer.Definition) is { } four)
        {
            EmitFourSums(writer, layer, four, layer.Sections.All(PackedKind.Input), strides);
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
        if (sums.Rows.Count == 0 || FourSums.Of(layer.Definition) is not { } four)
        {
            EmitTiles(writer, layer, sums, strides);
            return;
        }

        using SourceWriter.Scope scope = writer.Block();
        EmitFourSums(writer, layer, four, [sums.Rows[0].Section], strides with { State = null });
    }

    /// <summary>Prints the sums of a cell with four sums, whose accumulators for three streams stay in registers.</summary>
    private static void EmitFourSums(
        SourceWriter writer, RecurrentPlan layer, FourSums four, IReadOnlyList<PackedSection> inputs, SharedStrides strides)
    {
        int hidden = strides.State is null ? 0 : layer.Cell.Width;
        writer.Line(
            $"SharedSizes sizes = new(inputs: {Text.Int(layer.Inputs)}, hidden: {Text.Int(hidden)}, " +
            $"inputStride: {Text.Int(strides.Input)}, stateStride: {Text.Int(strides.State ?? 0)}, sumsStride: {Text.Int(strides.Sums)});");
        string h = hidden == 0 ? "x" : "h";
        string Place(PackedSection section) => Text.At("weights", layer.Sections.OffsetOf(section));
        foreach (PackedSection input in inputs)
        {
            TileGroup group = input.Group;
            PackedSection recurrent = hidden == 0 ? input : layer.Sections.Tiles.Single(tile => tile.Group == group).Recurrent;
            string bias = four.HasRecurrentBias
                ? $" ref {Place(layer.Sections.All(PackedKind.RecurrentBias).Single(section => section.Group == group))},"
                : "";
            string sums = Text.At("sums", group.FirstBlock * layer.Definition.Letters.Length * NetworkShape.Lanes);
            writer.Lines($"""
                {four.Class}.Sum(
                    ref {Place(input)},{bias} ref {Place(recurrent)}, ref x, ref {h},
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
        bool byBlock = sums.Cursors.Any(cursor => sums.ColumnsOf(cursor.Section).Count() > 1);
        using (SourceWriter.Scope? blocks =
            byBlock ? writer.Block($"for (nint block = 0; block < {Text.Int(sums.Blocks)}; block++)") : null)
        {
            foreach ((string cursor, PackedSection section) in sums.Biases)
            {
                foreach ((int column, int sum, int length) in Columns(section))
                {
                    writer.Line(
                        $"SharedTileSums.Start(ref {Place(cursor, section.BlockRow, column)}, " +
                        $"ref {Place("s", sums.BlockRow, sum)}, {Text.Int(length)}, {Text.Int(strides.Sums)});");
                }
            }

            foreach (WeightRows rows in sums.Rows)
            {
                int stride = rows.Source == "x" ? strides.Input : strides.State!.Value;
                foreach ((int column, int sum, int length) in Columns(rows.Section))
                {
                    string first = Place(rows.Cursor, rows.Section.BlockRow, rows.FirstRow * rows.Length + column);
                    writer.Line(
                        $"SharedTileSums.Add(ref {first}, {Text.Int(rows.Length)}, ref {rows.Source}, {Text.Int(rows.Count)}, " +
                        $"{Text.Int(stride)}, ref {Place("s", sums.BlockRow, sum)}, {Text.Int(length)}, {Text.Int(strides.Sums)});");
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

        // Rows that feed all sums of a tile are one run, others have runs in each block.
        IEnumerable<(int Column, int Sum, int Length)> Columns(PackedSection section) =>
            byBlock ? sums.OfBlock().ColumnsOf(section) : sums.ColumnsOf(section);

        string Place(string start, int blockRow, int offset) => byBlock
            ? Text.Element(start, $"block * {Text.Int(blockRow)}{(offset == 0 ? "" : " + " + Text.Int(offset))}")
            : Text.At(start, offset);
    }

    /// <summary>The runtime's class for a cell with four sums.</summary>
    /// <param name="Class">Its name.</param>
    /// <param name="HasRecurrentBias">Whether the last sum has a bias of its own, because the inputs do not feed it.</param>
    private sealed record FourSums(string Class, bool HasRecurrentBias)
    {
        /// <summary>Returns the class for a cell, or null if it has other sums.</summary>
        public static FourSums? Of(Cell cell)
        {
            string letters = cell.Letters;
            return
                cell.HasFourWholeSums ? new FourSums("SharedTiles", HasRecurrentBias: false) :
                letters.Length == 4 && cell.InputSums == letters.Substring(0, 3) && cell.RecurrentSums == letters.Remove(2, 1)
                    ? new FourSums("SharedSplitTiles", HasRecurrentBias: true) :
                null;
        }
    }
}
