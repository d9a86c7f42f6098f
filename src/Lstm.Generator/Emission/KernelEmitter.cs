using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints the kernel: a file-local type whose <c>Run</c> walks over the steps, and a method for each kind of layer.</summary>
internal static class KernelEmitter
{
    /// <summary>The kernel of a plan, in a namespace of its own.</summary>
    public static void Emit(SourceWriter writer, KernelPlan plan, string name)
    {
        // With the usings inside: no type of the user's can come between these names and their meaning.
        using SourceWriter.Scope space = writer.Block("namespace Lstm.Generated");
        writer.Lines($"""
            using global::Lstm.CompilerServices;
            using global::System.Runtime.CompilerServices;
            using global::System.Runtime.Intrinsics;
            using static global::System.Runtime.Intrinsics.Vector{(plan.Width.IsNarrow ? "128" : "256")};

            """);
        if (plan.Width.IsNarrow)
        {
            writer.Line(plan.Trace is not null
                ? "/// <summary>The same network from the same weights, in the same bits, with its gates left to be looked at.</summary>"
                : "/// <summary>The same network from the same weights, in the same bits, for processors that have vectors of four floats and no wider ones.</summary>");
            writer.Lines("""
                // n counts units, four at a time. A block of eight has its vectors of eight lanes side by side, so that those of its upper half do not begin at a multiple of n.
                """);
        }

        if (plan.Width == VectorWidth.Widest)
        {
            writer.Lines("""
                /// <summary>The same network from the same weights, in the same bits, for processors that have vectors of sixteen floats.</summary>
                """);
        }

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
            DenseEmitter.Emit(writer, plan, dense, MethodOptions(plan));
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

    /// <summary>The name of a recurrent layer's method.</summary>
    public static string NameOf(KernelPlan plan, int layer) => plan.Upper is null ? "Layer" : layer == 0 ? "FirstLayer" : "UpperLayer";

    /// <summary>What fills the random numbers of a cell, where it has any.</summary>
    public static void EmitDraws(SourceWriter writer, KernelPlan plan, string cell, string position)
    {
        if (plan.Shape.Cell.StochasticForget)
        {
            string draws = Text.At("sums", plan.Scratch.Draws);
            writer.Line($"ForgetDraws.Fill(ref random, ref {draws}, {cell}, blocks: {Text.Int(plan.Shape.Blocks)}, {position});");
        }
    }

    /// <summary>A chain of dense layers, one after the other.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="plan">The network.</param>
    /// <param name="chain">The layers.</param>
    /// <param name="source">What the first takes in.</param>
    /// <param name="target">Where the last puts its outputs, unless they go to memory first.</param>
    /// <returns>Where the last has put its outputs.</returns>
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
        !plan.Shape.IsCausal ? $"file readonly struct {name} : global::Lstm.CompilerServices.ISequenceKernel" :
        plan.Trace is not null ? $"file readonly struct {name} : global::Lstm.CompilerServices.ITracedKernel" :
        plan.Scratch.Length > 0 ? $"file readonly struct {name} : global::Lstm.CompilerServices.IScratchKernel" :
        $"file static class {name}";

    private static string MethodOptions(KernelPlan plan) =>
        $"[MethodImpl(MethodImplOptions.{(plan.InlineLayers ? "AggressiveInlining" : "AggressiveOptimization")})]";

    private static void EmitLayers(SourceWriter writer, KernelPlan plan)
    {
        for (int layer = 0; layer < (plan.Upper is null ? 1 : 2); layer++)
        {
            writer.Line();
            LayerEmitter.Emit(writer, plan, plan.LayerOf(layer), NameOf(plan, layer), MethodOptions(plan));
            if (plan.LayerOf(layer) is TiledLayer { LooksAhead: true } tiled)
            {
                LookAheadEmitter.EmitInputs(writer, plan, tiled, NameOf(plan, layer), layer == 0 ? plan.Shape.Input : plan.Scratch.Row);
            }
        }

        if (plan.HasTileMethods)
        {
            TileEmitter.EmitTileMethods(writer, plan);
        }

        if (plan.Shape.Cell.Projection > 0)
        {
            writer.Line();
            DenseEmitter.EmitProjection(writer, plan, MethodOptions(plan));
        }
    }
}
