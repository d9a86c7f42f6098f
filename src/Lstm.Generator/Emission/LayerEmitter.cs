using System;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints one layer's step: from its input and its own state to its new state.</summary>
internal static class LayerEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, LayerPlan layer, string method, string options)
    {
        switch (layer)
        {
            case RegisterLayer registers:
                EmitInRegisters(writer, plan, registers, method, options);
                break;
            case TiledLayer tiled:
                EmitTiled(writer, plan, tiled, method, options);
                break;
            default:
                throw new InvalidOperationException($"No emitter for {layer.GetType().Name}.");
        }
    }

    private static void EmitInRegisters(SourceWriter writer, KernelPlan plan, RegisterLayer layer, string method, string options)
    {
        using SourceWriter.Scope scope = writer.Block($"""
            {options}
            private static void {method}(ref float constants, ref float weights, ref float h, ref float x)
            """);
        TileEmitter.EmitSums(writer, layer, BaseOf(plan, layer));
        writer.Lines($"""

            // The gates and the new cell state. The stores into h, which is about to be replaced, are not for their values: without them the
            // compiler keeps the constants of one sigmoid in registers for the next, and spills what the step waits for.
            ref float c = ref Unsafe.Add(ref h, {plan.Shape.PaddedHidden});
            """);
        EmitUnits(writer, plan.Shape);
        for (int block = 0; block < plan.Shape.Blocks; block++)
        {
            string at = At(block);
            bool padded = plan.Shape.HasPadding && block == plan.Shape.Blocks - 1;
            writer.Lines($"""
                g{block} = Activations.Tanh(g{block}, ref constants);
                g{block}.StoreUnsafe(ref h{at});
                i{block} = Activations.HalfSigmoid(i{block}, ref constants);
                i{block}.StoreUnsafe(ref h{at});
                f{block} = Activations.HalfSigmoid(f{block}, ref constants);
                Vector256<float> c{block} = FusedMultiplyAdd(i{block}, g{block}, f{block} * LoadUnsafe(ref c{at})){(padded ? " & units" : "")};
                c{block}.StoreUnsafe(ref c{at});
                o{block} = Activations.HalfSigmoid(o{block}, ref constants){(padded ? " & units" : "")};
                o{block}.StoreUnsafe(ref h{at});

                """);
        }

        writer.Line("// The new hidden state.");
        for (int block = 0; block < plan.Shape.Blocks; block++)
        {
            writer.Line($"(o{block} * Activations.Tanh(c{block}, ref constants)).StoreUnsafe(ref h{At(block)});");
        }
    }

    /// <summary>Declares which lanes of the last block are units, where not all are.</summary>
    private static void EmitUnits(SourceWriter writer, NetworkShape shape)
    {
        if (!shape.HasPadding)
        {
            return;
        }

        int last = shape.Hidden % NetworkShape.Lanes;
        string lanes = string.Join(", ", Enumerable.Range(0, NetworkShape.Lanes).Select(lane => lane < last ? "-1" : "0"));
        writer.Lines($"""

            // Lanes beyond the last unit stay zero, whatever comes in: an infinite input times their weight, zero, is no number.
            Vector256<float> units = Create({lanes}).AsSingle();
            """);
    }

    private static string At(int block) => block == 0 ? "" : $", {block * NetworkShape.Lanes}";

    private static void EmitTiled(SourceWriter writer, KernelPlan plan, TiledLayer layer, string method, string options)
    {
        int padded = plan.Shape.PaddedHidden;
        using SourceWriter.Scope scope = writer.Block($"""
            {options}
            private static void {method}(ref float weights, ref float h, ref float x, ref float sums)
            """);
        writer.Line("// Phase 1: the sums of all gates, a digit a block. A row is multiplied by v.");
        foreach (TilePlan tile in layer.Tiles)
        {
            if (tile != layer.Tiles[0])
            {
                writer.Line();
            }

            TileEmitter.EmitTiles(writer, tile, layer.Inputs, layer.Hidden, BaseOf(plan, layer));
        }

        EmitUnits(writer, plan.Shape);
        int last = padded - NetworkShape.Lanes;
        string Masked(string vectors) =>
            !plan.Shape.HasPadding ? "" : $"\n\n(LoadUnsafe(ref {vectors}, {last}) & units).StoreUnsafe(ref {vectors}, {last});";

        writer.Lines($$"""

            // Phase 2: the sigmoids.
            for (nuint n = 0; n < {{4 * padded}}; n += 32)
            {
                Activations.HalfSigmoid(LoadUnsafe(ref sums, n)).StoreUnsafe(ref sums, n);
                Activations.HalfSigmoid(LoadUnsafe(ref sums, n + 8)).StoreUnsafe(ref sums, n + 8);
                Activations.HalfSigmoid(LoadUnsafe(ref sums, n + 24)).StoreUnsafe(ref sums, n + 24);
            }

            // Phase 3: the new cell state.
            ref float c = ref Unsafe.Add(ref h, {{padded}});
            for (nuint n = 0; n < {{padded}}; n += 8)
            {
                Vector256<float> g = Activations.Tanh(LoadUnsafe(ref sums, 4 * n + 16));
                FusedMultiplyAdd(LoadUnsafe(ref sums, 4 * n), g, LoadUnsafe(ref sums, 4 * n + 8) * LoadUnsafe(ref c, n)).StoreUnsafe(ref c, n);
            }{{Masked("c")}}

            // Phase 4: the new hidden state.
            for (nuint n = 0; n < {{padded}}; n += 8)
            {
                (LoadUnsafe(ref sums, 4 * n + 24) * Activations.Tanh(LoadUnsafe(ref c, n))).StoreUnsafe(ref h, n);
            }{{Masked("h")}}
            """);
    }

    /// <summary>What to take off a section's offset: every layer is handed its own weights.</summary>
    private static int BaseOf(KernelPlan plan, LayerPlan layer) => ReferenceEquals(layer, plan.First) ? plan.FirstOffset : plan.UpperOffset;
}
