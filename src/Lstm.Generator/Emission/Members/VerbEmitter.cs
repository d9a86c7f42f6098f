using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints the verbs that advance a state: each checks the lengths of its spans once and passes them to the kernel.</summary>
internal static class VerbEmitter
{
    private const string Services = Aliases.Services;
    private const string Uncovered = Aliases.Uncovered;
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Results = "global::System.Span<float>";
    private const string First = Aliases.MemoryMarshal + ".GetReference";
    private const string StateValues = "ref " + Aliases.Unsafe + ".As<State, float>(ref state)";

    public static void Emit(SourceWriter writer, KernelSet kernels, string name)
    {
        if (kernels.Wide.Network.IsCausal)
        {
            EmitSteps(writer, kernels, name);
        }
        else
        {
            EmitSequences(writer, kernels, name);
        }

        if (kernels.Wide.Network.IsRandom)
        {
            EmitSeed(writer, kernels.Wide);
        }
    }

    private static void EmitSteps(SourceWriter writer, KernelSet kernels, string name)
    {
        string dispatch = $"global::Lstm.Generated.{kernels.Dispatch}";
        bool runIsOwned = kernels.IsOwned(static plan => plan.Scratch.Length);
        (string step, bool stepIsOwned, string steps) = kernels.StepsApart
            ? ("Step", kernels.IsOwned(static plan => plan.Scratch.Step), "")
            : ("Run", runIsOwned, ",\n        steps: 1");
        writer.Lines($$"""
            /// <inheritdoc/>
            {{Uncovered}}
            public void Step(ref State state, {{Floats}} input, {{Results}} output)
            {
                {{CheckOfStep(kernels.Wide)}}
                {{dispatch}}.{{step}}(
                    {{Weights(stepIsOwned)}},
                    {{StateValues}},
                    ref {{First}}(input),
                    ref {{First}}(output){{steps}});
            }

            /// <inheritdoc/>
            {{Uncovered}}
            public void Run(ref State state, {{Floats}} inputs, {{Results}} outputs)
            {
                int steps = {{Services}}SpanLengths.CheckRun(inputs, outputs, InputSize, OutputSize);
                {{dispatch}}.Run(
                    {{Weights(runIsOwned)}},
                    {{StateValues}},
                    ref {{First}}(inputs),
                    ref {{First}}(outputs),
                    steps);
            }

            """);
        ManyVerbEmitter.Emit(writer, kernels);
        writer.Lines($$"""
            /// <inheritdoc/>
            {{Uncovered}}
            public State RestState({{Floats}} input) =>
                global::Lstm.RestStates.Of<{{name}}, State>(this, input);

            """);
    }

    /// <summary>
    /// The check of a step's spans. With one residual value the spans are the same or do not overlap, so that the lengths are enough.
    /// </summary>
    public static string CheckOfStep(KernelPlan plan) => plan.Network is { Residual: true, Input: > 1 }
        ? $"{Services}SpanLengths.CheckResidualStep(input, output, InputSize, OutputSize);"
        : $"{Services}SpanLengths.CheckStep(input.Length, output.Length, InputSize, OutputSize);";

    /// <summary>Returns the weights as an argument: the model's, which own buffers, or only the first of them.</summary>
    public static string Weights(bool owned) => owned ? "_weights" : "ref _weights.First";

    private static void EmitSequences(SourceWriter writer, KernelSet kernels, string name)
    {
        string weights = Weights(kernels.IsOwned(static plan => plan.Scratch.Length));
        string kind = kernels.Wide.Network.Pool is null ? "CheckSequence" : "CheckPooled";
        string check = $"{Services}SpanLengths.{kind}(inputs, outputs, InputSize, OutputSize)";
        string dispatch = "global::Lstm.Generated." + kernels.Dispatch;
        string floats = Text.Int(kernels.Wide.Sequences.FloatsPerStep);
        writer.Lines($$"""
            /// <inheritdoc/>
            {{Uncovered}}
            public static int ScratchLength(int steps) => {{Services}}Sequences.ScratchLength(steps, floatsPerStep: {{floats}});

            /// <inheritdoc/>
            {{Uncovered}}
            {{WithoutState(kernels.Wide, name)}}

            /// <inheritdoc/>
            {{Uncovered}}
            public void Run(ref State state, {{Floats}} inputs, {{Results}} outputs)
            {
                int steps = {{check}};
                {{dispatch}}.RunRented(
                    {{weights}},
                    {{StateValues}},
                    ref {{First}}(inputs),
                    ref {{First}}(outputs),
                    steps,
                    ScratchLength(steps));
            }

            /// <inheritdoc/>
            {{Uncovered}}
            public void Run(
                ref State state,
                {{Floats}} inputs,
                {{Results}} outputs,
                {{Results}} scratch)
            {
                int steps = {{check}};
                {{Services}}SpanLengths.CheckScratch(inputs, outputs, scratch, ScratchLength(steps));
                {{dispatch}}.Run(
                    {{weights}},
                    {{StateValues}},
                    ref {{First}}(inputs),
                    ref {{First}}(outputs),
                    ref {{First}}(scratch),
                    steps);
            }

            """);
    }

    /// <summary>Returns the run from the initial state. A state that is too large for the stack is in a buffer of the model.</summary>
    private static string WithoutState(KernelPlan plan, string name) => ScratchPlan.IsOwned(plan.StateMemory)
        ? $"""
            public void Run({Floats} inputs, {Results} outputs) =>
                {Services}Sequences.RunFromStart<{name}, State>(this, _weights, inputs, outputs);
            """
        : $$"""
            public void Run({{Floats}} inputs, {{Results}} outputs)
            {
                State state = InitialState;
                Run(ref state, inputs, outputs);
            }
            """;

    private static void EmitSeed(SourceWriter writer, KernelPlan plan) => writer.Lines($$"""
        /// <summary>Restarts the random numbers of a stream from a seed. The rest of the state does not change.</summary>
        /// <remarks>
        /// Equal seeds give equal numbers, different seeds independent ones. The numbers of a default state are those of the seed 0.
        /// </remarks>
        /// <param name="state">The state of the stream.</param>
        /// <param name="seed">Any number.</param>
        {{Uncovered}}
        public static void Seed(ref State state, ulong seed) =>
            {{Services}}ForgetDraws.Seed(ref {{Aliases.Unsafe}}.Add({{StateValues}}, {{Text.Int(plan.State.Random)}}), seed);

        """);
}
