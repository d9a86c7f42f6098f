using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <content>Tiles whose sums are formed by methods: one for each width of tile, which all layers call, and the loops that call them.</content>
internal static partial class TileEmitter
{
    /// <summary>The walk over all tiles of a layer.</summary>
    public static void EmitWalk(SourceWriter writer, TiledLayer layer)
    {
        int tiles = layer.Sections.Tiles.Sum(static tile => tile.Group.Tiles);
        writer.Line(layer.BackAndForth
            ? "// Phase 1: the sums of all gates, tile by tile. Every other step goes backwards: it finds the weights that were read last still in the cache."
            : "// Phase 1: the sums of all gates, tile by tile.");
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

    /// <summary>The methods that it calls.</summary>
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
        // The places of tile 0, were there tiles of this kind before the first: what a tile adds is then a product.
        string Place(string start, int offset, int length) =>
            $"ref Unsafe.Add(ref {start}, {(offset - firstTile * length is var at and not 0 ? Text.Int(at) + " + " : "")}tile * {Text.Int(length)})";

        CellSections sections = layer.Sections;
        int blockSums = layer.Cell.Sums.Length * NetworkShape.Lanes;
        string bias = tile.RecurrentBias is { } section ? Place("weights", sections.OffsetOf(section), section.TileLength) + ", " : "";
        writer.Line(
            $"{TileMethod(tile)}({Place("weights", sections.OffsetOf(tile.Input), tile.Input.TileLength)}, {bias}" +
            $"{Place("weights", sections.OffsetOf(tile.Recurrent), tile.Recurrent.TileLength)}, ref h, ref x, " +
            $"{Place("sums", tile.Group.FirstBlock * blockSums, tile.Group.BlocksPerTile * blockSums)}, {(layer.LooksAhead ? "inputs" : Text.Int(layer.Inputs))});");
    }

    private static void EmitTileMethod(SourceWriter writer, KernelPlan plan, TilePlan tile)
    {
        CellShape cell = plan.Shape.Cell;
        Accumulators sums = new(cell.Sums, tile.Group.BlocksPerTile, Chains: 1);
        string bias = tile.RecurrentBias is null ? "" : "ref float b, ";
        writer.Lines($"""
            /// <summary>The sums of a tile, a digit a block. A row is multiplied by v.{(plan.LooksAhead ? " Without inputs, they are in the sums already." : "")}</summary>
            """);
        using SourceWriter.Scope scope = writer.Block($"""
            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void {TileMethod(tile)}(ref float w, {bias}ref float u, ref float h, ref float x, ref float s, nint inputs)
            """);
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

    /// <summary>Adds rows of weights, two a turn: more are no faster, one is slower by 1 to 3 %.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many, where it is known here; null where the method is told, as <c>inputs</c>.</param>
    /// <param name="sums">What they are added to.</param>
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
