using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the copies of what a layer has computed, from its gates and its state to its place in the trace.</summary>
internal static class TracedLayer
{
    public static void Emit(SourceWriter writer, KernelPlan plan, TracePlan trace, RunCall call)
    {
        CellShape cell = call.Layer.Cell;
        Cell definition = call.Layer.Definition;
        string kept = TracePlan.KeptOf(definition);
        int stride = definition.Letters.Length * NetworkShape.Lanes;
        int start = trace.StartOf(call.Layer.Cells[0].Number);
        foreach (TraceVector vector in TraceVector.Of(cell))
        {
            string target = call.IsLoop
                ? Text.Element("trace", $"{Text.Int(start + vector.Offset)} + layer * {Text.Int(TracePlan.LengthOf(cell))}")
                : Text.At("trace", start + vector.Offset);
            int sum = definition.Letters.IndexOf(vector.Letter);
            if (vector.IsState)
            {
                string state = Text.After(call.State, StatePlan.OffsetOf(cell, vector.Letter));
                writer.Line($"VectorCopy.Write(ref {state}, ref {target}, {Text.Int(vector.Length)});");
            }
            else if (sum >= 0)
            {
                string gate = Text.At("sums", sum * NetworkShape.Lanes);
                writer.Line($"Traces.Write(ref {gate}, ref {target}, units: {Text.Int(vector.Length)}, stride: {Text.Int(stride)});");
            }
            else
            {
                string value = Text.At("sums", plan.Scratch.Kept + kept.IndexOf(vector.Letter) * cell.PaddedHidden);
                writer.Line($"VectorCopy.Write(ref {value}, ref {target}, {Text.Int(vector.Length)});");
            }
        }
    }
}
