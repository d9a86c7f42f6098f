using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <content>Tiles in methods: one method for each width of tile, which all layers call, and the loops that call them.</content>
internal static partial class TileEmitter
{
    /// <summary>Prints the loop over all tiles of a layer.</summary>
    public static void EmitWalk(SourceWriter writer, TiledLayer layer)
    {
        int tiles = layer.Sections.Tiles.Sum(static tile => tile.Group.Tiles);
        writer.Line("// Phase 1: pre-activations, tile by tile.");
        if (layer.BackAndForth)
        {
            writer.Line("// Every other step goes backwards: the weights that the last step read last are still in the cache.");
        }

        if (layer.LooksAhead)
        {
            writer.Line($"nint inputs = ahead ? 0 : {Text.Int(layer.Inputs)};");
        }

        string counter = layer.BackAndForth ? "n" : "tile";
        using SourceWriter.Scope loop = writer.Block($"for (nint {counter} = 0; {counter} < {Text.Int(tiles)}; {counter}++)");
        if (layer.BackAndForth)
        {
            writer.Line($"nint tile = backwards ? {Text.Int(tiles - 1)} - n : n;");
        }

        TilePlan first = layer.Sections.Tiles[0];
        if (layer.Sections.Tiles.Count == 1)
        {
            EmitTileCall(writer, layer, first, firstTile: 0);
            return;
        }

        using (writer.Block($"if (tile < {Text.Int(first.Group.Tiles)})"))
        {
            EmitTileCall(writer, layer, first, firstTile: 0);
        }

        using (writer.Block("else"))
        {
            EmitTileCall(writer, layer, layer.Sections.Tiles[1], first.Group.Tiles);
        }
    }

    /// <summary>Prints the methods that the loop calls.</summary>
    public static void EmitTileMethods(SourceWriter writer, KernelPlan plan)
    {
        foreach (TilePlan tile in plan.First.Sections.Tiles)
        {
            writer.Line();
            EmitTileMethod(writer, plan, tile);
        }
    }

    private static string TileMethod(TilePlan tile) => $"Tile{Text.Int(tile.Group.BlocksPerTile)}";

    private static void EmitTileCall(SourceWriter writer, TiledLayer layer, TilePlan tile, int firstTile)
    {
        // Tiles are counted from 0 in the whole layer, so that the offset of a tile is a product and a constant.
        string Place(string start, int offset, int length)
        {
            int origin = offset - firstTile * length;
            return $"ref {Text.Element(start, $"{(origin == 0 ? "" : Text.Int(origin) + " + ")}tile * {Text.Int(length)}")}";
        }

        CellSections sections = layer.Sections;
        int blockSums = layer.Cell.Sums.Length * NetworkShape.Lanes;
        string input = Place("weights", sections.OffsetOf(tile.Input), tile.Input.TileLength);
        string bias = tile.RecurrentBias is { } section ? Place("weights", sections.OffsetOf(section), section.TileLength) + ", " : "";
        string recurrent = Place("weights", sections.OffsetOf(tile.Recurrent), tile.Recurrent.TileLength);
        string sums = Place("sums", tile.Group.FirstBlock * blockSums, tile.Group.BlocksPerTile * blockSums);
        string inputs = layer.LooksAhead ? "inputs" : Text.Int(layer.Inputs);
        writer.Line($"{TileMethod(tile)}({input}, {bias}{recurrent}, ref h, ref x, {sums}, {inputs});");
    }

    private static void EmitTileMethod(SourceWriter writer, KernelPlan plan, TilePlan tile)
    {
        CellShape cell = plan.Shape.Cell;
        Accumulators sums = new(cell.Sums, tile.Group.BlocksPerTile, Chains: 1);
        string bias = tile.RecurrentBias is null ? "" : "ref float b, ";
        writer.Lines("""
            /// <summary>Pre-activations of a tile; the digit is the block of eight units. Each row is multiplied by v.</summary>
            """);
        if (plan.LooksAhead)
        {
            writer.Line("// If inputs is 0, s contains the bias and the inputs already.");
        }

        using SourceWriter.Scope scope = writer.Method(
            JitHint.OptimiseAlone,
            $"private static void {TileMethod(tile)}(ref float w, {bias}ref float u, ref float h, ref float x, ref float s, nint inputs)");
        if (plan.LooksAhead)
        {
            writer.Line($"Vector256<float> {string.Join(", ", Enumerable.Range(0, sums.Vectors).Select(sums.Name))}, v;");
            using (writer.Block("if (inputs == 0)"))
            {
                for (int vector = 0; vector < sums.Vectors; vector++)
                {
                    writer.Line($"{sums.Name(vector)} = {Text.Load("s", vector * NetworkShape.Lanes)};");
                }
            }

            using (writer.Block("else"))
            {
                EmitBias(writer, tile, sums, type: "");
            }
        }
        else
        {
            EmitBias(writer, tile, sums);
            writer.Line("Vector256<float> v;");
        }

        EmitPairsOfRows(writer, new Rows("w", "x", Count: 0, FirstRow: 1, tile.Input.Sums), count: null, sums);
        EmitPairsOfRows(writer, new Rows("u", "h", cell.Width, FirstRow: 0, tile.Recurrent.Sums), cell.Width, sums);
        writer.Line();
        for (int vector = 0; vector < sums.Vectors; vector++)
        {
            writer.Line($"{sums.Name(vector)}.StoreUnsafe(ref s{Text.Plus(vector * NetworkShape.Lanes)});");
        }
    }

    /// <summary>
    /// Prints a loop over rows of weights, unrolled twice: more is no faster, and one row an iteration is 1 to 3 % slower.
    /// </summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">The number of rows, or null for that in the parameter <c>inputs</c>.</param>
    /// <param name="sums">The accumulators.</param>
    private static void EmitPairsOfRows(SourceWriter writer, Rows rows, int? count, Accumulators sums)
    {
        int rowLength = sums.Blocks * rows.Sums.Length * NetworkShape.Lanes;
        writer.Line();
        using (writer.Block($"for (nint k = 1; k < {(count is { } known ? Text.Int(known) : "inputs")}; k += 2)"))
        {
            EmitRow(writer, rows, row: 0, Text.Element(rows.Source, "k - 1"), rowLength, sums);
            EmitRow(writer, rows, row: 1, Text.Element(rows.Source, "k"), rowLength, sums);
            writer.Line();
            writer.Line($"{rows.Cursor} = ref Unsafe.Add(ref {rows.Cursor}, {Text.Int(2 * rowLength)});");
        }

        if (count is null)
        {
            writer.Line();
            using SourceWriter.Scope odd = writer.Block("if ((inputs & 1) != 0)");
            EmitRow(writer, rows, row: 0, Text.Element(rows.Source, "inputs - 1"), rowLength, sums);
        }
        else if (count % 2 != 0)
        {
            EmitRow(writer, rows, row: 0, Text.At(rows.Source, count.Value - 1), rowLength, sums);
        }
    }
}
