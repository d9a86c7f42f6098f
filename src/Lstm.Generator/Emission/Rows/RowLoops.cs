using System;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints walks: over the tiles of a group, and over the rows of a tile.</summary>
internal static class RowLoops
{
    /// <summary>Prints the walk over the tiles of a group, in which <c>s</c> is the first sum of a tile.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="sums">The sums of a tile.</param>
    /// <param name="emitTile">Prints the sums of a tile.</param>
    /// <param name="floatsLeft">Returns the number of floats of a section from its cursor to the next tile, after a tile.</param>
    public static void EmitTiles(
        SourceWriter writer, RecurrentPlan layer, TileSums sums, Action emitTile, Func<PackedSection, int> floatsLeft)
    {
        using SourceWriter.Scope scope = writer.Block();
        EmitCursors(writer, layer, sums);
        writer.Place("s", "sums", sums.Group.FirstBlock * sums.BlockRow);
        using SourceWriter.Scope? loop = OpenTiles(writer, sums.Group);
        emitTile();
        if (sums.Group.Tiles > 1)
        {
            foreach ((string cursor, PackedSection section) in sums.Cursors)
            {
                Advance(writer, cursor, floatsLeft(section));
            }

            Advance(writer, "s", sums.Blocks * sums.BlockRow);
        }
    }

    /// <summary>Declares the cursors of a tile's sums.</summary>
    public static void EmitCursors(SourceWriter writer, RecurrentPlan layer, TileSums sums)
    {
        foreach ((string cursor, PackedSection section) in sums.Cursors)
        {
            writer.Place(cursor, "weights", layer.Sections.OffsetOf(section));
        }
    }

    /// <summary>Opens the loop over the tiles of a group, if there are several.</summary>
    public static SourceWriter.Scope? OpenTiles(SourceWriter writer, TileGroup group) =>
        group.Tiles == 1 ? null : writer.Block($"for (int tile = 0; tile < {Text.Int(group.Tiles)}; tile++)");

    /// <summary>Prints a walk over rows: a loop whose body is unrolled, and the remaining rows.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="loop">The unrolling.</param>
    /// <param name="source">The values that the rows are multiplied by.</param>
    /// <param name="emitRow">Prints a row: its number from the cursor, and its value.</param>
    /// <param name="emitAdvance">Prints the advance of the cursors over a number of rows.</param>
    public static void Emit(SourceWriter writer, RowLoop loop, string source, Action<int, string> emitRow, Action<int> emitAdvance)
    {
        int walked = loop.Turns * loop.RowsPerTurn;
        if (loop.Turns > 0)
        {
            writer.Line();
            string next = loop.RowsPerTurn == 1 ? "k++" : $"k += {Text.Int(loop.RowsPerTurn)}";
            using SourceWriter.Scope scope = writer.Block($"for (nint k = 0; k < {Text.Int(walked)}; {next})");
            for (int row = 0; row < loop.RowsPerTurn; row++)
            {
                emitRow(row, Text.Element(source, Text.Sum("k", row)));
            }

            writer.Line();
            emitAdvance(loop.RowsPerTurn);
        }

        for (int row = 0; row < loop.Rest; row++)
        {
            emitRow(row, Text.At(source, walked + row));
        }
    }

    /// <summary>Prints the advance of a cursor.</summary>
    public static void Advance(SourceWriter writer, string cursor, int floats)
    {
        if (floats > 0)
        {
            writer.Line($"{cursor} = ref Unsafe.Add(ref {cursor}, {Text.Int(floats)});");
        }
    }
}
