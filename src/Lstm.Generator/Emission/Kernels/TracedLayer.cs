using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the copy of what a layer has computed, from its gates and its state to its place in the trace.</summary>
internal static class TracedLayer
{
    public static void Emit(SourceWriter writer, RecurrentPlan layer, string state, string trace)
    {
        CellShape cell = layer.Cell;
        writer.Line(
            $"Traces.Write(ref sums, ref {state}, ref {trace}, hidden: {Text.Int(cell.Hidden)}, width: {Text.Int(cell.Width)}, " +
            $"coupled: {(cell.CoupledGates ? "true" : "false")});");
    }
}
