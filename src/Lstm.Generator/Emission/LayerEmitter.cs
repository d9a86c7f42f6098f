using System;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints one layer's step: from its input and its own state to its new state.</summary>
internal static class LayerEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, LayerPlan layer, string method, string options)
    {
        switch (layer)
        {
            case SingleBlockLayer single:
                EmitSingleBlock(writer, plan, single, method, options);
                break;
            case TiledLayer tiled:
                EmitTiled(writer, plan, tiled, method, options);
                break;
            default:
                throw new InvalidOperationException($"No emitter for {layer.GetType().Name}.");
        }
    }

    private static void EmitSingleBlock(SourceWriter writer, KernelPlan plan, SingleBlockLayer layer, string method, string options)
    {
        using SourceWriter.Scope scope = writer.Block($"""
            {options}
            private static void {method}(ref float weights, ref float h, ref float x)
            """);
        TileEmitter.EmitBlock(writer, layer.Tile, layer.Inputs, layer.Hidden, BaseOf(plan, layer));
        int padded = plan.Shape.PaddedHidden;
        writer.Lines($"""

            Vector256<float> i = Activations.HalfSigmoid(i0 + i1);
            Vector256<float> f = Activations.HalfSigmoid(f0 + f1);
            Vector256<float> g = Activations.Tanh(g0 + g1);
            Vector256<float> o = Activations.HalfSigmoid(o0 + o1);
            Vector256<float> c = FusedMultiplyAdd(f, LoadUnsafe(ref h, {padded}), i * g);
            c.StoreUnsafe(ref h, {padded});
            (o * Activations.Tanh(c)).StoreUnsafe(ref h);
            """);
    }

    private static void EmitTiled(SourceWriter writer, KernelPlan plan, TiledLayer layer, string method, string options)
    {
        int padded = plan.Shape.PaddedHidden;
        using SourceWriter.Scope scope = writer.Block($"""
            {options}
            private static void {method}(ref float weights, ref float h, ref float x, ref float sums)
            """);
        writer.Line("// Phase 1: the sums of all gates.");
        foreach (TilePlan tile in layer.Tiles)
        {
            TileEmitter.EmitTiles(writer, tile, layer.Inputs, layer.Hidden, BaseOf(plan, layer));
            writer.Line();
        }

        writer.Lines($$"""
            // Phase 2: input gate, forget gate and candidate, and the new cell state.
            ref float c = ref Unsafe.Add(ref h, {{padded}});
            for (nuint n = 0; n < {{padded}}; n += 8)
            {
                Vector256<float> i = Activations.HalfSigmoid(LoadUnsafe(ref sums, 4 * n));
                Vector256<float> f = Activations.HalfSigmoid(LoadUnsafe(ref sums, 4 * n + 8));
                Vector256<float> g = Activations.Tanh(LoadUnsafe(ref sums, 4 * n + 16));
                FusedMultiplyAdd(f, LoadUnsafe(ref c, n), i * g).StoreUnsafe(ref c, n);
            }

            // Phase 3: output gate, and the new hidden state.
            for (nuint n = 0; n < {{padded}}; n += 8)
            {
                Vector256<float> o = Activations.HalfSigmoid(LoadUnsafe(ref sums, 4 * n + 24));
                (o * Activations.Tanh(LoadUnsafe(ref c, n))).StoreUnsafe(ref h, n);
            }
            """);
    }

    /// <summary>What to take off a section's offset: upper layers are handed their own weights, the first layer and the head all of them.</summary>
    private static int BaseOf(KernelPlan plan, LayerPlan layer) => ReferenceEquals(layer, plan.First) ? 0 : plan.First.Length;
}
