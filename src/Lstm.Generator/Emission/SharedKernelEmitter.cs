using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the kernel that steps three streams side by side, each weight loaded once for all of them.</summary>
internal static class SharedKernelEmitter
{
    /// <summary>The type's name, inside the kernel.</summary>
    public const string Name = "Shared";

    private const int Streams = SharedLoads.Streams;

    private const string Options = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    /// <summary>Floats of memory that it works in.</summary>
    public static int ScratchOf(KernelPlan plan) => Streams * plan.Scratch.Length;

    public static void Emit(SourceWriter writer, KernelPlan plan, string kernel)
    {
        writer.Line();
        writer.Line("/// <summary>Steps of many streams, three at a time.</summary>");
        using SourceWriter.Scope type = writer.Block($"public readonly struct {Name} : global::Lstm.CompilerServices.IScratchKernel");
        EmitRun(writer, plan, kernel);
        for (int layer = 0; layer < (plan.Upper is null ? 1 : 2); layer++)
        {
            LayerPlan sizes = plan.LayerOf(layer);
            string name = KernelEmitter.NameOf(plan, layer);
            string units = name.Replace("Layer", "Units");
            writer.Line();
            using (writer.Block($"""
                {Options}
                private static void {name}(ref float weights, ref float h, ref float x, ref float sums)
                """))
            {
                SharedTileEmitter.Emit(writer, plan, sizes, inputStride: layer == 0 ? plan.Shape.Input : plan.State.Length);
                writer.Line();
                using SourceWriter.Scope loop = writer.Block($"for (nint stream = 0; stream < {Streams}; stream++)");
                writer.Line(
                    $"{units}(ref weights, ref {Text.Element("h", $"stream * {Text.Int(plan.State.Length)}")}, " +
                    $"ref {Text.Element("sums", $"stream * {Text.Int(plan.Scratch.Length)}")});");
            }

            writer.Line();
            writer.Line("/// <summary>What the units of one stream make of its sums.</summary>");
            using SourceWriter.Scope method = writer.Block($"""
                {Options}
                private static void {units}(ref float weights, ref float h, ref float sums)
                """);
            LayerEmitter.EmitCell(writer, plan, (TiledLayer)sizes);
        }
    }

    private static void EmitRun(SourceWriter writer, KernelPlan plan, string kernel)
    {
        NetworkShape shape = plan.Shape;
        writer.Line("/// <summary>Advances so many streams by one step. The callers have checked every length.</summary>");
        using SourceWriter.Scope method = writer.Block($"""
            {Options}
            public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint streams)
            """);
        using (writer.Block($"for (; streams >= {Streams}; streams -= {Streams})"))
        {
            writer.Line($"{KernelEmitter.NameOf(plan, 0)}(ref {Text.At("weights", plan.StartOf(0, 0))}, ref state, ref x, ref sums);");
            if (plan.Upper is { } upper)
            {
                using SourceWriter.Scope? loop = shape.Layers == 2 ? null : writer.Block($"for (nint layer = 0; layer < {Text.Int(shape.Layers - 1)}; layer++)");
                string below = shape.Layers == 2 ? "state" : Text.Element("state", $"layer * {Text.Int(plan.State.Cell)}");
                string weights = shape.Layers == 2
                    ? Text.At("weights", plan.StartOf(1, 0))
                    : Text.Element("weights", $"{Text.Int(upper.Sections.Start)} + layer * {Text.Int(upper.Sections.Length)}");
                writer.Line($"ref float below = ref {below};");
                writer.Line($"UpperLayer(ref {weights}, ref {Text.At("below", plan.State.Cell)}, ref below, ref sums);");
            }

            using SourceWriter.Scope outputs = writer.Block($"for (nint stream = 0; stream < {Streams}; stream++)");
            StepLoopEmitter.EmitOutput(writer, plan, Text.At("state", (shape.Layers - 1) * plan.State.Cell));
            EmitNext(writer, plan);
        }

        writer.Line();
        writer.Line("// A stream or two are left.");
        using SourceWriter.Scope rest = writer.Block("for (; streams > 0; streams--)");
        writer.Line($"{kernel}.Run(ref weights, ref state, ref x, ref y, ref sums, steps: 1);");
        EmitNext(writer, plan);
    }

    private static void EmitNext(SourceWriter writer, KernelPlan plan) => writer.Lines($"""
        state = ref Unsafe.Add(ref state, {plan.State.Length});
        x = ref Unsafe.Add(ref x, {plan.Shape.Input});
        y = ref Unsafe.Add(ref y, {plan.Shape.OutputSize});
        """);
}
