using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints an LSTM cell in registers: up to two blocks of units.</summary>
internal static class RegisterLstmEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, RegisterLayer layer)
    {
        CellShape cell = layer.Cell;

        // The new hidden state goes here. Until then gates may be stored here.
        string output = cell.Projection > 0 ? "m" : "h";
        TileEmitter.EmitSums(writer, layer);
        writer.Line();
        writer.Line(
            $"// The gates and the new cell state. The values stored into {output} here are never read; they are overwritten below. " +
            "Without these stores the JIT keeps the constants of one sigmoid in registers for the next, " +
            "and spills other vectors in the longest dependency chain.");
        EmitPlaces(writer, plan, layer);
        LayerEmitter.EmitUnits(writer, plan);
        Block[] blocks =
        [
            .. Enumerable.Range(0, plan.Shape.Blocks)
                .Select(block => new Block(cell, block, output, plan.Shape.HasPadding && block == plan.Shape.Blocks - 1)),
        ];
        foreach (Block block in blocks)
        {
            block.EmitCell(writer);
            writer.Line();
        }

        writer.Line(
            cell.Projection > 0 ? "// The units' outputs, which are projected to the new hidden state." : "// The new hidden state.");
        foreach (Block block in blocks)
        {
            block.EmitHidden(writer);
        }
    }

    private static void EmitPlaces(SourceWriter writer, KernelPlan plan, RegisterLayer layer)
    {
        LayerEmitter.EmitPlace(writer, "c", "h", plan.State.Hidden);
        if (layer.Cell.Peephole)
        {
            LayerEmitter.EmitPlace(writer, "p", "weights", layer.Sections.OffsetOf(PackedKind.Peephole));
        }

        if (layer.Cell.Projection > 0)
        {
            LayerEmitter.EmitPlace(writer, "m", "sums", plan.Scratch.Units);
        }

        if (layer.Cell.StochasticForget)
        {
            LayerEmitter.EmitPlace(writer, "draws", "sums", plan.Scratch.Draws);
        }
    }

    /// <summary>Eight units: from their pre-activations to the new cell state, and from there to their outputs.</summary>
    private sealed class Block(CellShape cell, int index, string output, bool padded)
    {
        private readonly string _at = Text.Plus(index * NetworkShape.Lanes);
        private readonly string _mask = padded ? " & units" : "";

        // The cell state of a lane of padding is zero, and so is its tanh. Other functions of zero may be another value, or -0, and would
        // stay in h.
        private readonly bool _masksGate = cell.HiddenActivation == Activation.Tanh;

        public void EmitCell(SourceWriter writer)
        {
            string candidate = FunctionEmitter.Clipped(cell.CellActivation, cell.Clip, $"g{index}", "constants");
            FunctionEmitter.Replace(writer, $"g{index}", candidate);
            Store(writer, "g");
            EmitGate(writer, "i", $"LoadUnsafe(ref c{_at})");
            Store(writer, "i");
            EmitForgetGate(writer);
            string kept = cell.StochasticForget
                ? $"ConditionalSelect(LessThan(LoadUnsafe(ref draws{_at}), f{index}), LoadUnsafe(ref c{_at}), Vector256<float>.Zero)"
                : $"f{index} * LoadUnsafe(ref c{_at})";
            string next = FunctionEmitter.Settled($"FusedMultiplyAdd(i{index}, g{index}, {kept})", cell.CellClip);
            writer.Line($"Vector256<float> c{index} = {next}{_mask};");
            writer.Line($"c{index}.StoreUnsafe(ref c{_at});");
            if (!cell.Peephole)
            {
                EmitOutputGate(writer);
            }
        }

        public void EmitHidden(SourceWriter writer)
        {
            string squashed = FunctionEmitter.ClippedWhole(cell.HiddenActivation, cell.Clip, $"c{index}", "constants");
            if (cell.Peephole)
            {
                // The gate depends on the new cell state, which other blocks' work has given time to complete. The longer of two chains
                // goes first.
                writer.Line($"Vector256<float> d{index} = {squashed};");
                EmitOutputGate(writer);
                squashed = $"d{index}";
            }

            string product = $"o{index} * {squashed}";
            writer.Line($"({(padded && !_masksGate ? $"({product}){_mask}" : product)}).StoreUnsafe(ref {output}{_at});");
        }

        private void EmitOutputGate(SourceWriter writer)
        {
            EmitGate(writer, "o", $"c{index}", _masksGate ? _mask : "");
            Store(writer, "o");
        }

        private void EmitForgetGate(SourceWriter writer)
        {
            if (cell.CoupledGates)
            {
                writer.Line($"Vector256<float> f{index} = Vector256<float>.One - i{index};");
            }
            else
            {
                EmitGate(writer, "f", $"LoadUnsafe(ref c{_at})");
            }
        }

        private void EmitGate(SourceWriter writer, string gate, string state, string mask = "")
        {
            int peephole = cell.PeepholeGates.IndexOf(gate[0]);
            if (peephole >= 0)
            {
                int offset = (index * cell.PeepholeGates.Length + peephole) * NetworkShape.Lanes;
                writer.Line($"{gate}{index} = FusedMultiplyAdd({Text.Load("p", offset)}, {state}, {gate}{index});");
            }

            string activated = FunctionEmitter.Clipped(cell.GateActivation, cell.Clip, $"{gate}{index}", "constants");
            FunctionEmitter.Replace(writer, $"{gate}{index}", activated + mask);
        }

        private void Store(SourceWriter writer, string gate) => writer.Line($"{gate}{index}.StoreUnsafe(ref {output}{_at});");
    }
}
