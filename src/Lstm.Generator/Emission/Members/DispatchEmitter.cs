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
    private const string Arguments = "ref state, ref x, ref y";
    private const string Parameters = "ref float state, ref float x, ref float y";

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
        if (kernels.Wide.Network.IsCausal)
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
        if (kernels.StepsApart)
        {
            EmitSteps(writer, kernels, "Step", ", steps: 1", static plan => plan.Scratch.Step);
            writer.Line();
        }

        EmitSteps(writer, kernels, "Run", ", steps", static plan => plan.Scratch.Length);
        if (kernels.Wide.Many is SharedLoads)
        {
            writer.Line();
            EmitStepMany(writer, kernels);
        }

        if (kernels.Traced is { } traced)
        {
            EmitTrace(writer, kernels.TracedName, traced.Scratch.Length);
        }
    }

    private static void EmitSteps(SourceWriter writer, KernelSet kernels, string method, string steps, Func<KernelPlan, int> need)
    {
        bool owned = kernels.IsOwned(need);
        string parameter = method == "Run" ? ", nint steps" : "";
        EmitChoice(writer, $"{method}({Weights(owned)}, {Parameters}{parameter})", kernels.Choices, choice => need(choice.Plan) > 0
            ? $"Scratch.Run<{choice.Name}>({Call(owned, need(choice.Plan), steps)});"
            : $"{choice.Name}.Run({Call(owned, 0, steps)});");
    }

    private static void EmitSequences(SourceWriter writer, KernelSet kernels)
    {
        bool owned = kernels.IsOwned(static plan => plan.Scratch.Length);
        void Choice(string method, string parameters, string arguments) => EmitChoice(
            writer,
            $"{method}({Weights(owned)}, {Parameters}, {parameters})",
            kernels.Choices,
            choice => $"Sequences.{method}<{choice.Name}>({Call(owned, choice.Plan.Scratch.Length, ", " + arguments, always: true)});");
        Choice("RunRented", "int steps, int scratch", "steps, scratch");
        writer.Line();
        Choice("Run", "ref float sequences, int steps", "ref sequences, steps");
    }

    /// <summary>Returns the parameter that gives a method the weights: the model's, which own buffers, or only the first of them.</summary>
    private static string Weights(bool owned) => owned ? "PackedWeights weights" : "ref float weights";

    /// <summary>Returns the arguments of a call of the runtime: with the model's weights if it takes one of their buffers.</summary>
    /// <param name="owned">Whether the method has the model's weights.</param>
    /// <param name="need">The memory that the kernel needs, in floats.</param>
    /// <param name="further">Further arguments.</param>
    /// <param name="always">Whether the length of the memory is an argument even if it is 0.</param>
    private static string Call(bool owned, int need, string further, bool always = false) =>
        ScratchPlan.IsOwned(need) ? $"weights, {Arguments}{further}" :
        $"ref weights{(owned ? ".First" : "")}, {Arguments}{further}{(need > 0 || always ? $", sums: {Text.Int(need)}" : "")}";

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
        bool owned = kernels.IsOwned(static plan => plan.ManyMemory);
        writer.Line("/// <summary>Steps many streams together. Returns how many: all, or none where single steps are as fast.</summary>");
        using SourceWriter.Scope method = writer.Method(
            JitHint.Inline, $"public static int StepMany({Weights(owned)}, {Parameters}, int streams)");
        KernelChoice last = kernels.Choices[kernels.Choices.Count - 1];
        foreach (KernelChoice choice in kernels.Choices.Where(static choice => !choice.Plan.Width.IsNarrow))
        {
            using SourceWriter.Scope? condition = choice == last ? null : writer.Block($"if ({choice.Vectors}.IsHardwareAccelerated)");
            string call = Call(owned, choice.Plan.ManyMemory, ", streams");
            writer.Line($"Scratch.Run<{choice.Name}.{SharedKernelEmitter.Name}>({call});");
            writer.Line("return streams;");
        }

        if (last.Plan.Width.IsNarrow)
        {
            writer.Line();
            writer.Line("return 0;");
        }
    }

    private static void EmitTrace(SourceWriter writer, string kernel, int need)
    {
        bool owned = ScratchPlan.IsOwned(need);
        writer.Line();
        writer.Lines($$"""
            /// <summary>Advances one stream by one step and fills its trace. All processors use the same kernel for this.</summary>
            public static void Trace<TTrace>({{Weights(owned)}}, {{Parameters}}, ref TTrace trace)
                where TTrace : unmanaged =>
                Traces.Step<{{kernel}}, TTrace>(
                    {{Call(owned, need, "")}}, ref trace);
            """);
    }
}
