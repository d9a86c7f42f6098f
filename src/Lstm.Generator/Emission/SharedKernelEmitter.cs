using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the kernel for three streams side by side, with each weight loaded once for all of them.</summary>
internal static class SharedKernelEmitter
{
    /// <summary>The type's name, inside the kernel.</summary>
    public const string Name = "Streams";

    private const int Count = SharedLoads.Streams;

    public static void Emit(SourceWriter writer, KernelPlan plan, string kernel)
    {
        writer.Line();
        writer.Line("/// <summary>A step of many streams, three at a time.</summary>");
        using SourceWriter.Scope type = writer.Block($"public readonly struct {Name} : {Aliases.Services}IScratchKernel");
        EmitRun(writer, plan, kernel);
        for (int layer = 0; layer < (plan.Upper is null ? 1 : 2); layer++)
        {
            EmitLayer(writer, plan, layer);
        }
    }

    private static void EmitRun(SourceWriter writer, KernelPlan plan, string kernel)
    {
        StackShape shape = plan.Shape;
        writer.Line("/// <summary>Advances a number of streams by one step. The callers have checked all lengths.</summary>");
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone,
            "public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint streams)");
        using (writer.Block($"for (; streams >= {Count}; streams -= {Count})"))
        {
            writer.Line($"{KernelEmitter.NameOf(plan, 0)}(ref {Text.At("weights", plan.StartOf(0, 0))}, ref state, ref x, ref sums);");
            if (plan.Upper is { } upper)
            {
                EmitUpperLayers(writer, plan, upper);
            }

            writer.Line();
            using SourceWriter.Scope outputs = writer.Block($"for (nint stream = 0; stream < {Count}; stream++)");
            StepLoopEmitter.EmitOutput(writer, plan, Text.At("state", (shape.Layers - 1) * plan.State.Cell));
            EmitNext(writer, plan);
        }

        writer.Line();
        writer.Line("// The remaining one or two streams.");
        using SourceWriter.Scope rest = writer.Block("for (; streams > 0; streams--)");
        writer.Line($"{kernel}.Run(ref weights, ref state, ref x, ref y, ref sums, steps: 1);");
        EmitNext(writer, plan);
    }

    private static void EmitUpperLayers(SourceWriter writer, KernelPlan plan, LayerPlan upper)
    {
        int count = plan.Shape.Layers - 1;
        int state = plan.State.Cell;
        if (count == 1)
        {
            writer.Line($"UpperLayer(ref {Text.At("weights", plan.StartOf(1, 0))}, ref {Text.At("state", state)}, ref state, ref sums);");
            return;
        }

        using SourceWriter.Scope loop = writer.Block($"for (nint layer = 0; layer < {Text.Int(count)}; layer++)");
        string weights = Text.Element("weights", $"{Text.Int(upper.Sections.Start)} + layer * {Text.Int(upper.Sections.Length)}");
        writer.Lines($"""
            ref float below = ref Unsafe.Add(ref state, layer * {Text.Int(state)});
            UpperLayer(ref {weights}, ref Unsafe.Add(ref below, {Text.Int(state)}), ref below, ref sums);
            """);
    }

    private static void EmitNext(SourceWriter writer, KernelPlan plan) => writer.Lines($"""
        state = ref Unsafe.Add(ref state, {Text.Int(plan.State.Length)});
        x = ref Unsafe.Add(ref x, {Text.Int(plan.Shape.Input)});
        y = ref Unsafe.Add(ref y, {Text.Int(plan.Shape.OutputSize)});
        """);

    /// <summary>Prints a layer of three streams: their pre-activations, computed by the runtime, and then the units of each.</summary>
    private static void EmitLayer(SourceWriter writer, KernelPlan plan, int layer)
    {
        LayerPlan sizes = plan.LayerOf(layer);
        string name = KernelEmitter.NameOf(plan, layer);

        // Units that read no weights of their layer have one method for all layers.
        bool shared = sizes.Cell is { Peephole: false, LayerNorm: false, Projection: 0 };
        string units = shared ? "Units" : name.Replace("Layer", "Units");
        int inputStride = layer == 0 ? plan.Shape.Input : plan.State.Length;
        using (Method(writer, name, "ref float weights, ref float h, ref float x, ref float sums"))
        {
            EmitSums(writer, sizes, new Strides(sizes.Cell.Width, inputStride, plan.State.Length, plan.Scratch.Step));
            using SourceWriter.Scope loop = writer.Block($"for (nint stream = 0; stream < {Count}; stream++)");
            writer.Line(
                $"{units}(ref weights, ref {Text.Element("h", $"stream * {Text.Int(plan.State.Length)}")}, " +
                $"ref {Text.Element("sums", $"stream * {Text.Int(plan.Scratch.Step)}")});");
        }

        if (layer == 0 || !shared)
        {
            using SourceWriter.Scope cell = Method(writer, units, "ref float weights, ref float h, ref float sums");
            LayerEmitter.EmitCell(writer, plan, sizes);
        }
    }

    /// <summary>Prints the pre-activations of three streams, or of three steps of one stream: all of them, or the input half.</summary>
    public static void EmitSums(SourceWriter writer, LayerPlan layer, Strides strides)
    {
        writer.Line(
            $"SharedSizes sizes = new(inputs: {Text.Int(layer.Inputs)}, hidden: {Text.Int(strides.Hidden)}, " +
            $"inputStride: {Text.Int(strides.Input)}, stateStride: {Text.Int(strides.State)}, sumsStride: {Text.Int(strides.Sums)});");
        string h = strides.Hidden == 0 ? "x" : "h";
        foreach (PackedSection input in layer.Sections.All(PackedKind.Input))
        {
            TileGroup group = input.Group;
            PackedSection recurrent = strides.Hidden == 0 ? input : layer.Sections.Tiles.Single(tile => tile.Group == group).Recurrent;
            string w = Text.At("weights", layer.Sections.OffsetOf(input));
            string u = Text.At("weights", layer.Sections.OffsetOf(recurrent));
            string sums = Text.At("sums", group.FirstBlock * input.BlockRow);
            writer.Lines($"""
                SharedTiles.Sum(
                    ref {w}, ref {u}, ref x, ref {h},
                    ref {sums}, tiles: {Text.Int(group.Tiles)}, blocks: {Text.Int(group.BlocksPerTile)}, in sizes);
                """);
        }
    }

    private static SourceWriter.Scope Method(SourceWriter writer, string name, string parameters)
    {
        writer.Line();
        return writer.Method(JitHint.OptimiseAlone, $"private static void {name}({parameters})");
    }

    /// <summary>The numbers of floats from one stream to the next.</summary>
    /// <param name="Hidden">The number of hidden-state values that are multiplied; 0 for the input half alone.</param>
    /// <param name="Input">The stride of the inputs.</param>
    /// <param name="State">The stride of the states.</param>
    /// <param name="Sums">The stride of the pre-activations.</param>
    internal readonly record struct Strides(int Hidden, int Input, int State, int Sums);
}
