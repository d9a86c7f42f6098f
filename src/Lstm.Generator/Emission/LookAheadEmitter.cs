using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the part of a run that takes several steps at once: the input halves of their pre-activations, and the loop over the layers.
/// </summary>
internal static class LookAheadEmitter
{
    private const int Steps = LookAhead.Steps;

    /// <summary>Prints the method that computes the input halves of a layer's pre-activations.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="method">The name of the layer's method.</param>
    /// <param name="row">The number of floats from the inputs of one step to those of the next.</param>
    public static void EmitInputs(SourceWriter writer, KernelPlan plan, TiledLayer layer, string method, int row)
    {
        writer.Line();
        writer.Line($"/// <summary>The bias and the input half of the pre-activations of {Text.Int(Steps)} steps.</summary>");
        using SourceWriter.Scope scope = writer.Method(
            JitHint.OptimiseAlone, $"private static void {method}Inputs(ref float weights, ref float x, ref float sums)");
        SharedKernelEmitter.EmitSums(writer, layer, new SharedKernelEmitter.Strides(Hidden: 0, row, State: 0, plan.Scratch.Step));
    }

    /// <summary>Prints the loop that takes several steps at once. The loop after it takes the remaining steps.</summary>
    public static void EmitLoop(SourceWriter writer, KernelPlan plan)
    {
        writer.Line($"// {Text.Int(Steps)} steps at once, layer by layer: each input weight is loaded once for all of them.");
        using (writer.Block($"for (; steps >= {Text.Int(Steps)}; steps -= {Text.Int(Steps)})"))
        {
            EmitSteps(writer, plan);
        }

        writer.Line();
    }

    private static void EmitSteps(SourceWriter writer, KernelPlan plan)
    {
        int layers = plan.Shape.Layers;
        EmitLayer(writer, plan, plan.First, Text.At("weights", plan.First.Sections.Start), "state", isLast: layers == 1);
        if (plan.Upper is { } upper)
        {
            if (layers > 2)
            {
                writer.Line();
                using SourceWriter.Scope middle = writer.Block($"for (nint layer = 0; layer < {Text.Int(layers - 2)}; layer++)");
                string weights = Text.Element("weights", $"{Text.Int(upper.Sections.Start)} + layer * {Text.Int(upper.Sections.Length)}");
                string state = Text.Element("state", $"{Text.Int(plan.State.Cell)} + layer * {Text.Int(plan.State.Cell)}");
                EmitLayer(writer, plan, upper, weights, state, isLast: false);
            }

            writer.Line();
            string lastWeights = Text.At("weights", plan.StartOf(layers - 1, 0));
            EmitLayer(writer, plan, upper, lastWeights, Text.At("state", (layers - 1) * plan.State.Cell), isLast: true);
        }

        if (plan.BackAndForth)
        {
            writer.Line();
            writer.Line($"turn += {Text.Int(Steps)};");
        }
    }

    /// <summary>
    /// Prints the steps of one layer. It reads the network's inputs or the rows of the layer below, and writes the outputs or the same
    /// rows.
    /// </summary>
    private static void EmitLayer(SourceWriter writer, KernelPlan plan, LayerPlan layer, string weights, string state, bool isLast)
    {
        bool isFirst = layer == plan.First;
        bool ahead = layer is TiledLayer { LooksAhead: true };
        string method = KernelEmitter.NameOf(plan, isFirst ? 0 : 1);
        string rows = Text.At("sums", plan.Scratch.Rows);
        if (ahead)
        {
            writer.Line($"{method}Inputs(ref {weights}, ref {(isFirst ? "x" : rows)}, ref sums);");
        }

        using SourceWriter.Scope loop = writer.Block($"for (nint t = 0; t < {Text.Int(Steps)}; t++)");

        // The loop of the last layer advances x.
        string row = Text.Element("sums", $"{Text.Int(plan.Scratch.Rows)} + t * {Text.Int(plan.Scratch.Row)}");
        string input = isLast ? "x" : Text.Element("x", $"t * {Text.Int(plan.Shape.Input)}");
        string backwards = layer is TiledLayer { BackAndForth: true } ? ", backwards: ((turn + t) & 1) != 0" : "";
        string sums = Text.Element("sums", $"t * {Text.Int(plan.Scratch.Step)}");
        writer.Line(
            $"{method}(ref {weights}, ref {state}, ref {(isFirst ? input : row)}, ref {sums}{backwards}{(ahead ? ", ahead: true" : "")});");
        if (!isLast)
        {
            writer.Line($"VectorCopy.Write(ref {state}, ref {row}, {Text.Int(plan.Scratch.Row)});");
            return;
        }

        StepLoopEmitter.EmitOutput(writer, plan, state);
        StepLoopEmitter.EmitAdvance(writer, plan);
    }
}
