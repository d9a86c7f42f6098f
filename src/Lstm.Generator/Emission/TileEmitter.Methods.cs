using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <content>Tiles whose sums are formed by methods: one for each width of tile, and a loop that calls them.</content>
internal static partial class TileEmitter
{
    /// <summary>The walk over all tiles of a layer.</summary>
    public static void EmitWalk(SourceWriter writer, TiledLayer layer, string method)
    {
        int tiles = layer.Sections.Tiles.Sum(static tile => tile.Group.Tiles);
        writer.Line(layer.BackAndForth
            ? "// Phase 1: the sums of all gates, tile by tile. Every other step goes backwards: it finds the weights that were read last still in the cache."
            : "// Phase 1: the sums of all gates, tile by tile.");
        string counter = layer.BackAndForth ? "n" : "tile";
        using SourceWriter.Scope loop = writer.Block($"for (nint {counter} = 0; {counter} < {Text.Int(tiles)}; {counter}++)");
        if (layer.BackAndForth)
        {
            writer.Line($"nint tile = backwards ? {Text.Int(tiles - 1)} - n : n;");
        }

        TilePlan first = layer.Sections.Tiles[0];
        if (layer.Sections.Tiles.Count == 1)
        {
            EmitTileCall(writer, layer, first, method, firstTile: 0);
            return;
        }

        using (writer.Block($"if (tile < {Text.Int(first.Group.Tiles)})"))
        {
            EmitTileCall(writer, layer, first, method, firstTile: 0);
        }

        using (writer.Block("else"))
        {
            EmitTileCall(writer, layer, layer.Sections.Tiles[1], method, first.Group.Tiles);
        }
    }

    /// <summary>The methods that it calls.</summary>
    public static void EmitTileMethods(SourceWriter writer, TiledLayer layer, string method)
    {
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            writer.Line();
            EmitTileMethod(writer, layer, tile, method);
        }
    }

    private static string TileMethod(string method, TilePlan tile) => $"{method}Tile{Text.Int(tile.Group.BlocksPerTile)}";

    private static void EmitTileCall(SourceWriter writer, TiledLayer layer, TilePlan tile, string method, int firstTile)
    {
        // The places of tile 0, were there tiles of this kind before the first: what a tile adds is then a product.
        string Place(string start, int offset, int length) =>
            $"ref Unsafe.Add(ref {start}, {(offset - firstTile * length is var at and not 0 ? Text.Int(at) + " + " : "")}tile * {Text.Int(length)})";

        CellSections sections = layer.Sections;
        int sum = tile.Group.BlocksPerTile * layer.Cell.Sums.Length * NetworkShape.Lanes;
        string bias = tile.RecurrentBias is { } section ? Place("weights", sections.OffsetOf(section), section.TileLength) + ", " : "";
        writer.Line(
            $"{TileMethod(method, tile)}({Place("weights", sections.OffsetOf(tile.Input), tile.Input.TileLength)}, {bias}" +
            $"{Place("weights", sections.OffsetOf(tile.Recurrent), tile.Recurrent.TileLength)}, ref h, ref x, " +
            $"{Place("sums", tile.Group.FirstBlock * layer.Cell.Sums.Length * NetworkShape.Lanes, sum)}{(layer.LooksAhead ? ", ahead" : "")});");
    }

    private static void EmitTileMethod(SourceWriter writer, TiledLayer layer, TilePlan tile, string method)
    {
        Accumulators sums = new(layer.Cell.Sums, tile.Group.BlocksPerTile, Chains: 1);
        string bias = tile.RecurrentBias is null ? "" : "ref float b, ";
        writer.Line($"/// <summary>The sums of a tile, a digit a block. A row is multiplied by v.{(layer.LooksAhead ? " Ahead, the inputs are in them already." : "")}</summary>");
        using SourceWriter.Scope scope = writer.Block($"""
            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void {TileMethod(method, tile)}(ref float w, {bias}ref float u, ref float h, ref float x, ref float s{(layer.LooksAhead ? ", bool ahead" : "")})
            """);
        if (layer.LooksAhead)
        {
            writer.Line($"Vector256<float> {string.Join(", ", Enumerable.Range(0, sums.Vectors).Select(sums.Name))}, v;");
            using (writer.Block("if (ahead)"))
            {
                for (int vector = 0; vector < sums.Vectors; vector++)
                {
                    writer.Line($"{sums.Name(vector)} = {Text.Load("s", vector * NetworkShape.Lanes)};");
                }
            }

            using (writer.Block("else"))
            {
                EmitBias(writer, tile, sums, type: "");
                EmitRows(writer, new Rows("w", "x", layer.Inputs, FirstRow: 1, tile.Input.Sums), sums);
            }
        }
        else
        {
            EmitBias(writer, tile, sums);
            writer.Line("Vector256<float> v;");
            EmitRows(writer, new Rows("w", "x", layer.Inputs, FirstRow: 1, tile.Input.Sums), sums);
        }

        EmitRows(writer, new Rows("u", "h", layer.Cell.Width, FirstRow: 0, tile.Recurrent.Sums), sums);
        writer.Line();
        for (int vector = 0; vector < sums.Vectors; vector++)
        {
            writer.Line($"{sums.Name(vector)}.StoreUnsafe(ref s{Text.Plus(vector * NetworkShape.Lanes)});");
        }
    }
}
