using System;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints a cell in vectors of sixteen lanes, which hold a vector of two blocks: a phase for each stage of the schedule, in which each gate
/// is computed where it is used. Names without a type are those of vectors of eight lanes, for the dense layers.
/// </summary>
internal static class PairedCell
{
    public static void Emit(SourceWriter writer, RecurrentPlan layer)
    {
        CellMemory.EmitMask(writer, layer.Cell);
        int phase = 1;
        foreach (Equation state in layer.Definition.Equations.Where(static equation => equation.Role == EquationRole.State))
        {
            phase++;
            writer.Line();
            writer.Line($"// Phase {Text.Int(phase)}: {state.Meaning}, two blocks at a time.");
            string place = CellMemory.PlaceOf(state.Letter);
            if (state.Letter != CellBuilder.HiddenLetter)
            {
                CellMemory.EmitState(writer, layer.Cell, state.Letter, lanes: 1);
            }

            EmitPhase(writer, layer, state, place);
        }
    }

    private static void EmitPhase(SourceWriter writer, RecurrentPlan layer, Equation state, string target)
    {
        int whole = layer.Cell.Blocks / 2 * PairLayer.UnitsPerVector;
        if (whole > PairLayer.UnitsPerVector)
        {
            using SourceWriter.Scope loop = writer.Block(
                $"for (nuint n = 0; n < {Text.Int(whole)}; n += {Text.Int(PairLayer.UnitsPerVector)})");
            writer.Line($"{new InLoop(layer).Primary(state.Value)}.StoreUnsafe(ref {target}, n);");
        }
        else
        {
            writer.Line($"{new First(layer).Primary(state.Value)}.StoreUnsafe(ref {target});");
        }

        if (whole < layer.Cell.PaddedHidden)
        {
            writer.Line();
            string at = Text.Int(whole);
            writer.Line($"{new Half(layer, whole).Primary(state.Value)}.GetLower().StoreUnsafe(ref {target}, {at});");
        }

        new WideLoop(layer.Cell).EmitMask(writer, target);
    }

    /// <summary>The terms of a phase. A gate is its equation.</summary>
    private abstract class Pairs(RecurrentPlan layer) : TermText(VectorWidth.Widest, layer.Arithmetic)
    {
        private readonly Cell _cell = layer.Definition;

        protected override string Draw => throw new InvalidOperationException("No random cell is computed in pairs of blocks.");

        protected int LaneOf(char letter) => _cell.Letters.IndexOf(letter) * NetworkShape.Lanes;

        protected override string ValueOf(char letter) => _cell.States.Any(state => state.Letter == letter)
            ? OldOf(letter)
            : Print(_cell.Equations.First(gate => gate.Letter == letter).Value);

        protected override string PeepholeOf(char gate) => throw new InvalidOperationException("No peepholes are in pairs of blocks.");
    }

    private sealed class InLoop(RecurrentPlan layer) : Pairs(layer)
    {
        protected override string SumOf(char letter) => $"BlockPairs.Load(ref sums, {Text.Sum("4 * n", LaneOf(letter))})";

        protected override string OldOf(char state) => $"Vector512.LoadUnsafe(ref {CellMemory.PlaceOf(state)}, n)";
    }

    private sealed class First(RecurrentPlan layer) : Pairs(layer)
    {
        protected override string SumOf(char letter) => $"BlockPairs.Load(ref sums, {Text.Int(LaneOf(letter))})";

        protected override string OldOf(char state) => $"Vector512.LoadUnsafe(ref {CellMemory.PlaceOf(state)})";
    }

    /// <summary>The last block, alone in a vector.</summary>
    private sealed class Half(RecurrentPlan layer, int unit) : Pairs(layer)
    {
        protected override string SumOf(char letter) => $"LoadUnsafe(ref sums, {Text.Int(4 * unit + LaneOf(letter))}).ToVector512()";

        protected override string OldOf(char state) => $"LoadUnsafe(ref {CellMemory.PlaceOf(state)}, {Text.Int(unit)}).ToVector512()";
    }
}
