using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

internal static partial class TileEmitter
{
    /// <summary>
    /// Prints the bias and the inputs of all tiles of a run, and stores them to <c>sums</c>. The hidden state is added later.
    /// </summary>
    public static void EmitInputTiles(SourceWriter writer, TiledLayer layer, PackedSection section)
    {
        TileGroup group = section.Group;
        Accumulators sums = new(layer.Cell.Sums, group.BlocksPerTile, Chains: 1);
        Rows inputs = new("w", "x", layer.Inputs, FirstRow: 1, section.Sums);
        using SourceWriter.Scope scope = writer.Block();
        writer.Line($"ref float w = ref {Text.At("weights", layer.Sections.OffsetOf(section))};");
        using SourceWriter.Scope? loop = EmitTileLoop(writer, group, sums);
        for (int vector = 0; vector < sums.Vectors; vector++)
        {
            writer.Line($"Vector256<float> {sums.Name(vector)} = {Text.Load("w", vector * NetworkShape.Lanes)};");
        }

        writer.Line("Vector256<float> v;");
        EmitRows(writer, inputs, sums);
        writer.Line();
        for (int vector = 0; vector < sums.Vectors; vector++)
        {
            writer.Line($"{sums.Name(vector)}.StoreUnsafe(ref s{Text.Plus(vector * NetworkShape.Lanes)});");
        }

        Advance(writer, "w", 1 + RowLoop.For(inputs.Count, sums.Blocks).Rest, section);
        EndTileLoop(writer, group, sums);
    }
}
