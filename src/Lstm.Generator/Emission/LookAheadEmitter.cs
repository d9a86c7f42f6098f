using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints what a run does for several steps at once: the input halves of their sums, and the loop over so many steps, layer by layer.</summary>
internal static class LookAheadEmitter
{
    private const int Steps = LookAhead.Steps;

    /// <summary>The method that forms the input halves of a layer's sums.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="method">The name of the layer's method.</param>
    /// <param name="row">Floats from one step's inputs to the next's.</param>
    public static void EmitInputs(SourceWriter writer, KernelPlan plan, TiledLayer layer, string method, int row)
    {
        writer.Line();
        writer.Lines($"""
            /// <summary>The bias and the input half of the sums of {Text.Int(Steps)} steps.</summary>
            """);
        using SourceWriter.Scope scope = writer.Block($"""
            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            private static void {method}Inputs(ref float weights, ref float x, ref float sums)
            """);
        SharedKernelEmitter.EmitSums(writer, layer, new SharedKernelEmitter.Strides(Hidden: 0, row, State: 0, plan.Scratch.Step));
    }

    /// <summary>The loop that takes several steps at once; fewer are left to the loop after it.</summary>
    public static void EmitLoop(SourceWriter writer, KernelPlan plan)
    {
        writer.Line($"// {Text.Int(Steps)} steps at once, layer by layer: the inputs of all of them are there, so that each input weight is loaded once for all.");
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
                string weights = $"Unsafe.Add(ref weights, {Text.Int(upper.Sections.Start)} + layer * {Text.Int(upper.Sections.Length)})";
                EmitLayer(writer, plan, upper, weights, $"Unsafe.Add(ref state, {Text.Int(plan.State.Cell)} + layer * {Text.Int(plan.State.Cell)})", isLast: false);
            }

            writer.Line();
            EmitLayer(writer, plan, upper, Text.At("weights", plan.StartOf(layers - 1, 0)), Text.At("state", (layers - 1) * plan.State.Cell), isLast: true);
        }

        if (plan.BackAndForth)
        {
            writer.Line();
            writer.Line($"turn += {Text.Int(Steps)};");
        }
    }

    /// <summary>One layer's steps: from the network's inputs, or the rows of the layer below, to the network's outputs or to the same rows.</summary>
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

        // The last layer's loop moves x on.
        string below = isFirst
            ? isLast ? "x" : $"Unsafe.Add(ref x, t * {Text.Int(plan.Shape.Input)})"
            : $"Unsafe.Add(ref sums, {Text.Int(plan.Scratch.Rows)} + t * {Text.Int(plan.Scratch.Row)})";
        writer.Line(
            $"{method}(ref {weights}, ref {state}, ref {below}, ref Unsafe.Add(ref sums, t * {Text.Int(plan.Scratch.Step)})" +
            $"{(layer is TiledLayer { BackAndForth: true } ? ", backwards: ((turn + t) & 1) != 0" : "")}{(ahead ? ", ahead: true" : "")});");
        if (!isLast)
        {
            writer.Line($"VectorCopy.Write(ref {state}, ref Unsafe.Add(ref sums, {Text.Int(plan.Scratch.Rows)} + t * {Text.Int(plan.Scratch.Row)}), {Text.Int(plan.Scratch.Row)});");
            return;
        }

        StepLoopEmitter.EmitOutput(writer, plan, state);
        StepLoopEmitter.EmitAdvance(writer, plan);
    }
}
