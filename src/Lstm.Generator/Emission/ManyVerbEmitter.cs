using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints the verbs that advance many streams: each checks its arguments once and hands them to the kernel that the plan has chosen.</summary>
internal static class ManyVerbEmitter
{
    private const string Services = "global::Lstm.CompilerServices";
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Results = "global::System.Span<float>";
    private const string Memory = "global::System.Runtime.InteropServices.MemoryMarshal";
    private const string Unsafe = "global::System.Runtime.CompilerServices.Unsafe";
    private const string FirstState = $"ref {Unsafe}.As<State, float>(ref {Memory}.GetReference(states))";
    private const string Spans = $"ref {Memory}.GetReference(inputs), ref {Memory}.GetReference(outputs)";

    public static void Emit(SourceWriter writer, KernelPlan plan, string kernel, string generated)
    {
        string type = $"global::Lstm.Generated.{kernel}";
        writer.Lines($$"""
            /// <inheritdoc/>
            {{generated}}
            public void StepMany(global::System.Span<State> states, {{Floats}} inputs, {{Results}} outputs)
            {
                {{Services}}.SpanLengths.CheckStepMany(states.Length, inputs, outputs, InputSize, OutputSize);
            """);
        switch (plan.Many)
        {
            case StreamsInLanes lanes:
                EmitLanes(writer, lanes, type);
                EmitLoop(writer, "inLanes");
                break;
            case SharedLoads:
                writer.Lines($$"""
                        int together = global::Lstm.Generated.{{DispatchEmitter.NameOf(kernel)}}.StepMany(
                            ref _weights.First, {{FirstState}},
                            {{Spans}}, states.Length);
                    """);
                EmitLoop(writer, "together");
                break;
            default:
                EmitLoop(writer, "0");
                break;
        }

        writer.Lines($$"""
            }

            /// <inheritdoc/>
            {{generated}}
            public void StepMany(global::Lstm.StateBlock<State> states, {{Floats}} inputs, {{Results}} outputs) =>
                StepMany(states, first: 0, {{Services}}.StateBlocks.CountOf(states), inputs, outputs);

            /// <inheritdoc/>
            {{generated}}
            public void StepMany(global::Lstm.StateBlock<State> states, int first, int count, {{Floats}} inputs, {{Results}} outputs)
            {
                {{Services}}.StateBlocks.Check(states, first, count, inputs, outputs, InputSize, OutputSize);
            """);
        if (plan.Many is StreamsInLanes block)
        {
            EmitLanesOfBlock(writer, block, type);
        }
        else
        {
            writer.Line($"    StepMany({Services}.StateBlocks.Streams(states, first, count), inputs, outputs);");
        }

        writer.Lines("""
            }

            """);
    }

    private static void EmitLanes(SourceWriter writer, StreamsInLanes plan, string type) => writer.Lines($$"""
            int inLanes = {{Services}}.StreamBatches.CountOf(states.Length, fewest: {{plan.FewestStates}});
            {{Services}}.StreamBatches.StepStates<{{type}}.{{LaneKernelEmitter.Name}}>(
                ref _weights.First, {{FirstState}},
                {{Spans}}, inLanes);
        """);

    private static void EmitLoop(SourceWriter writer, string first) => writer.Lines($$"""
            for (int stream = {{first}}; stream < states.Length; stream++)
            {
                Step(ref states[stream], inputs.Slice(stream * InputSize, InputSize), outputs.Slice(stream * OutputSize, OutputSize));
            }
        """);

    private static void EmitLanesOfBlock(SourceWriter writer, StreamsInLanes plan, string type) => writer.Lines($$"""
            int inLanes = {{Services}}.StreamBatches.CountOf(count, fewest: {{plan.FewestOfBlock}});
            {{Services}}.StreamBatches.StepLanes<{{type}}.{{LaneKernelEmitter.Name}}>(
                ref _weights.First, ref {{Services}}.StateBlocks.Lanes(states, first),
                {{Spans}}, inLanes);
            for (int stream = inLanes; stream < count; stream++)
            {
                State state = states[first + stream];
                Step(ref state, inputs.Slice(stream * InputSize, InputSize), outputs.Slice(stream * OutputSize, OutputSize));
                states[first + stream] = state;
            }
        """);
}
