using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the step of a recurrent layer: from its input and its state to its new state.</summary>
internal static class RecurrentEmitter
{
    /// <summary>Prints the method of a layer.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, RecurrentRun run, RecurrentPlan layer, JitHint hint)
    {
        using SourceWriter.Scope scope = writer.Method(hint, new LayerMethod(plan, run, layer).Signature);
        switch (layer)
        {
            case RegisterLayer registers:
                UnrolledRows.EmitSums(writer, registers);
                writer.Line();
                RegisterCell.Emit(writer, plan, registers, () => UnrolledRows.EmitLateSums(writer, registers));
                EmitProjection(writer, run, layer);
                break;
            case PairLayer pairs:
                PairedRows.EmitSums(writer, pairs);
                EmitCell(writer, plan, run, pairs);
                break;
            case TiledLayer tiled:
                EmitTiles(writer, plan, tiled, SuffixOf(plan, run));
                if (UnitsMethod.Of(plan, run) is { } units)
                {
                    writer.Line(units.Call("h", "sums"));
                    break;
                }

                EmitCell(writer, plan, run, tiled);
                break;
        }
    }

    /// <summary>Prints the methods that the layers of a run share: of its units and of its tiles.</summary>
    public static void EmitSharedMethods(SourceWriter writer, KernelPlan plan, RecurrentRun run)
    {
        if (UnitsMethod.Of(plan, run) is { } units)
        {
            writer.Line();
            writer.Line("/// <summary>The units of a layer, from their pre-activations to the new state.</summary>");
            using SourceWriter.Scope method = writer.Method(JitHint.OptimiseAlone, units.Signature);
            bool widens = plan.WidensUnits(run.First);
            if (widens)
            {
                using SourceWriter.Scope widest = writer.Block("if (Vector512.IsHardwareAccelerated)");
                PairedCell.Emit(writer, run.First);
            }

            using SourceWriter.Scope? others = widens ? writer.Block("else") : null;
            EmitCell(writer, plan, run, run.First);
        }

        if (run.First is TiledLayer { Sums: TileMethods } tiled)
        {
            TileMethodRows.EmitMethods(writer, tiled, SuffixOf(plan, run), plan.LooksAhead, plan.WidensTiles(tiled));
        }
    }

    /// <summary>Prints a cell whose pre-activations are in memory: from there to the new state.</summary>
    public static void EmitCell(SourceWriter writer, KernelPlan plan, RecurrentRun run, RecurrentPlan layer)
    {
        if (layer is PairLayer)
        {
            PairedCell.Emit(writer, layer);
            return;
        }

        UnitLoop loop = plan.Width.IsNarrow ? new NarrowLoop(layer.Cell) : new WideLoop(layer.Cell);
        if (!plan.Width.IsNarrow)
        {
            CellMemory.EmitMask(writer, layer.Cell);
        }

        PhasePlaces places = new(
            Streams: 1,
            plan.Scratch.Units,
            plan.Scratch.Draws,
            plan.Trace is null ? null : plan.Scratch.Kept,
            () => EmitLateSums(writer, plan, (TiledLayer)layer));
        PhasedCell.Emit(writer, layer, loop, places);
        EmitProjection(writer, run, layer);
    }

    /// <summary>
    /// Returns the end of the names of a run's tile methods: nothing, unless other recurrent layers have methods of their own.
    /// </summary>
    private static string SuffixOf(KernelPlan plan, RecurrentRun run) => run.IsOnly ? "" : $"Of{Text.Int(run.First.Layer)}";

    /// <summary>Prints all tiles of a layer: the first phase of every cell whose pre-activations go through memory.</summary>
    private static void EmitTiles(SourceWriter writer, KernelPlan plan, TiledLayer layer, string suffix)
    {
        switch (layer.Sums)
        {
            case QuantizedSums quantized:
                QuantizedRows.Emit(writer, plan, layer, quantized);
                break;
            case CalledSums called:
                CalledRows.EmitTiles(writer, plan, layer, called.Chains);
                break;
            case TileMethods:
                TileMethodRows.EmitWalk(writer, layer, suffix);
                break;
            default:
                writer.Line(
                    "// Phase 1: pre-activations; the digit is the block of eight units. " +
                    "Each row of weights (w, u) is multiplied by v, one value in all lanes.");
                foreach (TilePlan tile in layer.Sections.Tiles)
                {
                    if (tile != layer.Sections.Tiles[0])
                    {
                        writer.Line();
                    }

                    UnrolledRows.EmitTiles(writer, layer, TileSums.Whole(layer, tile));
                }

                break;
        }
    }

    private static void EmitLateSums(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        if (layer.Sums is QuantizedSums { Late: { } late })
        {
            QuantizedRows.EmitLateSums(writer, plan, layer, late);
            return;
        }

        if (layer.Sums is CalledSums called)
        {
            CalledRows.EmitLateSums(writer, layer, called.Chains);
            return;
        }

        foreach (PackedSection section in layer.Sections.Candidate)
        {
            UnrolledRows.EmitTiles(writer, layer, TileSums.Late(layer, section));
        }
    }

    private static void EmitProjection(SourceWriter writer, RecurrentRun run, RecurrentPlan layer)
    {
        if (layer.Definition.IsProjected)
        {
            writer.Line();
            string weights = Text.At("weights", layer.Sections.OffsetOf(PackedKind.Projection));
            writer.Line($"{DenseEmitter.ProjectionOf(run)}(ref {weights}, ref m, ref h);");
        }
    }
}
