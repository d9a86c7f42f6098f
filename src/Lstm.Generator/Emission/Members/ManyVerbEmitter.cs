using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the verbs that advance many streams: each checks its arguments once and passes them to the kernel that the plan has chosen.
/// </summary>
internal static class ManyVerbEmitter
{
    private const string Services = Aliases.Services;
    private const string Uncovered = Aliases.Uncovered;
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Results = "global::System.Span<float>";
    private const string First = Aliases.MemoryMarshal + ".GetReference";
    private const string FirstState = "ref " + Aliases.Unsafe + ".As<State, float>(ref " + First + "(states))";

    public static void Emit(SourceWriter writer, KernelSet kernels)
    {
        KernelPlan plan = kernels.Wide;
        string weights = VerbEmitter.Weights(kernels.IsOwned(static plan => plan.ManyMemory));
        string type = $"global::Lstm.Generated.{kernels.WideName}";
        writer.Lines($$"""
            /// <inheritdoc/>
            {{Uncovered}}
            public void StepMany(
                global::System.Span<State> states,
                {{Floats}} inputs,
                {{Results}} outputs)
            {
                {{Services}}SpanLengths.CheckStepMany(states.Length, inputs, outputs, InputSize, OutputSize);
            """);
        switch (plan.Many)
        {
            case StreamsInLanes lanes:
                EmitLanes(writer, lanes, type, weights);
                EmitLoop(writer, "inLanes");
                break;
            case SharedLoads:
                writer.Lines($$"""
                        int together = global::Lstm.Generated.{{kernels.Dispatch}}.StepMany(
                            {{weights}},
                            {{FirstState}},
                            ref {{First}}(inputs),
                            ref {{First}}(outputs),
                            states.Length);
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
            {{Uncovered}}
            public void StepMany(
                global::Lstm.StateBlock<State> states,
                {{Floats}} inputs,
                {{Results}} outputs) =>
                StepMany(states, first: 0, {{Services}}StateBlocks.CountOf(states), inputs, outputs);

            /// <inheritdoc/>
            {{Uncovered}}
            public void StepMany(
                global::Lstm.StateBlock<State> states,
                int first,
                int count,
                {{Floats}} inputs,
                {{Results}} outputs)
            {
                {{Services}}StateBlocks.Check(states, first, count, inputs, outputs, InputSize, OutputSize);
            """);
        if (plan.Many is StreamsInLanes block)
        {
            EmitLanesOfBlock(writer, block, type, weights);
        }
        else
        {
            writer.Line($"    StepMany({Services}StateBlocks.Streams(states, first, count), inputs, outputs);");
        }

        writer.Lines("""
            }

            """);
    }

    private static void EmitLanes(SourceWriter writer, StreamsInLanes plan, string type, string weights) => writer.Lines($$"""
            // {{Groups(plan.FewestStates)}}
            int inLanes = {{Services}}StreamBatches.CountOf(states.Length, fewest: {{Text.Int(plan.FewestStates)}});
            {{Services}}StreamBatches.StepStates<{{type}}.{{LaneKernelEmitter.Name}}>(
                {{weights}},
                {{FirstState}},
                ref {{First}}(inputs),
                ref {{First}}(outputs),
                inLanes);
        """);

    private static string Groups(int fewest) =>
        "The first inLanes streams advance in groups of eight. " +
        $"A last, partial group has at least {Text.Int(fewest)} streams; fewer advance singly.";

    private static void EmitLoop(SourceWriter writer, string first) => writer.Lines($$"""
            for (int stream = {{first}}; stream < states.Length; stream++)
            {
                Step(ref states[stream], inputs.Slice(stream * InputSize, InputSize), outputs.Slice(stream * OutputSize, OutputSize));
            }
        """);

    private static void EmitLanesOfBlock(SourceWriter writer, StreamsInLanes plan, string type, string weights) => writer.Lines($$"""
            // {{Groups(plan.FewestOfBlock)}}
            int inLanes = {{Services}}StreamBatches.CountOf(count, fewest: {{Text.Int(plan.FewestOfBlock)}});
            {{Services}}StreamBatches.StepLanes<{{type}}.{{LaneKernelEmitter.Name}}>(
                {{weights}},
                ref {{Services}}StateBlocks.Lanes(states, first),
                ref {{First}}(inputs),
                ref {{First}}(outputs),
                inLanes);
            for (int stream = inLanes; stream < count; stream++)
            {
                State state = states[first + stream];
                Step(ref state, inputs.Slice(stream * InputSize, InputSize), outputs.Slice(stream * OutputSize, OutputSize));
                states[first + stream] = state;
            }
        """);
}
