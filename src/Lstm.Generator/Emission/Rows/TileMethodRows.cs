using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints tiles in methods: one method for each width of tile, which all layers of a kind call, and the loops that call them.
/// </summary>
internal static class TileMethodRows
{
    /// <summary>Prints the loop over all tiles of a layer.</summary>
    public static void EmitWalk(SourceWriter writer, TiledLayer layer, string suffix)
    {
        int tiles = layer.Sections.TileCount;
        writer.Line($"// Phase 1: pre-activations{(tiles == 1 ? "" : ", tile by tile")}.");
        if (layer.BackAndForth)
        {
            writer.Line("// Every other step goes backwards: the weights that the last step read last are still in the cache.");
        }

        if (layer.LooksAhead)
        {
            writer.Line($"nint inputs = ahead ? 0 : {Text.Int(layer.Inputs)};");
        }

        if (tiles == 1)
        {
            writer.Line(Call(layer, layer.Sections.Tiles[0], firstTile: null, suffix));
            return;
        }

        string counter = layer.BackAndForth ? "n" : "tile";
        using SourceWriter.Scope loop = writer.Block($"for (nint {counter} = 0; {counter} < {Text.Int(tiles)}; {counter}++)");
        if (layer.BackAndForth)
        {
            writer.Line($"nint tile = backwards ? {Text.Int(tiles - 1)} - n : n;");
        }

        int ofFirst = layer.Sections.Tiles[0].Group.Tiles;
        string first = Call(layer, layer.Sections.Tiles[0], firstTile: 0, suffix);
        writer.Lines(layer.Sections.Tiles.Count == 1 ? first : $$"""
            if (tile < {{Text.Int(ofFirst)}})
            {
                {{first}}
            }
            else
            {
                {{Call(layer, layer.Sections.Tiles[1], ofFirst, suffix)}}
            }
            """);
    }

    /// <summary>Prints the methods that the loop of a layer calls.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="suffix">What the names of its methods end in.</param>
    /// <param name="looksAhead">Whether a caller may have computed the inputs' part of the sums.</param>
    /// <param name="widens">Whether processors with vectors of sixteen floats use them.</param>
    public static void EmitMethods(SourceWriter writer, RecurrentPlan layer, string suffix, bool looksAhead, bool widens)
    {
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            writer.Line();
            EmitMethod(writer, TileSums.Whole(layer, tile), suffix, looksAhead, widens);
        }
    }

    private static string NameOf(TileGroup group, string suffix) => $"Tile{Text.Int(group.BlocksPerTile)}{suffix}";

    /// <summary>Returns the call for a tile.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tile">The group of the tile.</param>
    /// <param name="firstTile">The number of the group's first tile; null for an only tile, which is not counted.</param>
    /// <param name="suffix">What the names of the layer's methods end in.</param>
    private static string Call(TiledLayer layer, TilePlan tile, int? firstTile, string suffix)
    {
        // Tiles are counted from 0 in the whole layer, so that the offset of a tile is a product and a constant.
        string Place(string start, int offset, int length)
        {
            if (firstTile is not { } first)
            {
                return "ref " + Text.At(start, offset);
            }

            int origin = offset - first * length;
            return $"ref {Text.Element(start, $"{(origin == 0 ? "" : Text.Int(origin) + " + ")}tile * {Text.Int(length)}")}";
        }

        CellSections sections = layer.Sections;
        TileSums sums = TileSums.Whole(layer, tile);
        string weights = string.Join(
            ", ", sums.Cursors.Select(cursor => Place("weights", sections.OffsetOf(cursor.Section), cursor.Section.TileLength)));
        string target = Place("sums", tile.Group.FirstBlock * sums.BlockRow, sums.Blocks * sums.BlockRow);
        string inputs = layer.LooksAhead ? "inputs" : Text.Int(layer.Inputs);
        return $"{NameOf(tile.Group, suffix)}({weights}, ref h, ref x, {target}, {inputs});";
    }

    private static void EmitMethod(SourceWriter writer, TileSums sums, string suffix, bool looksAhead, bool widens)
    {
        writer.Lines("""
            /// <summary>Pre-activations of a tile; the digit is the block of eight units. Each row is multiplied by v.</summary>
            """);
        if (looksAhead)
        {
            writer.Line("// If inputs is 0, s contains the bias and the inputs already.");
        }

        string cursors = string.Concat(sums.Cursors.Select(static cursor => $"ref float {cursor.Cursor}, "));
        using SourceWriter.Scope scope = writer.Method(
            JitHint.OptimiseAlone,
            $"private static void {NameOf(sums.Group, suffix)}({cursors}ref float h, ref float x, ref float s, nint inputs)");
        if (widens)
        {
            string blocks = sums.Blocks == 2 ? "Two" : "Three";
            writer.Lines($$"""
                if (Vector512.IsHardwareAccelerated)
                {
                    PairedTiles.Sum{{blocks}}Blocks(ref w, ref u, ref h, ref x, ref s, inputs, hidden: {{Text.Int(sums.Rows[1].Count)}});
                    return;
                }

                """);
        }

        if (looksAhead)
        {
            IEnumerable<string> names = sums.Sums.Select(static sum => sum.Letter + Text.Int(sum.Block));
            writer.Line($"Vector256<float> {string.Join(", ", names)}, v;");
            using (writer.Block("if (inputs == 0)"))
            {
                UnrolledRows.EmitStart(writer, sums with { Biases = [] }, type: "");
            }

            using (writer.Block("else"))
            {
                UnrolledRows.EmitStart(writer, sums, type: "");
            }
        }
        else
        {
            UnrolledRows.EmitStart(writer, sums);
            writer.Line("Vector256<float> v;");
        }

        EmitPairsOfRows(writer, sums, sums.Rows[0], count: null);
        EmitPairsOfRows(writer, sums, sums.Rows[1], sums.Rows[1].Count);
        writer.Line();
        UnrolledRows.EmitStores(writer, sums);
    }

    /// <summary>
    /// Prints a loop over rows of weights, unrolled twice: more is no faster, and one row an iteration is 1 to 3 % slower.
    /// </summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="sums">The sums of the tile.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">The number of rows, or null for that in the parameter <c>inputs</c>.</param>
    private static void EmitPairsOfRows(SourceWriter writer, TileSums sums, WeightRows rows, int? count)
    {
        writer.Line();
        using (writer.Block($"for (nint k = 1; k < {(count is { } known ? Text.Int(known) : "inputs")}; k += 2)"))
        {
            UnrolledRows.EmitRow(writer, sums, rows, row: 0, Text.Element(rows.Source, "k - 1"), chains: 1);
            UnrolledRows.EmitRow(writer, sums, rows, row: 1, Text.Element(rows.Source, "k"), chains: 1);
            writer.Line();
            RowLoops.Advance(writer, rows.Cursor, 2 * rows.Length);
        }

        if (count is null)
        {
            writer.Line();
            using SourceWriter.Scope odd = writer.Block("if ((inputs & 1) != 0)");
            UnrolledRows.EmitRow(writer, sums, rows, row: 0, Text.Element(rows.Source, "inputs - 1"), chains: 1);
        }
        else if (count % 2 != 0)
        {
            UnrolledRows.EmitRow(writer, sums, rows, row: 0, Text.At(rows.Source, count.Value - 1), chains: 1);
        }
    }
}
