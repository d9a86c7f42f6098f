using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the loop of a network that can step: all layers of one step, then the next step.</summary>
internal static class StepLoopEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan)
    {
        StackShape shape = plan.Shape;
        writer.Lines("""
            /// <summary>Advances one stream by a number of steps. The callers have checked all lengths.</summary>
            // Optimised at once: unoptimised, the first calls are tens of times slower. Not inlined: callers would take registers.
            """);
        string sums = plan.Scratch.Length > 0 ? ", ref float sums" : "";
        string trace = plan.Trace is null ? "" : ", ref float trace";
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone,
            $"public static void Run(ref float weights, ref float state, ref float x, ref float y{sums}{trace}, nint steps)");
        if (shape.Cell.StochasticForget)
        {
            LayerEmitter.EmitPlace(writer, "random", "state", plan.State.Random);
        }

        if (plan.BackAndForth)
        {
            writer.Line("nint turn = TileOrder.Take((int)steps);");
            writer.Line();
        }

        if (plan.LooksAhead)
        {
            LookAheadEmitter.EmitLoop(writer, plan);
        }

        using SourceWriter.Scope loop = writer.Block("for (; steps > 0; steps--)");
        string bottom = "x";
        if (plan.Stem.Count > 0)
        {
            string input = Text.At("sums", plan.Scratch.Input);
            writer.Line($"VectorCopy.WritePadded(ref x, ref {input}, {Text.Int(shape.Input)});");
            bottom = KernelEmitter.EmitDense(writer, plan, plan.Stem, input, "y");
        }

        EmitLayer(writer, plan, 0, bottom);
        if (plan.Upper is { } upper)
        {
            EmitUpperLayers(writer, plan, upper);
        }

        EmitOutput(writer, plan, Text.At("state", (shape.Layers - 1) * plan.State.Cell));
        if (shape.Cell.StochasticForget)
        {
            writer.Line("ForgetDraws.Advance(ref random, steps: 1);");
        }

        EmitAdvance(writer, plan);
        if (plan.BackAndForth)
        {
            writer.Line("turn++;");
        }
    }

    /// <summary>Prints the advance to the input and the output of the next step.</summary>
    public static void EmitAdvance(SourceWriter writer, KernelPlan plan) => writer.Lines($"""
        x = ref Unsafe.Add(ref x, {plan.Shape.Input});
        y = ref Unsafe.Add(ref y, {plan.Shape.OutputSize});
        """);

    /// <summary>Prints the way from the last layer's hidden state to the output.</summary>
    public static void EmitOutput(SourceWriter writer, KernelPlan plan, string top)
    {
        string result = KernelEmitter.EmitDense(writer, plan, plan.Head, top, "y");
        if (result != "y")
        {
            writer.Line(plan.Shape.Residual
                ? $"VectorCopy.WriteSum(ref {result}, ref x, ref y, {Text.Int(plan.Shape.OutputSize)});"
                : $"VectorCopy.Write(ref {result}, ref y, {Text.Int(plan.Shape.OutputSize)});");
        }
    }

    private static void EmitLayer(SourceWriter writer, KernelPlan plan, int layer, string below)
    {
        KernelEmitter.EmitDraws(writer, plan, $"cell: {Text.Int(layer)}", "position: 0");
        writer.Line(
            $"{KernelEmitter.NameOf(plan, layer)}({Constants(plan)}ref {Text.At("weights", plan.StartOf(layer, 0))}, " +
            $"ref {Text.At("state", layer * plan.State.Cell)}, ref {below}{Sums(plan)}{Walk(plan.LayerOf(layer))});");
        if (plan.Trace is { } trace)
        {
            TraceEmitter.EmitLayer(writer, plan, Text.At("state", layer * plan.State.Cell), Text.At("trace", layer * trace.Layer));
        }
    }

    /// <summary>Prints the layers above the first: one method, called for each with its weights and state.</summary>
    private static void EmitUpperLayers(SourceWriter writer, KernelPlan plan, LayerPlan upper)
    {
        int count = plan.Shape.Layers - 1;
        int state = plan.State.Cell;
        if (count == 1)
        {
            EmitLayer(writer, plan, 1, "state");
            return;
        }

        using (writer.Block($"for (nint layer = 0; layer < {count}; layer++)"))
        {
            writer.Line($"ref float below = ref Unsafe.Add(ref state, layer * {state});");
            KernelEmitter.EmitDraws(writer, plan, "cell: (int)layer + 1", "position: 0");
            writer.Line(
                $"UpperLayer({Constants(plan)}ref Unsafe.Add(ref weights, {upper.Sections.Start} + layer * {upper.Sections.Length}), " +
                $"ref Unsafe.Add(ref below, {state}), ref below{Sums(plan)}{Walk(upper)});");
            if (plan.Trace is { } trace)
            {
                string place = Text.Element("trace", $"(layer + 1) * {Text.Int(trace.Layer)}");
                TraceEmitter.EmitLayer(writer, plan, Text.At("below", state), place);
            }
        }

        writer.Line();
    }

    /// <summary>
    /// Further arguments of a layer: the direction of the walk over its tiles, and that its input half is still to be computed.
    /// </summary>
    private static string Walk(LayerPlan layer) => layer switch
    {
        TiledLayer tiled => (tiled.BackAndForth ? ", backwards: (turn & 1) != 0" : "") + (tiled.LooksAhead ? ", ahead: false" : ""),
        _ => "",
    };

    private static string Constants(KernelPlan plan) => plan.First is RegisterLayer ? "ref weights, " : "";

    private static string Sums(KernelPlan plan) => plan.Scratch.Length > 0 ? ", ref sums" : "";
}
