using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a GRU cell whose step stays in registers: up to two blocks of units.</summary>
internal static class RegisterGruEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, RegisterLayer layer)
    {
        CellShape cell = layer.Cell;
        int blocks = plan.Shape.Blocks;
        TileEmitter.EmitSums(writer, layer);
        LayerEmitter.EmitUnits(writer, plan);
        writer.Line();
        writer.Lines("""
            // The reset gate and the update gate. The stores into h, whose old values are kept in registers, are not for theirs: without them the
            // compiler keeps the constants of one sigmoid in registers for the next, and spills what the step waits for.
            """);
        for (int block = 0; block < blocks; block++)
        {
            writer.Line($"Vector256<float> h{block} = {Text.Load("h", block * NetworkShape.Lanes)};");
        }

        for (int block = 0; block < blocks; block++)
        {
            EmitGate(writer, cell, "r", block);
            EmitGate(writer, cell, "z", block);
        }

        if (cell.Kind == CellKind.GruResetBefore)
        {
            EmitReset(writer, plan, layer);
        }

        writer.Line();
        writer.Line("// The candidate and the new hidden state.");
        for (int block = 0; block < blocks; block++)
        {
            string at = Text.Plus(block * NetworkShape.Lanes);
            string sum = cell.Kind == CellKind.GruResetAfter ? $"FusedMultiplyAdd(r{block}, u{block}, n{block})" : $"n{block}";
            string mask = plan.Shape.HasPadding && block == blocks - 1 ? " & units" : "";
            FunctionEmitter.Replace(writer, $"n{block}", FunctionEmitter.Clipped(cell.CellActivation, cell.Clip, sum, "constants"));
            string kept = FunctionEmitter.Settled($"h{block}");
            string added = $"(Vector256<float>.One - z{block}) * {FunctionEmitter.Settled($"n{block}")}";
            writer.Line($"h{block} = FusedMultiplyAdd(z{block}, {kept}, {added}){mask};");
            writer.Line($"h{block}.StoreUnsafe(ref h{at});");
        }
    }

    private static void EmitGate(SourceWriter writer, CellShape cell, string gate, int block)
    {
        FunctionEmitter.Replace(writer, $"{gate}{block}", FunctionEmitter.Clipped(cell.GateActivation, cell.Clip, $"{gate}{block}", "constants"));
        writer.Line($"{gate}{block}.StoreUnsafe(ref h{Text.Plus(block * NetworkShape.Lanes)});");
    }

    /// <summary>The hidden state after the reset gate, which the candidate's recurrent weights see.</summary>
    private static void EmitReset(SourceWriter writer, KernelPlan plan, RegisterLayer layer)
    {
        writer.Line();
        writer.Line("// The hidden state after the reset gate goes through memory, m: its values are needed one by one.");
        LayerEmitter.EmitPlace(writer, "m", "sums", plan.Scratch.Units);
        for (int block = 0; block < plan.Shape.Blocks; block++)
        {
            writer.Line($"(r{block} * h{block}).StoreUnsafe(ref m{Text.Plus(block * NetworkShape.Lanes)});");
        }

        TileEmitter.EmitCandidateSums(writer, layer);
    }
}
