using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the parts of a class with a trace: the nested <c>Trace</c>, the step that fills it, and the copying after each layer.
/// </summary>
internal static class TraceEmitter
{
    private const string Services = Aliases.Services;

    /// <summary>The member that fills a trace.</summary>
    public static void EmitStep(SourceWriter writer, KernelSet kernels, KernelPlan traced)
    {
        using (Verb.Open(writer, $"""
            public void Step(
                ref State state,
                {Aliases.Inputs} input,
                {Aliases.Outputs} output,
                ref Trace trace)
            """))
        {
            Verb.EmitCheckOfStep(writer, kernels.Wide);
            Verb.EmitCall(
                writer,
                $"{kernels.FullDispatch}.Trace",
                ScratchPlan.IsOwned(traced.Scratch.Length),
                Verb.State,
                Verb.First("input"),
                Verb.First("output"),
                "ref trace");
        }

        writer.Line();
    }

    /// <summary>The nested type.</summary>
    public static void EmitType(SourceWriter writer, KernelPlan traced)
    {
        TracePlan trace = traced.Trace!;
        IReadOnlyList<CellPlace> cells = traced.Network.Cells;
        TraceVector[] all = [.. cells.SelectMany(static cell => TraceVector.Of(cell.Shape))];
        Dictionary<string, TraceVector> methods =
            all.GroupBy(static vector => vector.Method).ToDictionary(static same => same.Key, static same => same.First());
        string letters = $"{Services}Traces.LettersOf([{string.Join(", ", cells.Select(static cell => LettersOf(cell.Shape)))}], layer)";
        writer.Line();
        writer.Lines($$"""
            /// <summary>The gates and states of one step: a plain value.</summary>
            {{Aliases.Generated(writer)}}
            public struct Trace : global::Lstm.ILstmTrace
            {
                // For each layer what its equations compute, in their order.
                private Values _values;

                {{Aliases.InlineArray(trace.Length)}}
                private struct Values
                {
                    private float _first;
                }

                static global::Lstm.TraceLetters global::Lstm.ILstmTrace.LettersOf(int layer) => {{letters}};

                /// <inheritdoc/>
                {{Aliases.UnscopedRef}}
                public global::System.ReadOnlySpan<float> Vector(char letter, int layer = 0) => letter switch
                {
            """);
        foreach (char letter in all.Select(static vector => vector.Letter).Distinct())
        {
            string places = PlacesOf(trace, cells, vector => vector.Letter == letter);
            string? method = methods.Keys.FirstOrDefault(name => PlacesOf(trace, cells, vector => vector.Method == name) == places);
            writer.Line($"        '{letter}' => {(method is null ? Call(places) : $"{method}(layer)")},");
        }

        writer.Lines($$"""
                    _ => {{Services}}Traces.NoVector(letter),
                };
            """);
        foreach (TraceVector vector in methods.Values)
        {
            EmitVector(writer, trace, cells, vector);
        }

        writer.Line("}");
    }

    /// <summary>Returns the offset and the length of a vector in each cell. A cell without it has a length of 0.</summary>
    private static string PlacesOf(TracePlan trace, IReadOnlyList<CellPlace> cells, Func<TraceVector, bool> isMeant) => string.Join(
        ", ",
        cells.Select(cell => TraceVector.Of(cell.Shape).FirstOrDefault(isMeant) is { } vector
            ? $"{Text.Int(trace.StartOf(cell.Number) + vector.Offset)}, {Text.Int(vector.Length)}"
            : "0, 0"));

    private static string Call(string places) => $"{Services}StateAccess.Vector(ref _values, layer, [{places}])";

    private static string LettersOf(CellShape cell)
    {
        string Of(Func<TraceVector, bool> isMeant) =>
            Text.Literal(string.Concat(TraceVector.Of(cell).Where(isMeant).Select(static vector => vector.Letter)));
        string gates = Of(static vector => !vector.IsState && !vector.IsCandidate);
        return $"new({gates}, {Of(static vector => vector.IsCandidate)}, {Of(static vector => vector.IsState)})";
    }

    private static void EmitVector(SourceWriter writer, TracePlan trace, IReadOnlyList<CellPlace> cells, TraceVector vector)
    {
        bool IsMeant(TraceVector other) => other.Method == vector.Method;
        bool isEverywhere = cells.All(cell => TraceVector.Of(cell.Shape).Any(IsMeant));
        string length = vector.Letter == CellBuilder.HiddenLetter && cells.Any(static cell => cell.Shape.Projection > 0)
            ? "[hidden or projection]"
            : "[hidden]";
        string values = isEverywhere ? length : $"{length}; empty if its cell has none";
        writer.Line();
        writer.Lines($$"""
                /// <summary>Returns the {{vector.Meaning}} of a layer, {{values}}.</summary>
                /// <param name="layer">The recurrent layer, from 0.</param>
                {{Aliases.UnscopedRef}}
                public global::System.ReadOnlySpan<float> {{vector.Method}}(int layer = 0) =>
                    {{Call(PlacesOf(trace, cells, IsMeant))}};
            """);
    }
}
