using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints a kernel: a file-local type with a method <c>Run</c> that loops over the steps, and a method for each kind of layer.
/// </summary>
internal static class KernelEmitter
{
    /// <summary>Prints the kernel of a plan.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, string name)
    {
        // The usings are inside the namespace: there they win over any type of the user's in the global namespace.
        using SourceWriter.Scope space = writer.Block("namespace Lstm.Generated");
        writer.Lines($"""
            using global::Lstm.CompilerServices;
            using global::System.Runtime.CompilerServices;
            using global::System.Runtime.Intrinsics;
            using static global::System.Runtime.Intrinsics.Vector{(plan.Width.IsNarrow ? "128" : "256")};

            """);
        EmitSummary(writer, plan);
        writer.Line(Aliases.Generated(writer));
        using SourceWriter.Scope type = writer.Block(TypeOf(plan, name));
        if (plan.Network.IsCausal)
        {
            StepLoopEmitter.Emit(writer, plan);
        }
        else
        {
            SequenceEmitter.Emit(writer, plan);
        }

        EmitLayers(writer, plan);
        foreach (FeedForwardPlan layer in plan.FeedForwardMethods)
        {
            writer.Line();
            FeedForwardEmitter.Emit(writer, plan, layer, HintOf(plan));
        }

        switch (plan.Many)
        {
            case StreamsInLanes when plan.Width == VectorWidth.Wide:
                LaneKernelEmitter.Emit(writer, plan);
                break;
            case SharedLoads:
                SharedKernelEmitter.Emit(writer, plan, name);
                break;
        }
    }

    private static void EmitSummary(SourceWriter writer, KernelPlan plan)
    {
        if (plan.Width == VectorWidth.Wide)
        {
            writer.Line("/// <summary>The network for processors with vectors of eight floats.</summary>");
            return;
        }

        if (plan.Width == VectorWidth.Widest)
        {
            writer.Line("/// <summary>The same network, with the same bits, for processors with vectors of sixteen floats.</summary>");
            return;
        }

        writer.Lines(plan.Trace is not null
            ? """
                /// <summary>
                /// The same network, with the same bits, in vectors of four floats. It leaves its gates in memory for the trace.
                /// </summary>
                """
            : """
                /// <summary>The same network, with the same bits, for processors whose widest vectors have four floats.</summary>
                """);
        string sums = plan.Recurrent[0].Cell.Sums;
        string letters = string.Join(", then of ", sums.ToCharArray());
        writer.Line(
            "// Runtime methods loop over the rows. n is the first of four units. For each block of eight units, " +
            $"sums holds eight floats of {letters}. So k, the position of unit n, is " +
            $"{Text.Int(sums.Length * NetworkShape.Lanes)} * (n / 8) + n % 8 = {Text.Lanes(plan.Width, sums.Length, 0)}.");
    }

    private static string TypeOf(KernelPlan plan, string name) =>
        !plan.Network.IsCausal ? $"file readonly struct {name} : {Aliases.Services}ISequenceKernel" :
        plan.Trace is not null ? $"file readonly struct {name} : {Aliases.Services}ITracedKernel" :
        plan.Scratch.Length > 0 ? $"file readonly struct {name} : {Aliases.Services}IScratchKernel" :
        $"file static class {name}";

    private static JitHint HintOf(KernelPlan plan) => plan.InlineLayers ? JitHint.Inline : JitHint.Optimise;

    private static void EmitLayers(SourceWriter writer, KernelPlan plan)
    {
        foreach (RecurrentRun run in plan.Parts.OfType<RecurrentRun>())
        {
            foreach (RecurrentPlan layer in run.Methods)
            {
                writer.Line();
                RecurrentEmitter.Emit(writer, plan, run, layer, HintOf(plan));
                if (layer is TiledLayer { LooksAhead: true })
                {
                    LookAheadEmitter.EmitInputs(writer, plan, run, layer);
                }
            }

            RecurrentEmitter.EmitSharedMethods(writer, plan, run);
            if (run.First.Definition.IsProjected)
            {
                writer.Line();
                DenseEmitter.EmitProjection(writer, plan, run, HintOf(plan));
            }
        }
    }
}
