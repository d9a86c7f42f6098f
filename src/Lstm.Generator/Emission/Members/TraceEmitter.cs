using Lstm.Generator.Planning;

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
        int hidden = traced.Recurrent[0].Cell.Hidden;
        string stride = Text.Int(trace.Layer);
        string Vector(string name, int offset, int length) => $$"""

                /// <inheritdoc/>
                {{Aliases.UnscopedRef}}
                public global::System.ReadOnlySpan<float> {{name}}(int layer = 0) => {{Services}}StateAccess.Vector(
                    ref _values, layer, count: LayerCount, stride: {{stride}}, offset: {{Text.Int(offset)}}, length: {{Text.Int(length)}});
            """;

        writer.Line();
        writer.Lines($$"""
            /// <summary>The gates and states of one step: a plain value.</summary>
            {{Aliases.Generated(writer)}}
            public struct Trace : global::Lstm.ILstmTrace
            {
                // For each layer i, f, g, o, c, and then h.
                private Values _values;

                {{Aliases.InlineArray(trace.Length)}}
                private struct Values
                {
                    private float _first;
                }
            {{Vector("InputGate", 0, hidden)}}
            {{Vector("ForgetGate", hidden, hidden)}}
            {{Vector("Candidate", 2 * hidden, hidden)}}
            {{Vector("OutputGate", 3 * hidden, hidden)}}
            {{Vector("Cell", 4 * hidden, hidden)}}
            {{Vector("Hidden", 5 * hidden, traced.Recurrent[0].Cell.Width)}}
            }
            """);
    }
}
