using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the part of a run that takes several steps at once: the input halves of their pre-activations, and the loop over the layers.
/// </summary>
internal static class LookAheadEmitter
{
    private const int Steps = LookAhead.Steps;

    /// <summary>Prints the method that computes the input halves of a layer's pre-activations.</summary>
    public static void EmitInputs(SourceWriter writer, KernelPlan plan, RecurrentRun run, RecurrentPlan layer)
    {
        int row = layer.Layer == 0 ? plan.Network.Input : plan.Scratch.Row;
        writer.Line();
        writer.Line($"/// <summary>The bias and the input half of the pre-activations of {Text.Int(Steps)} steps.</summary>");
        using SourceWriter.Scope scope = writer.Method(
            JitHint.OptimiseAlone,
            $"private static void {new LayerMethod(plan, run, layer).InputsName}(ref float weights, ref float x, ref float sums)");
        SharedStrides strides = new(row, State: null, plan.Scratch.Step);
        if (layer is TiledLayer { Sums: QuantizedSums { Parts.Count: > 1 } quantized } tiled)
        {
            QuantizedRows.EmitInputs(writer, plan, tiled, quantized, strides);
            return;
        }

        SharedRows.EmitSums(writer, layer, strides);
    }

    /// <summary>Prints the loop that takes several steps at once. The loop after it takes the remaining steps.</summary>
    public static void EmitLoop(SourceWriter writer, KernelPlan plan)
    {
        writer.Line($"// {Text.Int(Steps)} steps at once, layer by layer: each input weight is loaded once for all of them.");
        using (writer.Block($"for (; steps >= {Text.Int(Steps)}; steps -= {Text.Int(Steps)})"))
        {
            foreach (Part part in plan.Parts)
            {
                EmitPart(writer, plan, part);
            }

            if (plan.Network.IsRandom)
            {
                writer.Line();
                writer.Line($"ForgetDraws.Advance(ref random, steps: {Text.Int(Steps)});");
            }

            if (plan.BackAndForth)
            {
                writer.Line();
                writer.Line($"turn += {Text.Int(Steps)};");
            }
        }

        writer.Line();
    }

    private static void EmitPart(SourceWriter writer, KernelPlan plan, Part part)
    {
        bool isLast = part == plan.Parts[plan.Parts.Count - 1];
        switch (part)
        {
            case FeedForwardChain chain when !isLast:
                EmitDense(writer, plan, chain);
                break;
            case RecurrentRun run:
                EmitRun(writer, plan, run);
                break;
        }
    }

    /// <summary>Prints dense layers before or between recurrent ones, from the inputs or the rows to the rows.</summary>
    private static void EmitDense(SourceWriter writer, KernelPlan plan, FeedForwardChain chain)
    {
        writer.Line();
        using SourceWriter.Scope loop = OpenSteps(writer);
        string source = chain == plan.Parts[0] ? Text.Element("x", $"t * {Text.Int(plan.Network.Input)}") : Row(plan);
        string input = StepOutput.EmitDenseInput(writer, plan, chain, source);
        string result = FeedForwardEmitter.EmitCalls(
            writer, plan, chain, input, "y", PlacesOf(plan, Text.Element("x", $"t * {Text.Int(plan.Network.Input)}")));
        writer.Line($"VectorCopy.Write(ref {result}, ref {Row(plan)}, {Text.Int(NetworkShape.Padded(chain.Outputs))});");
        foreach (FeedForwardPlan layer in chain.Layers)
        {
            EmitKept(writer, plan, layer, Text.At("sums", plan.Scratch.OutputOf(layer)!.Value));
        }
    }

