using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints one recurrent layer's step: from its input and its own state to its new state.</summary>
internal static class LayerEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, LayerPlan layer, string method, string options)
    {
        string constants = layer is RegisterLayer ? "ref float constants, " : "";
        string sums = plan.Scratch.Length > 0 ? ", ref float sums" : "";
        using SourceWriter.Scope scope = writer.Block($"""
            {options}
            private static void {method}({constants}ref float weights, ref float h, ref float x{sums})
            """);
        switch (layer)
        {
            case RegisterLayer registers when layer.Cell.IsLstm:
                RegisterLstmEmitter.Emit(writer, plan, registers);
                break;
            case RegisterLayer registers:
                RegisterGruEmitter.Emit(writer, plan, registers);
                break;
            case TiledLayer tiled when layer.Cell.IsLstm:
                EmitTiles(writer, tiled);
                EmitCell(writer, plan, tiled);
                return;
            case TiledLayer tiled:
                TiledGruEmitter.Emit(writer, plan, tiled);
                break;
        }

        EmitProjection(writer, layer);
    }

    /// <summary>What an LSTM cell whose sums are in memory makes of them: from there to the new state.</summary>
    public static void EmitCell(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        TiledLstmEmitter.Emit(writer, plan, layer);
        EmitProjection(writer, layer);
    }

    private static void EmitProjection(SourceWriter writer, LayerPlan layer)
    {
        if (layer.Cell.Projection > 0)
        {
            writer.Line();
            writer.Line($"Projection(ref {Text.At("weights", layer.Sections.OffsetOf(PackedKind.Projection))}, ref m, ref h);");
        }
    }

    /// <summary>Declares which lanes of the last block are units, where not all are.</summary>
    public static void EmitUnits(SourceWriter writer, NetworkShape shape)
    {
        if (!shape.HasPadding)
        {
            return;
        }

        int last = shape.Hidden % NetworkShape.Lanes;
        string lanes = string.Join(", ", Enumerable.Range(0, NetworkShape.Lanes).Select(lane => lane < last ? "-1" : "0"));
        writer.Lines($$"""

            // Lanes beyond the last unit stay zero, whatever comes in: an infinite input times their weight, zero, is no number.
            Vector256<float> units = Create({{lanes}}).AsSingle();
            """);
    }

    /// <summary>All tiles of a layer: the first phase of every cell whose sums go through memory.</summary>
    public static void EmitTiles(SourceWriter writer, TiledLayer layer)
    {
        writer.Line("// Phase 1: the sums of all gates, a digit a block. A row is multiplied by v.");
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            if (tile != layer.Sections.Tiles[0])
            {
                writer.Line();
            }

            TileEmitter.EmitTiles(writer, layer, tile);
        }
    }

    /// <summary>Declares a place in the memory behind the sums.</summary>
    public static void EmitPlace(SourceWriter writer, string name, string start, int offset) =>
        writer.Line($"ref float {name} = ref {Text.At(start, offset)};");
}
