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
        foreach ((RecurrentRun run, RecurrentPlan layer) in plan.Methods)
        {
            EmitLayer(writer, plan, run, layer);
        }
    }

    private static void EmitRun(SourceWriter writer, KernelPlan plan, string kernel)
    {
        writer.Line("/// <summary>Advances a number of streams by one step. The callers have checked all lengths.</summary>");
        using SourceWriter.Scope method = writer.Method(
            JitHint.OptimiseAlone,
            "public static void Run(ref float weights, ref float state, ref float x, ref float y, ref float sums, nint streams)");
        using (writer.Block($"for (; streams >= {Text.Int(Count)}; streams -= {Text.Int(Count)})"))
        {
            string values = "x";
            foreach (Part part in plan.Parts)
            {
                if (part is RecurrentRun run)
                {
                    values = RunCalls.Emit(writer, plan, run, values, lanes: 1, call => writer.Line(
                        $"{run.NameOf(call.Layer)}(ref {call.Weights}, ref {call.State}, ref {call.Input}, ref sums);"));
                }
            }

            writer.Line();
            using SourceWriter.Scope outputs = writer.Block($"for (nint stream = 0; stream < {Text.Int(Count)}; stream++)");
            StepOutput.Emit(writer, plan, values);
            EmitNext(writer, plan);
        }

        writer.Line();
        writer.Line("// The remaining one or two streams.");
        using SourceWriter.Scope rest = writer.Block("for (; streams > 0; streams--)");
        writer.Line($"{kernel}.Run(ref weights, ref state, ref x, ref y, ref sums, steps: 1);");
        EmitNext(writer, plan);
    }

    private static void EmitNext(SourceWriter writer, KernelPlan plan) => writer.Lines($"""
        state = ref Unsafe.Add(ref state, {Text.Int(plan.State.Length)});
        x = ref Unsafe.Add(ref x, {Text.Int(plan.Network.Input)});
        y = ref Unsafe.Add(ref y, {Text.Int(plan.Network.Output)});
        """);

    /// <summary>Prints a layer of three streams: their pre-activations, computed by the runtime, and then the units of each.</summary>
    private static void EmitLayer(SourceWriter writer, KernelPlan plan, RecurrentRun run, RecurrentPlan layer)
    {
        string name = run.NameOf(layer);

        // Units that read no weights of their layer have one method for all layers.
        Cell cell = layer.Definition;
        bool shared = cell is { PeepholeGates: "", NormalisedSums: "", NormalisedStates: "", IsProjected: false };
        string units = shared ? run.IsOnly ? "Units" : $"Units{Text.Int(run.First.Layer)}" : name.Replace("Layer", "Units");
        int inputStride = layer.Layer == 0 ? plan.Network.Input : plan.State.Length;
        using (Method(writer, name, "ref float weights, ref float h, ref float x, ref float sums"))
        {
            SharedRows.EmitSums(writer, layer, new SharedStrides(layer.Cell.Width, inputStride, plan.State.Length, plan.Scratch.Step));
            using SourceWriter.Scope loop = writer.Block($"for (nint stream = 0; stream < {Text.Int(Count)}; stream++)");
            writer.Line(
                $"{units}(ref weights, ref {Text.Element("h", $"stream * {Text.Int(plan.State.Length)}")}, " +
                $"ref {Text.Element("sums", $"stream * {Text.Int(plan.Scratch.Step)}")});");
        }

        if (layer == run.First || !shared)
        {
            using SourceWriter.Scope method = Method(writer, units, "ref float weights, ref float h, ref float sums");
            RecurrentEmitter.EmitCell(writer, plan, run, layer);
        }
    }

    private static SourceWriter.Scope Method(SourceWriter writer, string name, string parameters)
    {
        writer.Line();
        return writer.Method(JitHint.OptimiseAlone, $"private static void {name}({parameters})");
    }
}
