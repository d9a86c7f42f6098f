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
            private static void {method}({constants}ref float weights, ref float h, ref float x{sums}{Walk(layer)})
            """);
        switch (layer)
        {
            case RegisterLayer registers when layer.Cell.IsLstm:
                RegisterLstmEmitter.Emit(writer, plan, registers);
                break;
            case RegisterLayer registers:
                RegisterGruEmitter.Emit(writer, plan, registers);
                break;
            case PairLayer pairs:
                PairLstmEmitter.EmitSums(writer, pairs);
                EmitCell(writer, plan, pairs);
                return;
            case TiledLayer tiled when layer.Cell.IsLstm:
                EmitTiles(writer, plan, tiled);
                EmitCell(writer, plan, tiled);
                return;
            case TiledLayer tiled:
                TiledGruEmitter.Emit(writer, plan, tiled);
                break;
        }

        EmitProjection(writer, layer);
    }

    /// <summary>What an LSTM cell whose sums are in memory makes of them: from there to the new state.</summary>
    public static void EmitCell(SourceWriter writer, KernelPlan plan, LayerPlan layer)
    {
        if (layer is PairLayer pairs)
        {
            PairLstmEmitter.EmitCell(writer, plan, pairs);
            return;
        }

        TiledLstmEmitter.Emit(writer, plan, (TiledLayer)layer);
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

    /// <summary>What a layer whose tiles are walked back and forth is told besides.</summary>
    private static string Walk(LayerPlan layer) => layer switch
    {
        TiledLayer tiled => (tiled.BackAndForth ? ", bool backwards" : "") + (tiled.LooksAhead ? ", bool ahead" : ""),
        _ => "",
    };

    /// <summary>Declares which lanes of the last block are units, where not all are.</summary>
    public static void EmitUnits(SourceWriter writer, KernelPlan plan)
    {
        NetworkShape shape = plan.Shape;
        if (!shape.HasPadding || plan.Width.IsNarrow)
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
    public static void EmitTiles(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        if (layer.Quantized.Count > 0)
        {
            QuantizedTileEmitter.Emit(writer, plan, layer);
            return;
        }

        if (plan.Width.IsNarrow)
        {
            NarrowTileEmitter.EmitTiles(writer, plan, layer);
            return;
        }

        if (layer.HasTileMethods)
        {
            TileEmitter.EmitWalk(writer, layer);
            return;
        }

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

    /// <summary>Opens the loop of a phase over the units, a vector a turn: <c>n</c> counts units and, in narrow vectors, <c>k</c> where their sums begin.</summary>
    public static SourceWriter.Scope EmitLanes(SourceWriter writer, KernelPlan plan)
    {
        SourceWriter.Scope loop = writer.Block($"for (nuint n = 0; n < {Text.Int(plan.Shape.PaddedHidden)}; n += {Text.Int(plan.Width.Lanes)})");
        if (plan.Width.IsNarrow)
        {
            writer.Line($"nuint k = {Text.Lanes(plan.Width, plan.Shape.Cell.Sums.Length, 0)};");
        }

        return loop;
    }

    /// <summary>Where a gate's sums of the units at n stand, in the loop of a phase.</summary>
    public static string SumAt(KernelPlan plan, int gate) => plan.Width.IsNarrow
        ? $"k{(gate == 0 ? "" : " + " + Text.Int(gate * NetworkShape.Lanes))}"
        : Text.Lanes(plan.Width, plan.Shape.Cell.Sums.Length, gate);

    /// <summary>Keeps the lanes beyond the last unit zero in vectors that a layer of phases has stored.</summary>
    public static void EmitMask(SourceWriter writer, KernelPlan plan, string vectors)
    {
        NetworkShape shape = plan.Shape;
        if (!shape.HasPadding)
        {
            return;
        }

        writer.Line();
        if (plan.Width.IsNarrow)
        {
            writer.Line($"VectorCopy.Clear(ref {Text.At(vectors, shape.Hidden)}, {Text.Int(shape.PaddedHidden - shape.Hidden)});");
            return;
        }

        int last = shape.PaddedHidden - NetworkShape.Lanes;
        writer.Line($"(LoadUnsafe(ref {vectors}, {Text.Int(last)}) & units).StoreUnsafe(ref {vectors}, {Text.Int(last)});");
    }

    /// <summary>Declares a place in the memory behind the sums.</summary>
    public static void EmitPlace(SourceWriter writer, string name, string start, int offset) =>
        writer.Line($"ref float {name} = ref {Text.At(start, offset)};");
}
