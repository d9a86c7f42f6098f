using System.Collections.Generic;
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
        if (plan.Shape.IsCausal)
        {
            StepLoopEmitter.Emit(writer, plan);
        }
        else
        {
            SequenceEmitter.Emit(writer, plan);
        }

        EmitLayers(writer, plan);
        foreach (DensePlan dense in plan.Stem.Concat(plan.Head))
        {
            writer.Line();
            DenseEmitter.Emit(writer, plan, dense, HintOf(plan));
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
        string sums = plan.Shape.Cell.Sums;
        string others = string.Join(", ", sums.Substring(1, sums.Length - 2).ToCharArray());
        writer.Line(
            "// Runtime methods loop over the rows. n is the first of four units. For each block of eight units, " +
            $"sums holds eight floats of {sums[0]}, then of {others} and {sums[sums.Length - 1]}. So k, the position of unit n, is " +
            $"{Text.Int(sums.Length * NetworkShape.Lanes)} * (n / 8) + n % 8 = {Text.Lanes(plan.Width, sums.Length, 0)}.");
    }

    /// <summary>Returns the name of a recurrent layer's method.</summary>
    public static string NameOf(KernelPlan plan, int layer) => plan.Upper is null ? "Layer" : layer == 0 ? "FirstLayer" : "UpperLayer";

    /// <summary>Prints the drawing of a cell's random numbers, if it has any.</summary>
    public static void EmitDraws(SourceWriter writer, KernelPlan plan, string cell, string position)
    {
        if (plan.Shape.Cell.StochasticForget)
        {
            string draws = Text.At("sums", plan.Scratch.Draws);
            writer.Line($"ForgetDraws.Fill(ref random, ref {draws}, {cell}, blocks: {Text.Int(plan.Shape.Blocks)}, {position});");
        }
    }

    /// <summary>Prints the calls of a chain of dense layers.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="plan">The network.</param>
    /// <param name="chain">The layers.</param>
    /// <param name="source">The inputs of the first.</param>
    /// <param name="target">The outputs of the last, unless they go to memory first.</param>
    /// <returns>Where the outputs of the last are.</returns>
    public static string EmitDense(SourceWriter writer, KernelPlan plan, IEnumerable<DensePlan> chain, string source, string target)
    {
        foreach (DensePlan dense in chain)
        {
            int? memory = dense.Shape.Next is null && target != "y" ? null : plan.Scratch.OutputOf(dense);
            string output = memory is { } offset ? Text.At("sums", offset) : target;
            string residual = plan.Shape.Residual && dense == plan.Head.LastOrDefault() && memory is null ? "ref x, " : "";
            writer.Line($"{dense.Name}(ref weights, ref {source}, {residual}ref {output});");
            source = output;
        }

        return source;
    }

    private static string TypeOf(KernelPlan plan, string name) =>
        !plan.Shape.IsCausal ? $"file readonly struct {name} : {Aliases.Services}ISequenceKernel" :
        plan.Trace is not null ? $"file readonly struct {name} : {Aliases.Services}ITracedKernel" :
        plan.Scratch.Length > 0 ? $"file readonly struct {name} : {Aliases.Services}IScratchKernel" :
        $"file static class {name}";

    private static JitHint HintOf(KernelPlan plan) => plan.InlineLayers ? JitHint.Inline : JitHint.Optimise;

    private static void EmitLayers(SourceWriter writer, KernelPlan plan)
    {
        for (int layer = 0; layer < (plan.Upper is null ? 1 : 2); layer++)
        {
            writer.Line();
            LayerEmitter.Emit(writer, plan, plan.LayerOf(layer), NameOf(plan, layer), HintOf(plan));
            if (plan.LayerOf(layer) is TiledLayer { LooksAhead: true } tiled)
            {
                int row = layer == 0 ? plan.Shape.Input : plan.Scratch.Row;
                LookAheadEmitter.EmitInputs(writer, plan, tiled, NameOf(plan, layer), row);
            }
        }

        if (plan.HasTileMethods)
        {
            TileEmitter.EmitTileMethods(writer, plan);
        }

        if (plan.Shape.Cell.Projection > 0)
        {
            writer.Line();
            DenseEmitter.EmitProjection(writer, plan, HintOf(plan));
        }
    }
}
