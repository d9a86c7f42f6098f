using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints a GRU cell in registers: up to two blocks of units.</summary>
internal static class RegisterGruEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, RegisterLayer layer)
    {
        CellShape cell = layer.Cell;
        int blocks = plan.Shape.Blocks;
        TileEmitter.EmitSums(writer, layer);
        LayerEmitter.EmitUnits(writer, plan);
        writer.Line();
        writer.Line(
            "// The reset gate and the update gate. The values stored into h here are never read; they are overwritten below. " +
            "Without these stores the JIT keeps the constants of one sigmoid in registers for the next, " +
            "and spills other vectors in the longest dependency chain.");
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
            bool after = cell.Kind == CellKind.GruResetAfter;
            string sum = after ? $"FusedMultiplyAdd(r{block}, u{block}, n{block})" : $"n{block}";
            string mask = plan.Shape.HasPadding && block == blocks - 1 ? " & units" : "";
            string candidate = FunctionEmitter.Clipped(cell.CellActivation, cell.Clip, sum, "constants");
            FunctionEmitter.Replace(writer, $"n{block}", candidate);
            string kept = FunctionEmitter.Settled($"h{block}");
            string added = $"(Vector256<float>.One - z{block}) * {FunctionEmitter.Settled($"n{block}")}";
            writer.Line($"h{block} = FusedMultiplyAdd(z{block}, {kept}, {added}){mask};");
            writer.Line($"h{block}.StoreUnsafe(ref h{at});");
        }
    }

    private static void EmitGate(SourceWriter writer, CellShape cell, string gate, int block)
    {
        string activated = FunctionEmitter.Clipped(cell.GateActivation, cell.Clip, $"{gate}{block}", "constants");
        FunctionEmitter.Replace(writer, $"{gate}{block}", activated);
        writer.Line($"{gate}{block}.StoreUnsafe(ref h{Text.Plus(block * NetworkShape.Lanes)});");
    }

    /// <summary>Prints the hidden state after the reset gate, and its part of the candidate.</summary>
    private static void EmitReset(SourceWriter writer, KernelPlan plan, RegisterLayer layer)
    {
        writer.Line();
        writer.Line("// The hidden state after the reset gate goes to memory, m, because its values are broadcast one by one.");
        LayerEmitter.EmitPlace(writer, "m", "sums", plan.Scratch.Units);
        for (int block = 0; block < plan.Shape.Blocks; block++)
        {
            writer.Line($"(r{block} * h{block}).StoreUnsafe(ref m{Text.Plus(block * NetworkShape.Lanes)});");
        }

        TileEmitter.EmitCandidateSums(writer, layer);
    }
}
