using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>
/// Prints the verbs that advance many streams: each checks its arguments once and passes them to the kernel that the plan has chosen.
/// </summary>
internal static class ManyVerbEmitter
{
    private const string Services = Aliases.Services;
    private const string Inputs = Aliases.Inputs;
    private const string Outputs = Aliases.Outputs;
    private const string SpansOfStream =
        "inputs.Slice(stream * InputSize, InputSize), outputs.Slice(stream * OutputSize, OutputSize)";

    public static void Emit(SourceWriter writer, KernelSet kernels)
    {
        using (Verb.Open(writer, $"""
            public void StepMany(
                global::System.Span<State> states,
                {Inputs} inputs,
                {Outputs} outputs)
            """))
        {
            writer.Line($"{Services}SpanLengths.CheckStepMany(states.Length, inputs, outputs, InputSize, OutputSize);");
            Verb.EmitCheckOfTokens(writer, kernels.Wide, "inputs");
            EmitStates(writer, kernels);
        }

        writer.Line();
        writer.Lines($"""
            /// <inheritdoc/>
            {Aliases.Uncovered}
            public void StepMany(
                global::Lstm.StateBlock<State> states,
                {Inputs} inputs,
                {Outputs} outputs) =>
                StepMany(states, first: 0, {Services}StateBlocks.CountOf(states), inputs, outputs);
            """);
        using (Verb.Open(writer, $"""
            public void StepMany(
                global::Lstm.StateBlock<State> states,
                int first,
                int count,
                {Inputs} inputs,
                {Outputs} outputs)
            """))
        {
            writer.Line($"{Services}StateBlocks.Check(states, first, count, inputs, outputs, InputSize, OutputSize);");
            Verb.EmitCheckOfTokens(writer, kernels.Wide, "inputs");
            EmitBlock(writer, kernels);
        }
    }

    /// <summary>Prints the step of separate states: together as far as they can, and the rest one by one.</summary>
    private static void EmitStates(SourceWriter writer, KernelSet kernels)
    {
        const string states = "ref " + Aliases.Unsafe + ".As<State, float>(ref " + Aliases.MemoryMarshal + ".GetReference(states))";
        string first = "0";
        if (kernels.Wide.Many is StreamsInLanes plan)
        {
            first = "inLanes";
            EmitLanes(writer, kernels, plan.FewestStates, "states.Length", "StepStates", states);
        }
        else if (kernels.Wide.Many is SharedLoads)
        {
            first = "together";
            EmitCall(writer, kernels, $"int together = {kernels.FullDispatch}.StepMany", states, "states.Length");
        }

        writer.Lines($$"""
            for (int stream = {{first}}; stream < states.Length; stream++)
            {
                Step(ref states[stream], {{SpansOfStream}});
            }
            """);
    }

    /// <summary>Prints the step of states in a block, which stores them as the kernel reads them.</summary>
    private static void EmitBlock(SourceWriter writer, KernelSet kernels)
    {
        if (kernels.Wide.Many is not StreamsInLanes plan)
        {
            writer.Line($"StepMany({Services}StateBlocks.Streams(states, first, count), inputs, outputs);");
            return;
        }

        EmitLanes(writer, kernels, plan.FewestOfBlock, "count", "StepLanes", $"ref {Services}StateBlocks.Lanes(states, first)");
        writer.Lines($$"""
            for (int stream = inLanes; stream < count; stream++)
            {
                State state = states[first + stream];
                Step(ref state, {{SpansOfStream}});
                states[first + stream] = state;
            }
            """);
    }

    private static void EmitLanes(SourceWriter writer, KernelSet kernels, int fewest, string count, string method, string states)
    {
        string number = Text.Int(fewest);
        writer.Line(
            "// The first inLanes streams advance in groups of eight. " +
            $"A last, partial group has at least {number} streams; fewer advance singly.");
        writer.Line($"int inLanes = {Services}StreamBatches.CountOf({count}, fewest: {number});");
        string kernel = $"global::Lstm.Generated.{kernels.WideName}.{LaneKernelEmitter.Name}";
        EmitCall(writer, kernels, $"{Services}StreamBatches.{method}<{kernel}>", states, "inLanes");
    }

    private static void EmitCall(SourceWriter writer, KernelSet kernels, string method, string states, string count) => Verb.EmitCall(
        writer,
        method,
        kernels.IsOwned(static plan => plan.ManyMemory),
        states,
        Verb.First("inputs"),
        Verb.First("outputs"),
        count);
}
