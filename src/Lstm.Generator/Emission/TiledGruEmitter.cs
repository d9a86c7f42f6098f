using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a GRU cell whose sums go through memory: phases, each a short loop over the blocks for one function.</summary>
internal static class TiledGruEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, TiledLayer layer, string method)
    {
        CellShape cell = layer.Cell;
        int padded = plan.Shape.PaddedHidden;
        int vectors = cell.Sums.Length;
        bool before = cell.Kind == CellKind.GruResetBefore;
        LayerEmitter.EmitTiles(writer, layer, method);
        LayerEmitter.EmitUnits(writer, plan.Shape);

        // A linear gate is its sum.
        if (Gate(cell, "v") != "v")
        {
            EmitGates(writer, cell, padded);
        }

        if (before)
        {
            EmitReset(writer, plan, layer);
        }

        string recurrent = $"FusedMultiplyAdd(LoadUnsafe(ref sums, 4 * n), LoadUnsafe(ref sums, 4 * n + 24), LoadUnsafe(ref sums, 4 * n + 16))";
        string sum = before ? "LoadUnsafe(ref sums, 3 * n + 16)" : recurrent;
        writer.Lines($$"""

            // Phase {{(before ? 5 : 3)}}: the candidate and the new hidden state.
            for (nuint n = 0; n < {{Text.Int(padded)}}; n += 8)
            {
                Vector256<float> z = LoadUnsafe(ref sums, {{Text.Int(vectors)}} * n + 8);
                Vector256<float> candidate = {{FunctionEmitter.Clipped(cell.CellActivation, cell.Clip, sum)}};
                FusedMultiplyAdd(z, LoadUnsafe(ref h, n), (Vector256<float>.One - z) * candidate).StoreUnsafe(ref h, n);
            }
            """);
        if (plan.Shape.HasPadding)
        {
            int last = padded - NetworkShape.Lanes;
            writer.Line();
            writer.Line($"(LoadUnsafe(ref h, {Text.Int(last)}) & units).StoreUnsafe(ref h, {Text.Int(last)});");
        }
    }

    private static void EmitGates(SourceWriter writer, CellShape cell, int padded)
    {
        int vectors = cell.Sums.Length;
        writer.Lines($$"""

            // Phase 2: the reset gate and the update gate.
            for (nuint n = 0; n < {{Text.Int(vectors * padded)}}; n += {{Text.Int(vectors * NetworkShape.Lanes)}})
            {
                {{Gate(cell, "LoadUnsafe(ref sums, n)")}}.StoreUnsafe(ref sums, n);
                {{Gate(cell, "LoadUnsafe(ref sums, n + 8)")}}.StoreUnsafe(ref sums, n + 8);
            }
            """);
    }

    private static string Gate(CellShape cell, string value) => FunctionEmitter.Clipped(cell.GateActivation, cell.Clip, value);

    /// <summary>The hidden state after the reset gate, and what the candidate's recurrent weights make of it.</summary>
    private static void EmitReset(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        writer.Lines($$"""

            // Phase 3: the hidden state after the reset gate.
            ref float m = ref {{Text.At("sums", plan.Scratch.Units)}};
            for (nuint n = 0; n < {{Text.Int(plan.Shape.PaddedHidden)}}; n += 8)
            {
                (LoadUnsafe(ref sums, 3 * n) * LoadUnsafe(ref h, n)).StoreUnsafe(ref m, n);
            }

            // Phase 4: the rest of the candidates' sums.
            """);
        foreach (PackedSection section in layer.Sections.Candidate)
        {
            TileEmitter.EmitCandidateTiles(writer, layer, section);
        }
    }
}
