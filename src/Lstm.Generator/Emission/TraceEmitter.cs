using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints what a class with a trace has besides: the nested <c>Trace</c>, the step that fills it, and what a traced layer leaves behind.</summary>
internal static class TraceEmitter
{
    private const string Services = "global::Lstm.CompilerServices";
    private const string Memory = "global::System.Runtime.InteropServices.MemoryMarshal";

    /// <summary>The name of the kernel that leaves a trace.</summary>
    public static string NameOf(string kernel) => kernel + "Traced";

    /// <summary>What a layer has done, from where its gates and its state stand to its place in the trace.</summary>
    public static void EmitLayer(SourceWriter writer, KernelPlan plan, string state, string trace)
    {
        CellShape cell = plan.Shape.Cell;
        writer.Line(
            $"Traces.Write(ref sums, ref {state}, ref {trace}, hidden: {Text.Int(cell.Hidden)}, width: {Text.Int(cell.Width)}, " +
            $"coupled: {(cell.CoupledGates ? "true" : "false")});");
    }

    /// <summary>The member that fills a trace.</summary>
    public static void EmitStep(SourceWriter writer, KernelPlan plan, string dispatch, string generated) => writer.Lines($$"""
        /// <inheritdoc/>
        {{generated}}
        public void Step(ref State state, global::System.ReadOnlySpan<float> input, global::System.Span<float> output, ref Trace trace)
        {
            {{VerbEmitter.CheckOfStep(plan)}}
            global::Lstm.Generated.{{dispatch}}.Trace(
                ref _weights.First, ref global::System.Runtime.CompilerServices.Unsafe.As<State, float>(ref state),
                ref {{Memory}}.GetReference(input), ref {{Memory}}.GetReference(output), ref trace);
        }

        """);

    /// <summary>What that member calls: a method beside the choice between the other kernels.</summary>
    public static void EmitDispatch(SourceWriter writer, KernelPlan traced, string kernel) => writer.Lines($$"""

        /// <summary>The one kernel that leaves a trace is for all processors.</summary>
        public static void Trace<TTrace>(ref float weights, ref float state, ref float x, ref float y, ref TTrace trace)
            where TTrace : unmanaged =>
            Traces.Step<{{NameOf(kernel)}}, TTrace>(ref weights, ref state, ref x, ref y, sums: {{Text.Int(traced.Scratch.Length)}}, ref trace);
        """);

    /// <summary>The nested type.</summary>
    public static void EmitType(SourceWriter writer, KernelPlan traced, string generated)
    {
        TracePlan trace = traced.Trace!;
        int hidden = traced.Shape.Hidden;
        string Vector(string name, int offset, int length) => $$"""

                /// <inheritdoc/>
                [global::System.Diagnostics.CodeAnalysis.UnscopedRef]
                public global::System.ReadOnlySpan<float> {{name}}(int layer = 0) =>
                    {{Services}}.StateAccess.Vector(ref _values, layer, count: LayerCount, stride: {{Text.Int(trace.Layer)}}, offset: {{Text.Int(offset)}}, length: {{Text.Int(length)}});
            """;

        writer.Line();
        writer.Lines($$"""
            /// <summary>What went on inside of the network in one step: a plain value.</summary>
            {{generated}}
            public struct Trace : global::Lstm.ILstmTrace
            {
                // For each layer i, f, g, o, c, and then h.
                private Values _values;

                [global::System.Runtime.CompilerServices.InlineArray({{Text.Int(trace.Length)}})]
                private struct Values
                {
                    private float _first;
                }
            {{Vector("InputGate", 0, hidden)}}
            {{Vector("ForgetGate", hidden, hidden)}}
            {{Vector("Candidate", 2 * hidden, hidden)}}
            {{Vector("OutputGate", 3 * hidden, hidden)}}
            {{Vector("Cell", 4 * hidden, hidden)}}
            {{Vector("Hidden", trace.Hidden, traced.Shape.Cell.Width)}}
            }
            """);
    }
}
