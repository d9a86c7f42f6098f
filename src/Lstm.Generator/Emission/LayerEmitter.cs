using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the step of a recurrent layer: from its input and its state to its new state.</summary>
internal static class LayerEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, LayerPlan layer, string method, JitHint hint)
    {
        string constants = layer is RegisterLayer ? "ref float constants, " : "";
        string sums = plan.Scratch.Length > 0 ? ", ref float sums" : "";
        using SourceWriter.Scope scope = writer.Method(
            hint, $"private static void {method}({constants}ref float weights, ref float h, ref float x{sums}{Walk(layer)})");
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

    /// <summary>Prints an LSTM cell whose pre-activations are in memory: from there to the new state.</summary>
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

    /// <summary>Further parameters of a layer whose tiles are walked back and forth, or whose input half may be there already.</summary>
    private static string Walk(LayerPlan layer) => layer switch
    {
        TiledLayer tiled => (tiled.BackAndForth ? ", bool backwards" : "") + (tiled.LooksAhead ? ", bool ahead" : ""),
        _ => "",
    };

    /// <summary>Prints the mask of the last block, if some of its lanes are padding.</summary>
    public static void EmitUnits(SourceWriter writer, KernelPlan plan)
    {
        StackShape shape = plan.Shape;
        if (!shape.HasPadding || plan.Width.IsNarrow)
        {
            return;
        }

        int last = shape.Hidden % NetworkShape.Lanes;
        string lanes = string.Join(", ", Enumerable.Range(0, NetworkShape.Lanes).Select(lane => lane < last ? "-1" : "0"));
        writer.Lines($$"""

            // The mask keeps the lanes of padding zero: an infinite input times their zero weight is NaN.
            Vector256<float> units = Create({{lanes}}).AsSingle();
            """);
    }

    /// <summary>Prints all tiles of a layer: the first phase of every cell whose pre-activations go through memory.</summary>
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

        writer.Line(
            "// Phase 1: pre-activations; the digit is the block of eight units. " +
            "Each row of weights (w, u) is multiplied by v, one value in all lanes.");
        foreach (TilePlan tile in layer.Sections.Tiles)
        {
            if (tile != layer.Sections.Tiles[0])
            {
                writer.Line();
            }

            TileEmitter.EmitTiles(writer, layer, tile);
        }
    }

    /// <summary>
    /// Opens the loop of a phase over the units, where n counts units. In narrow vectors k is where their pre-activations begin.
    /// </summary>
    public static SourceWriter.Scope EmitLanes(SourceWriter writer, KernelPlan plan)
    {
        SourceWriter.Scope loop = writer.Block(
            $"for (nuint n = 0; n < {Text.Int(plan.Shape.PaddedHidden)}; n += {Text.Int(plan.Width.Lanes)})");
        if (plan.Width.IsNarrow)
        {
            writer.Line($"nuint k = {Text.Lanes(plan.Width, plan.Shape.Cell.Sums.Length, 0)};");
        }

        return loop;
    }

    /// <summary>Returns the offset of a gate's pre-activations of the units at n, in the loop of a phase.</summary>
    public static string SumAt(KernelPlan plan, int gate) => plan.Width.IsNarrow
        ? $"k{(gate == 0 ? "" : " + " + Text.Int(gate * NetworkShape.Lanes))}"
        : Text.Lanes(plan.Width, plan.Shape.Cell.Sums.Length, gate);

    /// <summary>Prints the clearing of the lanes of padding in vectors that a layer of phases has stored.</summary>
    public static void EmitMask(SourceWriter writer, KernelPlan plan, string vectors)
    {
        StackShape shape = plan.Shape;
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

    /// <summary>Declares a reference into memory.</summary>
    public static void EmitPlace(SourceWriter writer, string name, string start, int offset) =>
        writer.Line($"ref float {name} = ref {Text.At(start, offset)};");
}
