using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints where the states of a cell are in memory, and the mask of its padding.</summary>
internal static class CellMemory
{
    /// <summary>Returns the name of a state's place. Letters that a kernel uses for other things get a longer name.</summary>
    public static string PlaceOf(char state) => state is CellBuilder.HiddenLetter or 'c' ? state.ToString() : state + "State";

    /// <summary>Returns the value that a loop over units computes for an equation. A projection takes all units after that.</summary>
    public static Term UnitValueOf(Equation equation) => equation.Value is Projected projected ? projected.Argument : equation.Value;

    /// <summary>Declares the place of a state, which follows the hidden state.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="state">The letter of the state.</param>
    /// <param name="lanes">The number of streams side by side.</param>
    public static void EmitState(SourceWriter writer, CellShape cell, char state, int lanes) =>
        writer.Place(PlaceOf(state), "h", StatePlan.OffsetOf(cell, state) * lanes);

    /// <summary>Prints the mask of the last block, if some of its lanes are padding.</summary>
    public static void EmitMask(SourceWriter writer, CellShape cell)
    {
        if (!cell.HasPadding)
        {
            return;
        }

        int last = cell.Hidden % NetworkShape.Lanes;
        string lanes = string.Join(", ", Enumerable.Range(0, NetworkShape.Lanes).Select(lane => lane < last ? "-1" : "0"));
        writer.Line();
        writer.Lines($$"""
            // The mask keeps the lanes of padding zero: an infinite input times their zero weight is NaN.
            Vector256<float> units = Create({{lanes}}).AsSingle();
            """);
    }
}
