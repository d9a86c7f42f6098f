using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints what the verbs call: a file-local class that chooses between the kernels for wide and for narrow vectors.</summary>
internal static class DispatchEmitter
{
    private const string Step = "ref weights, ref state, ref x, ref y";
    private const string Parameters = "ref float weights, ref float state, ref float x, ref float y";

    /// <summary>The name of a network's class.</summary>
    public static string NameOf(string kernel) => kernel.Substring(0, kernel.Length - "Kernel".Length) + "Dispatch";

    /// <summary>The name of the kernel for narrow vectors.</summary>
    public static string NarrowNameOf(string kernel) => kernel + "128";

    /// <summary>The name of the kernel for the widest vectors.</summary>
    public static string WidestNameOf(string kernel) => kernel + "512";

    public static void Emit(SourceWriter writer, KernelPlan? widest, KernelPlan wide, KernelPlan narrow, KernelPlan? traced, string kernel)
    {
        using SourceWriter.Scope space = writer.Block("namespace Lstm.Generated");
        writer.Lines("""
            using global::Lstm.CompilerServices;
            using global::System.Runtime.CompilerServices;
            using global::System.Runtime.Intrinsics;

            /// <summary>Chooses the kernel for this processor's vectors. The question is a constant to the compiler: nothing of the choice remains.</summary>
            """);
        using SourceWriter.Scope type = writer.Block($"file static class {NameOf(kernel)}");
        if (wide.Shape.IsCausal)
        {
            EmitChoice(writer, $"Run({Parameters}, nint steps)", Call(wide, kernel), Call(narrow, NarrowNameOf(kernel)), widest is null ? null : Call(widest, WidestNameOf(kernel)));
            if (wide.Many is SharedLoads)
            {
                writer.Line();
                EmitStepMany(writer, widest, wide, kernel);
            }

            if (traced is not null)
            {
                TraceEmitter.EmitDispatch(writer, traced, kernel);
            }

            return;
        }

        string Sequence(string method, string arguments, KernelPlan plan, string name) =>
            $"Sequences.{method}<{name}>({Step}, {arguments}, sums: {Text.Int(plan.Scratch.Length)});";
        void Choice(string method, string parameters, string arguments) => EmitChoice(
            writer,
            $"{method}({Parameters}, {parameters})",
            Sequence(method, arguments, wide, kernel),
            Sequence(method, arguments, narrow, NarrowNameOf(kernel)));
        Choice("RunRented", "int steps, int scratch", "steps, scratch");
        writer.Line();
        Choice("Run", "ref float sequences, int steps", "ref sequences, steps");
    }

    private static void EmitStepMany(SourceWriter writer, KernelPlan? widest, KernelPlan wide, string kernel)
    {
        string Together(KernelPlan plan, string name) =>
            $"Scratch.Run<{name}.{SharedKernelEmitter.Name}>({Step}, streams, sums: {Text.Int(SharedKernelEmitter.ScratchOf(plan))});";
        writer.Lines("""
            /// <summary>Steps many streams together. Returns how many: all, or none where single steps are as fast.</summary>
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            """);
        using SourceWriter.Scope method = writer.Block($"public static int StepMany({Parameters}, int streams)");
        if (widest is not null)
        {
            EmitIf(writer, "Vector512", Together(widest, WidestNameOf(kernel)), "return streams;");
        }

        EmitIf(writer, "Vector256", Together(wide, kernel), "return streams;");
        writer.Line("return 0;");
    }

    private static void EmitIf(SourceWriter writer, string vectors, string call, string end) => writer.Lines($$"""
        if ({{vectors}}.IsHardwareAccelerated)
        {
            {{call}}
            {{end}}
        }

        """);

    private static string Call(KernelPlan plan, string kernel) => plan.Scratch.Length > 0
        ? $"Scratch.Run<{kernel}>({Step}, steps, sums: {Text.Int(plan.Scratch.Length)});"
        : $"{kernel}.Run({Step}, steps);";

    private static void EmitChoice(SourceWriter writer, string signature, string wide, string narrow, string? widest = null)
    {
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using SourceWriter.Scope method = writer.Block($"public static void {signature}");
        if (widest is not null)
        {
            EmitIf(writer, "Vector512", widest, "return;");
        }

        writer.Lines($$"""
            if (Vector256.IsHardwareAccelerated)
            {
                {{wide}}
            }
            else
            {
                {{narrow}}
            }
            """);
    }
}
