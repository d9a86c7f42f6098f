using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the pre-activations of a layer's tiles for narrow vectors, in the order of <see cref="TileEmitter"/>. The runtime loops over the
/// rows, and emulates a missing multiply-add instruction. Unrolled a second time, the rows would make a class half as long again.
/// </summary>
internal static class NarrowTileEmitter
{
    /// <summary>Prints all tiles of a layer. The pre-activations of each are stored to <c>sums</c>.</summary>
    public static void EmitTiles(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        bool chained = layer.Chains == 2;
        writer.Line(chained
            ? "// Phase 1: pre-activations in two chains: the bias and even rows in s, odd rows in t."
            : "// Phase 1: pre-activations.");
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            if (tile != layer.Sections.Tiles[0])
            {
                writer.Line();
            }

            // A chained layer has one tile, whose references are needed again for its candidates.
            using SourceWriter.Scope? scope = chained ? null : writer.Block();
            EmitRun(writer, plan, layer, tile);
        }

        if (chained)
        {
            // A candidate after the reset gate has more rows.
            string letters = layer.Cell.Kind == CellKind.GruResetBefore ? "rz" : layer.Cell.Sums;
            writer.Line($"TileSums.Join(ref t, ref s, {Text.Int(letters.Length * NetworkShape.Lanes)});");
        }
    }

    /// <summary>Prints all tiles of a run of candidates, to which the hidden state after the reset gate is added, from <c>m</c>.</summary>
    public static void EmitCandidateTiles(SourceWriter writer, KernelPlan plan, TiledLayer layer, PackedSection section)
    {
        TileGroup group = section.Group;
        int blockRow = layer.Cell.Sums.Length * NetworkShape.Lanes;
        if (layer.Chains == 2)
        {
            // One tile of one block, whose references are declared already.
            int offset = layer.Cell.Sums.IndexOf('n') * NetworkShape.Lanes;
            LayerEmitter.EmitPlace(writer, "q", "weights", layer.Sections.OffsetOf(section));
            EmitRows(writer, layer, section, "q", firstRow: 0, "m", layer.Cell.Hidden);
            writer.Line($"TileSums.Join(ref {Text.At("t", offset)}, ref {Text.At("s", offset)}, {Text.Int(NetworkShape.Lanes)});");
            return;
        }

        using SourceWriter.Scope scope = writer.Block();
        LayerEmitter.EmitPlace(writer, "q", "weights", layer.Sections.OffsetOf(section));
        LayerEmitter.EmitPlace(writer, "s", "sums", group.FirstBlock * blockRow);
        using SourceWriter.Scope? loop = Loop(writer, group);
        EmitRows(writer, layer, section, "q", firstRow: 0, "m", layer.Cell.Hidden);
        Advance(writer, group, "q", section.TileLength);
        Advance(writer, group, "s", group.BlocksPerTile * blockRow);
    }

    private static void EmitRun(SourceWriter writer, KernelPlan plan, TiledLayer layer, TilePlan tile)
    {
        TileGroup group = tile.Group;
        int blockRow = layer.Cell.Sums.Length * NetworkShape.Lanes;
        LayerEmitter.EmitPlace(writer, "w", "weights", layer.Sections.OffsetOf(tile.Input));
        if (tile.RecurrentBias is not null)
        {
            LayerEmitter.EmitPlace(writer, "b", "weights", layer.Sections.OffsetOf(tile.RecurrentBias));
        }

        LayerEmitter.EmitPlace(writer, "u", "weights", layer.Sections.OffsetOf(tile.Recurrent));
        LayerEmitter.EmitPlace(writer, "s", "sums", plan.Scratch.Sums + group.FirstBlock * blockRow);
        if (layer.Chains == 2)
        {
            LayerEmitter.EmitPlace(writer, "t", "sums", plan.Scratch.OddSums);
        }

        using SourceWriter.Scope? loop = Loop(writer, group);
        EmitBias(writer, layer, tile.Input, "w");
        if (tile.RecurrentBias is not null)
        {
            EmitBias(writer, layer, tile.RecurrentBias, "b");
        }

        if (layer.Chains == 2)
        {
            writer.Line($"VectorCopy.Clear(ref t, {Text.Int(blockRow)});");
        }

        EmitRows(writer, layer, tile.Input, "w", firstRow: 1, "x", layer.Inputs);
        EmitRows(writer, layer, tile.Recurrent, "u", firstRow: 0, "h", layer.Cell.Width);
        Advance(writer, group, "w", tile.Input.TileLength);
        if (tile.RecurrentBias is not null)
        {
            Advance(writer, group, "b", tile.RecurrentBias.TileLength);
        }

        Advance(writer, group, "u", tile.Recurrent.TileLength);
        Advance(writer, group, "s", group.BlocksPerTile * blockRow);
    }

    /// <summary>Prints the bias and the inputs of all tiles of a run.</summary>
    public static void EmitInputTiles(SourceWriter writer, TiledLayer layer, PackedSection section)
    {
        int blockRow = layer.Cell.Sums.Length * NetworkShape.Lanes;
        using SourceWriter.Scope scope = writer.Block();
        LayerEmitter.EmitPlace(writer, "w", "weights", layer.Sections.OffsetOf(section));
        LayerEmitter.EmitPlace(writer, "s", "sums", section.Group.FirstBlock * blockRow);
        using SourceWriter.Scope? loop = Loop(writer, section.Group);
        EmitBias(writer, layer, section, "w");
        EmitRows(writer, layer, section, "w", firstRow: 1, "x", layer.Inputs);
        Advance(writer, section.Group, "w", section.TileLength);
        Advance(writer, section.Group, "s", section.Group.BlocksPerTile * blockRow);
    }

    private static void EmitBias(SourceWriter writer, TiledLayer layer, PackedSection section, string cursor)
    {
        foreach ((int column, int sum, int length) in Columns(layer, section))
        {
            writer.Line($"VectorCopy.Write(ref {Text.At(cursor, column)}, ref {Text.At("s", sum)}, {Text.Int(length)});");
        }
    }

    private static void EmitRows(
        SourceWriter writer, TiledLayer layer, PackedSection section, string cursor, int firstRow, string source, int count)
    {
        int rowLength = section.RowLength;
        int first = firstRow * rowLength;
        string every = layer.Chains == 2 ? ", every: 2" : "";
        foreach ((int column, int sum, int length) in Columns(layer, section))
        {
            void Add(int row, string sums)
            {
                string weights = Text.At(cursor, first + row * rowLength + column);
                writer.Line(
                    $"TileSums.Add(ref {weights}, {Text.Int(rowLength)}, ref {Text.At(source, row)}, {Text.Int(count - row)}, " +
                    $"ref {Text.At(sums, sum)}, {Text.Int(length)}{every});");
            }

            Add(0, "s");
            if (layer.Chains == 2 && count > 1)
            {
                Add(1, "t");
            }
        }
    }

    /// <summary>
    /// Returns runs of columns of a section's rows, and the offsets of their accumulators. A row that feeds all accumulators is one run.
    /// </summary>
    private static IEnumerable<(int Column, int Sum, int Length)> Columns(TiledLayer layer, PackedSection section)
    {
        string all = layer.Cell.Sums;
        int[] sums =
        [
            .. Enumerable.Range(0, section.Group.BlocksPerTile)
                .SelectMany(block => section.Sums.Select(letter => block * all.Length + all.IndexOf(letter))),
        ];
        for (int start = 0, end; start < sums.Length; start = end)
        {
            for (end = start + 1; end < sums.Length && sums[end] == sums[end - 1] + 1; end++)
            {
            }

            yield return (start * NetworkShape.Lanes, sums[start] * NetworkShape.Lanes, (end - start) * NetworkShape.Lanes);
        }
    }

    private static SourceWriter.Scope? Loop(SourceWriter writer, TileGroup group) =>
        group.Tiles == 1 ? null : writer.Block($"for (int tile = 0; tile < {Text.Int(group.Tiles)}; tile++)");

    private static void Advance(SourceWriter writer, TileGroup group, string cursor, int floats)
    {
        if (group.Tiles > 1)
        {
            writer.Line($"{cursor} = ref Unsafe.Add(ref {cursor}, {Text.Int(floats)});");
        }
    }
}
