using System;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints a walk over rows: a loop whose body is unrolled, and the remaining rows.</summary>
internal static class RowLoops
{
    /// <summary>Prints the walk.</summary>
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
                emitRow(row, Text.Element(source, row == 0 ? "k" : $"k + {Text.Int(row)}"));
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

    /// <summary>Opens the loop over the tiles of a group, if there are several.</summary>
    public static SourceWriter.Scope? OpenTiles(SourceWriter writer, Lstm.Shared.TileGroup group) =>
        group.Tiles == 1 ? null : writer.Block($"for (int tile = 0; tile < {Text.Int(group.Tiles)}; tile++)");
}
