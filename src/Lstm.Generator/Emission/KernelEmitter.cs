using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the kernel: a file-local static class whose <c>Run</c> walks over the steps, layer by layer.</summary>
internal static class KernelEmitter
{
    public static void Emit(SourceWriter writer, KernelPlan plan, string name)
    {
        // A namespace of its own, with the usings inside: no type of the user's can come between these names and their meaning.
        using SourceWriter.Scope space = writer.Block("namespace Lstm.Generated");
        writer.Lines("""
            using global::Lstm.CompilerServices;
            using global::System.Runtime.CompilerServices;
            using global::System.Runtime.Intrinsics;
            using static global::System.Runtime.Intrinsics.Vector256;

            """);
        using SourceWriter.Scope type = writer.Block(plan.Scratch > 0 ? $"file readonly struct {name} : IScratchKernel" : $"file static class {name}");
        EmitRun(writer, plan);
        EmitLayers(writer, plan);
        if (plan.Head is not null)
        {
            writer.Line();
            HeadEmitter.Emit(writer, plan, plan.Head, MethodOptions(plan));
        }
    }

    private static string MethodOptions(KernelPlan plan) =>
        $"[MethodImpl(MethodImplOptions.{(plan.InlineLayers ? "AggressiveInlining" : "AggressiveOptimization")})]";

    private static void EmitRun(SourceWriter writer, KernelPlan plan)
    {
        NetworkShape shape = plan.Shape;
        writer.Lines("""
            /// <summary>Advances one stream by so many steps. The callers have checked every length.</summary>
            // No tiering: unoptimised, this code is tens of times slower, and a first step must not be. No inlining: a caller has registers of its own.
            """);
        string constants = plan.First is RegisterLayer ? "ref weights, " : "";
        string sums = plan.Scratch > 0 ? ", ref sums" : "";
        using SourceWriter.Scope method = writer.Block($"""
            [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
            public static void Run(ref float weights, ref float state, ref float x, ref float y{sums.Replace("ref", "ref float")}, nint steps)
            """);
        using SourceWriter.Scope loop = writer.Block("for (; steps > 0; steps--)");
        string top = "state";
        writer.Line($"{(plan.Upper is null ? "Layer" : "FirstLayer")}({constants}ref Unsafe.Add(ref weights, {plan.FirstOffset}), ref state, ref x{sums});");
        if (plan.Upper is { } upper)
        {
            int last = shape.Layers - 1;
            EmitUpperLayers(writer, plan, upper, last, constants, sums);
            top = $"Unsafe.Add(ref state, {last * plan.LayerState})";
        }

        if (plan.Head is null)
        {
            writer.Line($"OutputCopy.Write(ref {top}, ref y, {shape.Hidden});");
        }
        else
        {
            writer.Line($"Head(ref weights, ref {top}, ref y);");
        }

        writer.Lines($"""
            x = ref Unsafe.Add(ref x, {shape.Input});
            y = ref Unsafe.Add(ref y, {shape.OutputSize});
            """);
    }

    /// <summary>The layers above the first: one method, called for each with its own weights and state.</summary>
    private static void EmitUpperLayers(SourceWriter writer, KernelPlan plan, LayerPlan upper, int count, string constants, string sums)
    {
        if (count == 1)
        {
            writer.Line($"UpperLayer({constants}ref Unsafe.Add(ref weights, {plan.UpperOffset}), ref Unsafe.Add(ref state, {plan.LayerState}), ref state{sums});");
            return;
        }

        using (writer.Block($"for (nint layer = 0; layer < {count}; layer++)"))
        {
            writer.Lines($"""
                ref float below = ref Unsafe.Add(ref state, layer * {plan.LayerState});
                UpperLayer({constants}ref Unsafe.Add(ref weights, {plan.UpperOffset} + layer * {upper.Length}), ref Unsafe.Add(ref below, {plan.LayerState}), ref below{sums});
                """);
        }

        writer.Line();
    }

    private static void EmitLayers(SourceWriter writer, KernelPlan plan)
    {
        writer.Line();
        LayerEmitter.Emit(writer, plan, plan.First, plan.Upper is null ? "Layer" : "FirstLayer", MethodOptions(plan));
        if (plan.Upper is { } upper)
        {
            writer.Line();
            LayerEmitter.Emit(writer, plan, upper, "UpperLayer", MethodOptions(plan));
        }
    }
}
