using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the methods that the members of the class call: a file-local type that chooses between the kernels for each width of vectors.
/// </summary>
internal static class DispatchEmitter
{
    private const string Step = "ref weights, ref state, ref x, ref y";
    private const string Parameters = "ref float weights, ref float state, ref float x, ref float y";

    public static void Emit(SourceWriter writer, KernelSet kernels)
    {
        using SourceWriter.Scope space = writer.Block("namespace Lstm.Generated");
        writer.Lines($"""
            using global::Lstm.CompilerServices;
            using global::System.Runtime.CompilerServices;
            using global::System.Runtime.Intrinsics;

            /// <summary>Chooses this processor's kernel. The conditions are JIT-time constants: unused branches are removed.</summary>
            {Aliases.Generated(writer)}
            """);
        using SourceWriter.Scope type = writer.Block($"file static class {kernels.Dispatch}");
        if (kernels.Wide.Shape.IsCausal)
        {
            EmitSteps(writer, kernels);
        }
        else
        {
            EmitSequences(writer, kernels);
        }
    }

    private static void EmitSteps(SourceWriter writer, KernelSet kernels)
    {
        EmitChoice(writer, $"Run({Parameters}, nint steps)", kernels.Choices, static choice => choice.Plan.Scratch.Length > 0
            ? $"Scratch.Run<{choice.Name}>({Step}, steps, sums: {Text.Int(choice.Plan.Scratch.Length)});"
            : $"{choice.Name}.Run({Step}, steps);");
        if (kernels.Wide.Many is SharedLoads)
        {
            writer.Line();
            EmitStepMany(writer, kernels);
        }

        if (kernels.Traced is { } traced)
        {
            TraceEmitter.EmitDispatch(writer, traced, kernels.TracedName);
        }
    }

    private static void EmitSequences(SourceWriter writer, KernelSet kernels)
    {
        void Choice(string method, string parameters, string arguments) => EmitChoice(
            writer,
            $"{method}({Parameters}, {parameters})",
            kernels.Choices,
            choice => $"Sequences.{method}<{choice.Name}>({Step}, {arguments}, sums: {Text.Int(choice.Plan.Scratch.Length)});");
        Choice("RunRented", "int steps, int scratch", "steps, scratch");
        writer.Line();
        Choice("Run", "ref float sequences, int steps", "ref sequences, steps");
    }

    /// <summary>The choice between the kernels. The last needs no condition.</summary>
    private static void EmitChoice(
        SourceWriter writer, string signature, IReadOnlyList<KernelChoice> choices, Func<KernelChoice, string> call)
    {
        using SourceWriter.Scope method = writer.Method(JitHint.Inline, $"public static void {signature}");
        KernelChoice last = choices[choices.Count - 1];
        foreach (KernelChoice choice in choices.Take(choices.Count - 2))
        {
            writer.Lines($$"""
                if ({{choice.Vectors}}.IsHardwareAccelerated)
                {
                    {{call(choice)}}
                    return;
                }

                """);
        }

        if (choices.Count == 1)
        {
            writer.Line(call(last));
            return;
        }

        KernelChoice other = choices[choices.Count - 2];
        writer.Lines($$"""
            if ({{other.Vectors}}.IsHardwareAccelerated)
            {
                {{call(other)}}
            }
            else
            {
                {{call(last)}}
            }
            """);
    }

    private static void EmitStepMany(SourceWriter writer, KernelSet kernels)
    {
        writer.Line("/// <summary>Steps many streams together. Returns how many: all, or none where single steps are as fast.</summary>");
        using SourceWriter.Scope method = writer.Method(JitHint.Inline, $"public static int StepMany({Parameters}, int streams)");
        KernelChoice last = kernels.Choices[kernels.Choices.Count - 1];
        foreach (KernelChoice choice in kernels.Choices.Where(static choice => !choice.Plan.Width.IsNarrow))
        {
            int sums = SharedKernelEmitter.ScratchOf(choice.Plan);
            using SourceWriter.Scope? condition = choice == last ? null : writer.Block($"if ({choice.Vectors}.IsHardwareAccelerated)");
            writer.Line($"Scratch.Run<{choice.Name}.{SharedKernelEmitter.Name}>({Step}, streams, sums: {Text.Int(sums)});");
            writer.Line("return streams;");
        }

        if (last.Plan.Width.IsNarrow)
        {
            writer.Line();
            writer.Line("return 0;");
        }
    }
}
