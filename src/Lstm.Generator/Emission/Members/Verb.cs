using System.Collections.Generic;
using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints what the verbs of a class have in common: how they begin, the check of a step, and the call of a kernel.</summary>
internal static class Verb
{
    /// <summary>The values of the parameter <c>state</c>, as an argument.</summary>
    public const string State = "ref " + Aliases.Unsafe + ".As<State, float>(ref state)";

    /// <summary>Returns the first element of a span, as an argument.</summary>
    public static string First(string span) => $"ref {Aliases.MemoryMarshal}.GetReference({span})";

    /// <summary>Opens a verb of the class's interfaces. Disposing the scope closes it.</summary>
    public static SourceWriter.Scope Open(SourceWriter writer, string signature)
    {
        writer.Line();
        return writer.Block($"""
            /// <inheritdoc/>
            {Aliases.Uncovered}
            {signature}
            """);
    }

    /// <summary>
    /// Prints the check of a step's spans. With one residual value the spans are the same or do not overlap, so that the lengths are
    /// enough.
    /// </summary>
    public static void EmitCheckOfStep(SourceWriter writer, KernelPlan plan)
    {
        writer.Line(plan.Network.Input > 1 && plan.Network.AddsInputToOutput()
            ? $"{Aliases.Services}SpanLengths.CheckResidualStep(input, output, InputSize, OutputSize);"
            : $"{Aliases.Services}SpanLengths.CheckStep(input.Length, output.Length, InputSize, OutputSize);");
        EmitCheckOfTokens(writer, plan, "input");
    }

    /// <summary>Prints the check that inputs are numbers of tokens, if the network takes tokens.</summary>
    public static void EmitCheckOfTokens(SourceWriter writer, KernelPlan plan, string inputs)
    {
        if (plan.Network.Vocabulary > 0)
        {
            writer.Line($"{Aliases.Services}Tokens.Check({inputs}, vocabulary: {Text.Int(plan.Network.Vocabulary)});");
        }
    }

    /// <summary>Prints the call of a kernel, an argument on a line.</summary>
    /// <param name="writer">The generated text.</param>
    /// <param name="method">The method.</param>
    /// <param name="owned">Whether it takes the model's weights, which own buffers, or only the first of them.</param>
    /// <param name="arguments">The arguments after the weights.</param>
    public static void EmitCall(SourceWriter writer, string method, bool owned, params IEnumerable<string> arguments)
    {
        const string line = "\n    ";
        string weights = owned ? "_weights" : "ref _weights.First";
        writer.Lines($"{method}({line}{string.Join("," + line, [weights, .. arguments])});");
    }
}
