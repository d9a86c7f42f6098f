using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints the verbs that advance a state: each checks the lengths of its spans once and hands them to the kernel.</summary>
internal static class VerbEmitter
{
    private const string Services = "global::Lstm.CompilerServices";
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Results = "global::System.Span<float>";
    private const string Memory = "global::System.Runtime.InteropServices.MemoryMarshal";
    private const string StateValues = "ref global::System.Runtime.CompilerServices.Unsafe.As<State, float>(ref state)";

    public static void Emit(SourceWriter writer, KernelPlan plan, string name, string kernel, string generated)
    {
        if (plan.Shape.IsCausal)
        {
            EmitSteps(writer, plan, name, kernel, generated);
        }
        else
        {
            EmitSequences(writer, plan, kernel, generated);
        }

        if (plan.Shape.Cell.StochasticForget)
        {
            EmitSeed(writer, plan, generated);
        }
    }

    private static void EmitSteps(SourceWriter writer, KernelPlan plan, string name, string kernel, string generated)
    {
        string run = $"global::Lstm.Generated.{DispatchEmitter.NameOf(kernel)}.Run";

        writer.Lines($$"""
            /// <inheritdoc/>
            {{generated}}
            public void Step(ref State state, {{Floats}} input, {{Results}} output)
            {
                {{CheckOfStep(plan)}}
                {{run}}(
                    ref _weights.First, {{StateValues}},
                    ref {{Memory}}.GetReference(input), ref {{Memory}}.GetReference(output), steps: 1);
            }

            /// <inheritdoc/>
            {{generated}}
            public void Run(ref State state, {{Floats}} inputs, {{Results}} outputs)
            {
                int steps = {{Services}}.SpanLengths.CheckRun(inputs, outputs, InputSize, OutputSize);
                {{run}}(
                    ref _weights.First, {{StateValues}},
                    ref {{Memory}}.GetReference(inputs), ref {{Memory}}.GetReference(outputs), steps);
            }

            """);
        ManyVerbEmitter.Emit(writer, plan, kernel, generated);
        writer.Lines($$"""
            /// <inheritdoc/>
            {{generated}}
            public State RestState({{Floats}} input) => global::Lstm.RestStates.Of<{{name}}, State>(this, input);

            """);
    }

    /// <summary>The check of a step's spans. One value can only be the other or not.</summary>
    public static string CheckOfStep(KernelPlan plan) => plan.Shape is { Residual: true, Input: > 1 }
        ? $"{Services}.SpanLengths.CheckResidualStep(input, output, InputSize, OutputSize);"
        : $"{Services}.SpanLengths.CheckStep(input.Length, output.Length, InputSize, OutputSize);";

    private static void EmitSequences(SourceWriter writer, KernelPlan plan, string kernel, string generated)
    {
        string check = $"{Services}.SpanLengths.CheckSequence(inputs, outputs, InputSize, OutputSize)";
        string dispatch = "global::Lstm.Generated." + DispatchEmitter.NameOf(kernel);
        const string spans = $"ref {Memory}.GetReference(inputs), ref {Memory}.GetReference(outputs)";

        writer.Lines($$"""
            /// <inheritdoc/>
            {{generated}}
            public static int ScratchLength(int steps) => {{Services}}.Sequences.ScratchLength(steps, floatsPerStep: {{plan.Sequences.FloatsPerStep}});

            /// <inheritdoc/>
            {{generated}}
            public void Run({{Floats}} inputs, {{Results}} outputs)
            {
                State state = InitialState;
                Run(ref state, inputs, outputs);
            }

            /// <inheritdoc/>
            {{generated}}
            public void Run(ref State state, {{Floats}} inputs, {{Results}} outputs)
            {
                int steps = {{check}};
                {{dispatch}}.RunRented(
                    ref _weights.First, {{StateValues}},
                    {{spans}},
                    steps, ScratchLength(steps));
            }

            /// <inheritdoc/>
            {{generated}}
            public void Run(ref State state, {{Floats}} inputs, {{Results}} outputs, {{Results}} scratch)
            {
                int steps = {{check}};
                {{Services}}.SpanLengths.CheckScratch(inputs, outputs, scratch, ScratchLength(steps));
                {{dispatch}}.Run(
                    ref _weights.First, {{StateValues}},
                    {{spans}},
                    ref {{Memory}}.GetReference(scratch), steps);
            }

            """);
    }

    private static void EmitSeed(SourceWriter writer, KernelPlan plan, string generated) => writer.Lines($$"""
        /// <summary>Starts a stream's random numbers anew: equal seeds give equal numbers, different ones independent numbers. The rest of the state stays.</summary>
        /// <param name="state">The stream's state. The numbers of a default state are those of the seed 0.</param>
        /// <param name="seed">Any number.</param>
        {{generated}}
        public static void Seed(ref State state, ulong seed) =>
            {{Services}}.ForgetDraws.Seed(ref global::System.Runtime.CompilerServices.Unsafe.Add({{StateValues}}, {{plan.State.Random}}), seed);

        """);
}
