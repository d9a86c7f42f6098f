using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a GRU cell whose pre-activations are in memory: phases, each a short loop over the blocks for one function.</summary>
internal static class TiledGruEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        CellShape cell = layer.Cell;
        bool before = cell.Kind == CellKind.GruResetBefore;
        LayerEmitter.EmitTiles(writer, plan, layer);
        LayerEmitter.EmitUnits(writer, plan);

        // A linear gate is its pre-activation.
        if (Gate(cell, "v") != "v")
        {
            EmitGates(writer, plan, cell);
        }

        if (before)
        {
            EmitReset(writer, plan, layer);
        }

        string Sum(int vector) => $"LoadUnsafe(ref sums, {LayerEmitter.SumAt(plan, vector)})";
        string vector = Text.Vector(plan.Width);
        string multiplyAdd = Text.MultiplyAdd(plan.Width);
        string sum = before ? Sum(2) : $"{multiplyAdd}({Sum(0)}, {Sum(3)}, {Sum(2)})";
        writer.Line();
        writer.Line($"// Phase {(before ? 5 : 3)}: candidate and new hidden state.");
        using (LayerEmitter.EmitLanes(writer, plan))
        {
            writer.Line($"{vector} z = {Sum(1)};");
            writer.Line($"{vector} candidate = {FunctionEmitter.Clipped(cell.CellActivation, cell.Clip, sum)};");
            string kept = FunctionEmitter.Settled("LoadUnsafe(ref h, n)");
            string added = $"({vector}.One - z) * {FunctionEmitter.Settled("candidate")}";
            writer.Line($"{multiplyAdd}(z, {kept}, {added}).StoreUnsafe(ref h, n);");
        }

        LayerEmitter.EmitMask(writer, plan, "h");
    }

    private static void EmitGates(SourceWriter writer, KernelPlan plan, CellShape cell)
    {
        int vectors = cell.Sums.Length;
        int padded = plan.Shape.PaddedHidden;
        if (plan.Width.IsNarrow)
        {
            writer.Line();
            writer.Line("// Phase 2: reset gate and update gate.");
            foreach (string at in new[] { LayerEmitter.SumAt(plan, 0), LayerEmitter.SumAt(plan, 1) })
            {
                using SourceWriter.Scope loop = LayerEmitter.EmitLanes(writer, plan);
                writer.Line($"{Gate(cell, $"LoadUnsafe(ref sums, {at})")}.StoreUnsafe(ref sums, {at});");
            }

            return;
        }

        writer.Lines($$"""

            // Phase 2: reset gate and update gate.
            for (nuint n = 0; n < {{Text.Int(vectors * padded)}}; n += {{Text.Int(vectors * NetworkShape.Lanes)}})
            {
                {{Gate(cell, "LoadUnsafe(ref sums, n)")}}.StoreUnsafe(ref sums, n);
                {{Gate(cell, "LoadUnsafe(ref sums, n + 8)")}}.StoreUnsafe(ref sums, n + 8);
            }
            """);
    }

    private static string Gate(CellShape cell, string value) => FunctionEmitter.Clipped(cell.GateActivation, cell.Clip, value);

    /// <summary>Prints the hidden state after the reset gate, and its part of the candidate.</summary>
    private static void EmitReset(SourceWriter writer, KernelPlan plan, TiledLayer layer)
    {
        writer.Line();
        writer.Line("// Phase 3: hidden state after the reset gate.");
        LayerEmitter.EmitPlace(writer, "m", "sums", plan.Scratch.Units);
        using (LayerEmitter.EmitLanes(writer, plan))
        {
            writer.Line($"(LoadUnsafe(ref sums, {LayerEmitter.SumAt(plan, 0)}) * LoadUnsafe(ref h, n)).StoreUnsafe(ref m, n);");
        }

        writer.Line();
        writer.Line("// Phase 4: rest of the candidate's pre-activations. Each row is multiplied by v.");
        foreach (PackedSection section in layer.Sections.Candidate)
        {
            if (plan.Width.IsNarrow)
            {
                NarrowTileEmitter.EmitCandidateTiles(writer, plan, layer, section);
            }
            else
            {
                TileEmitter.EmitCandidateTiles(writer, layer, section);
            }
        }
    }
}