    private static void EmitRun(SourceWriter writer, KernelPlan plan, RecurrentRun run)
    {
        EmitLayer(writer, plan, run, RunCalls.CallOf(plan, run.First, "", lanes: 1));
        if (run.Upper is not { } upper)
        {
            return;
        }

        if (run.Layers.Any(layer => plan.Kept.ContainsKey(layer.Layer)))
        {
            // Layers whose outputs are kept have places of their own.
            foreach (RecurrentPlan layer in run.Layers.Skip(1).Take(run.Layers.Count - 2))
            {
                writer.Line();
                EmitLayer(writer, plan, run, RunCalls.CallOf(plan, layer, "", lanes: 1));
            }
        }
        else if (run.Layers.Count > 2)
        {
            writer.Line();
            using SourceWriter.Scope middle = writer.Block($"for (nint layer = 0; layer < {Text.Int(run.Layers.Count - 2)}; layer++)");
            int stride = StatePlan.LengthOf(upper.Cell);
            int first = plan.State.StartOf(upper.Cells[0].Number);
            string weights = Text.Element("weights", $"{Text.Int(upper.Sections.Start)} + layer * {Text.Int(upper.Sections.Length)}");
            string state = Text.Element("state", $"{Text.Int(first)} + layer * {Text.Int(stride)}");
            EmitLayer(writer, plan, run,
                new RunCall(upper, weights, state, "", $"layer + {Text.Int(upper.Cells[0].Number)}", IsLoop: true));
        }

        writer.Line();
        EmitLayer(writer, plan, run, RunCalls.CallOf(plan, run.Last, "", lanes: 1));
    }

    /// <summary>
    /// Prints the steps of one layer. It reads the network's inputs or the rows of the layer below, and writes the outputs or the same
    /// rows.
    /// </summary>
    private static void EmitLayer(SourceWriter writer, KernelPlan plan, RecurrentRun run, RunCall call)
    {
        LayerMethod method = new(plan, run, call.Layer);
        bool isFirst = call.Layer.Layer == 0;
        bool isLast = call.Layer == plan.Recurrent[plan.Recurrent.Count - 1];
        if (method.LooksAhead)
        {
            writer.Line($"{method.InputsName}(ref {call.Weights}, ref {(isFirst ? "x" : Text.At("sums", plan.Scratch.Rows))}, ref sums);");
        }

        using SourceWriter.Scope loop = OpenSteps(writer);

        // The loop of the last layer advances x.
        string input = !isFirst ? Row(plan) : isLast ? "x" : Text.Element("x", $"t * {Text.Int(plan.Network.Input)}");
        string sums = Text.Element("sums", $"t * {Text.Int(plan.Scratch.Step)}");
        StepOutput.EmitDraws(writer, plan, call.Layer, call.Cell, "t", sums);
        writer.Line(method.Call(call.Weights, call.State, input, "(turn + t)", sums, isAhead: true));
        if (!isLast)
        {
            writer.Line($"VectorCopy.Write(ref {call.State}, ref {Row(plan)}, {Text.Int(NetworkShape.Padded(call.Layer.Cell.Width))});");
            EmitKept(writer, plan, call.Layer, call.State);
            return;
        }

        StepOutput.Emit(writer, plan, call.State, PlacesOf(plan, "x"));
        StepOutput.EmitAdvance(writer, plan);
    }

    /// <summary>Prints the copy of the outputs of a layer that a later part adds. The next step overwrites them.</summary>
    private static void EmitKept(SourceWriter writer, KernelPlan plan, LayerPlan layer, string outputs)
    {
        if (plan.Kept.ContainsKey(layer.Layer))
        {
            string count = Text.Int(plan.Network.OutputOf(layer.Layer));
            writer.Line($"VectorCopy.Write(ref {outputs}, ref {KeptRow(plan, layer.Layer)}, {count});");
        }
    }

    private static ChainPlaces PlacesOf(KernelPlan plan, string input) =>
        new("sums", "state", layer => layer < 0 ? input : KeptRow(plan, layer));

    private static string KeptRow(KernelPlan plan, int layer)
    {
        (int start, int row) = plan.Scratch.KeptRowsOf(plan.Network, layer);
        return Text.Element("sums", $"{Text.Int(start)} + t * {Text.Int(row)}");
    }

    private static SourceWriter.Scope OpenSteps(SourceWriter writer) => writer.Block($"for (nint t = 0; t < {Text.Int(Steps)}; t++)");

    /// <summary>Returns the row of step t.</summary>
    private static string Row(KernelPlan plan) =>
        Text.Element("sums", $"{Text.Int(plan.Scratch.Rows)} + t * {Text.Int(plan.Scratch.Row)}");
}
