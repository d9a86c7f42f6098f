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
    private const string First = Aliases.MemoryMarshal + ".GetReference";

    /// <summary>The member that fills a trace.</summary>
    public static void EmitStep(SourceWriter writer, KernelSet kernels) => writer.Lines($$"""
        /// <inheritdoc/>
        {{Aliases.Uncovered}}
        public void Step(
            ref State state,
            global::System.ReadOnlySpan<float> input,
            global::System.Span<float> output,
            ref Trace trace)
        {
            {{VerbEmitter.CheckOfStep(kernels.Wide)}}
            global::Lstm.Generated.{{kernels.Dispatch}}.Trace(
                {{VerbEmitter.Weights(ScratchPlan.IsOwned(kernels.Traced!.Scratch.Length))}},
                ref {{Aliases.Unsafe}}.As<State, float>(ref state),
                ref {{First}}(input),
                ref {{First}}(output),
                ref trace);
        }

        """);

    /// <summary>The method that this member calls, beside the choice between the other kernels.</summary>
    public static void EmitDispatch(SourceWriter writer, KernelPlan traced, string kernel)
    {
        int need = traced.Scratch.Length;
        (string weights, string argument, string sums) = ScratchPlan.IsOwned(need)
            ? ("PackedWeights weights", "weights", "")
            : ("ref float weights", "ref weights", $"sums: {Text.Int(need)}, ");
        writer.Lines($$"""

            /// <summary>Advances one stream by one step and fills its trace. All processors use the same kernel for this.</summary>
            public static void Trace<TTrace>({{weights}}, ref float state, ref float x, ref float y, ref TTrace trace)
                where TTrace : unmanaged =>
                Traces.Step<{{kernel}}, TTrace>(
                    {{argument}}, ref state, ref x, ref y, {{sums}}ref trace);
            """);
    }

    /// <summary>The nested type.</summary>
    public static void EmitType(SourceWriter writer, KernelPlan traced)
    {
        TracePlan trace = traced.Trace!;
        IReadOnlyList<CellPlace> cells = traced.Network.Cells;
        TraceVector[] vectors =
        [
            .. cells.SelectMany(static cell => TracePlan.VectorsOf(cell.Shape)).GroupBy(static vector => vector.Name).Select(static same => same.First()),
        ];
        IEnumerable<string> letters = cells.Select(static cell => LettersOf(cell.Shape));
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

                static global::Lstm.TraceLetters global::Lstm.ILstmTrace.LettersOf(int layer) => {{Services}}Traces.LettersOf([{{string.Join(", ", letters)}}], layer);

                /// <inheritdoc/>
                {{Aliases.UnscopedRef}}
                public global::System.ReadOnlySpan<float> Vector(char letter, int layer = 0) => letter switch
                {
            """);
        foreach (IGrouping<char, TraceVector> same in vectors.GroupBy(static vector => vector.Letter))
        {
            writer.Line($"        '{same.Key}' => {Choice(cells, [.. same])},");
        }

        writer.Lines($$"""
                    _ => {{Services}}Traces.NoVector(letter),
                };
            """);
        foreach (TraceVector vector in vectors)
        {
            EmitVector(writer, trace, cells, vector);
        }

        writer.Line("}");
    }

    /// <summary>Returns the call of a vector. A letter may mean different vectors in different cells.</summary>
    private static string Choice(IReadOnlyList<CellPlace> cells, TraceVector[] vectors)
    {
        if (vectors.Length == 1)
        {
            return vectors[0].Name + "(layer)";
        }

        IEnumerable<string> arms = vectors.Select((vector, index) =>
        {
            IEnumerable<string> layers = cells
                .Where(cell => TracePlan.VectorsOf(cell.Shape).Any(other => other.Name == vector.Name))
                .Select(static cell => Text.Int(cell.Number));
            return $"{(index == vectors.Length - 1 ? "_" : string.Join(" or ", layers))} => {vector.Name}(layer)";
        });
        return $"layer switch {{ {string.Join(", ", arms)} }}";
    }

    private static string LettersOf(CellShape cell)
    {
        string Of(params EquationRole[] roles) => Text.Literal(string.Concat(TracePlan.VectorsOf(cell)
            .Where(vector => roles.Contains(vector.Equation.Role))
            .Select(static vector => vector.Letter)));
        return $"new({Of(EquationRole.Gate, EquationRole.Value)}, {Of(EquationRole.Candidate)}, {Of(EquationRole.State)})";
    }

    private static void EmitVector(SourceWriter writer, TracePlan trace, IReadOnlyList<CellPlace> cells, TraceVector vector)
    {
        TraceVector?[] places =
        [
            .. cells.Select(cell => TracePlan.VectorsOf(cell.Shape).FirstOrDefault(other => other.Name == vector.Name)),
        ];
        string length = vector.Letter == CellBuilder.HiddenLetter && cells.Any(static cell => cell.Shape.Projection > 0)
            ? "[hidden or projection]"
            : "[hidden]";
        string values = string.Join(
            ", ",
            places.Select((place, cell) => place is null ? "0, 0" : $"{Text.Int(trace.StartOf(cell) + place.Offset)}, {Text.Int(place.Length)}"));
        writer.Line();
        writer.Lines($$"""
                /// <summary>Returns the {{vector.Equation.Meaning.Split(',')[0]}} of a layer, {{length}}{{(places.Contains(null) ? "; empty if its cell has none" : "")}}.</summary>
                /// <param name="layer">The recurrent layer, from 0.</param>
                {{Aliases.UnscopedRef}}
                public global::System.ReadOnlySpan<float> {{vector.Name}}(int layer = 0) =>
                    {{Services}}StateAccess.Vector(ref _values, layer, [{{values}}]);
            """);
    }
}
