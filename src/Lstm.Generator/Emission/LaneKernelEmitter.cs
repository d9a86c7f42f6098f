using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the kernel for eight streams in lanes: the layers and the head of one step.</summary>
internal static class LaneKernelEmitter
{
    /// <summary>The type's name, inside the kernel.</summary>
    public const string Name = "Lanes";

    public static void Emit(SourceWriter writer, KernelPlan plan)
    {
        LanePlan lanes = new(plan);
        writer.Line();
        writer.Line("/// <summary>A step of eight streams. A vector holds the same float of each of them.</summary>");
        using SourceWriter.Scope type = writer.Block($"public readonly struct {Name} : {Aliases.Services}ILaneKernel");
        writer.Lines($$"""
            public static int Input => {{Text.Int(plan.Shape.Input)}};

            public static int Output => {{Text.Int(plan.Shape.OutputSize)}};

            public static int State => {{Text.Int(plan.State.Length)}};

            // The length of sums, in floats: the pre-activations, then the outputs of dense layers.
            public static int Scratch => {{Text.Int(lanes.Scratch)}};

            """);
        EmitStep(writer, plan, lanes);
        for (int layer = 0; layer < (plan.Upper is null ? 1 : 2); layer++)
        {
            writer.Line();
            using SourceWriter.Scope method = writer.Method(
                JitHint.OptimiseAlone,
                $"private static void {KernelEmitter.NameOf(plan, layer)}(ref float weights, ref float h, ref float x, ref float sums)");
            LaneGateSumsEmitter.Emit(writer, plan.LayerOf(layer), lanes);
            LaneCellEmitter.Emit(writer, plan, plan.LayerOf(layer));
        }

        foreach (DensePlan dense in plan.Head)
        {
            writer.Line();
            LaneDenseEmitter.Emit(writer, plan, dense);
        }
    }

    private static void EmitStep(SourceWriter writer, KernelPlan plan, LanePlan lanes)
    {
        StackShape shape = plan.Shape;
        int state = plan.State.Cell * NetworkShape.Lanes;
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone, "public static ref float Step(ref float weights, ref float state, ref float x, ref float sums)");
        writer.Line($"{KernelEmitter.NameOf(plan, 0)}(ref {Text.At("weights", plan.StartOf(0, 0))}, ref state, ref x, ref sums);");
        if (shape.Layers == 2)
        {
            writer.Line($"UpperLayer(ref {Text.At("weights", plan.StartOf(1, 0))}, ref {Text.At("state", state)}, ref state, ref sums);");
        }
        else if (plan.Upper is { } upper)
        {
            using SourceWriter.Scope loop = writer.Block($"for (nint layer = 0; layer < {Text.Int(shape.Layers - 1)}; layer++)");
            string weights = Text.Element("weights", $"{Text.Int(upper.Sections.Start)} + layer * {Text.Int(upper.Sections.Length)}");
            writer.Lines($"""
                ref float below = ref Unsafe.Add(ref state, layer * {Text.Int(state)});
                UpperLayer(ref {weights}, ref Unsafe.Add(ref below, {Text.Int(state)}), ref below, ref sums);
                """);
        }

        string top = Text.At("state", (shape.Layers - 1) * state);
        foreach (DensePlan dense in plan.Head)
        {
            string output = Text.At("sums", lanes.OutputOf(dense));
            string residual = shape.Residual && dense == plan.Head.Last() ? "ref x, " : "";
            writer.Line($"{dense.Name}(ref weights, ref {top}, {residual}ref {output});");
            top = output;
        }

        if (shape.Residual && plan.Head.Count == 0)
        {
            // The pre-activations are no longer needed: the outputs go there.
            writer.Lines($$"""
                ref float h = ref {{top}};
                for (nint n = 0; n < {{Text.Int(shape.OutputSize * NetworkShape.Lanes)}}; n += 8)
                {
                    (LoadUnsafe(ref Unsafe.Add(ref h, n)) + LoadUnsafe(ref Unsafe.Add(ref x, n))).StoreUnsafe(ref Unsafe.Add(ref sums, n));
                }
                """);
            top = "sums";
        }

        writer.Line($"return ref {top};");
    }
}
