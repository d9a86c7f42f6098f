using Lstm.Generator.Planning;

namespace Lstm.Generator.Emission;

/// <summary>Prints the verbs that advance a state: each checks the lengths of its spans once and passes them to the kernel.</summary>
internal static class VerbEmitter
{
    private const string Services = Aliases.Services;
    private const string Inputs = Aliases.Inputs;
    private const string Outputs = Aliases.Outputs;

    public static void Emit(SourceWriter writer, KernelSet kernels, string name)
    {
        if (kernels.Wide.Network.IsCausal)
        {
            EmitSteps(writer, kernels);
            ManyVerbEmitter.Emit(writer, kernels);
            EmitRestState(writer, name);
        }
        else
        {
            EmitSequences(writer, kernels, name);
        }

        writer.Line();
        if (kernels.Wide.Network.IsRandom)
        {
            EmitSeed(writer, kernels.Wide);
        }
    }

    private static void EmitSteps(SourceWriter writer, KernelSet kernels)
    {
        bool runIsOwned = kernels.IsOwned(static plan => plan.Scratch.Length);
        (string input, string output) = (Verb.First("input"), Verb.First("output"));
        using (Verb.Open(writer, $"public void Step(ref State state, {Inputs} input, {Outputs} output)"))
        {
            Verb.EmitCheckOfStep(writer, kernels.Wide);
            if (kernels.StepsApart)
            {
                bool stepIsOwned = kernels.IsOwned(static plan => plan.Scratch.Step);
                Verb.EmitCall(writer, $"{kernels.FullDispatch}.Step", stepIsOwned, Verb.State, input, output);
            }
            else
            {
                Verb.EmitCall(writer, $"{kernels.FullDispatch}.Run", runIsOwned, Verb.State, input, output, "steps: 1");
            }
        }

        using (Verb.Open(writer, $"public void Run(ref State state, {Inputs} inputs, {Outputs} outputs)"))
        {
            writer.Line($"int steps = {Services}SpanLengths.CheckRun(inputs, outputs, InputSize, OutputSize);");
            Verb.EmitCheckOfTokens(writer, kernels.Wide, "inputs");
            Verb.EmitCall(
                writer, $"{kernels.FullDispatch}.Run", runIsOwned, Verb.State, Verb.First("inputs"), Verb.First("outputs"), "steps");
        }
    }

    private static void EmitRestState(SourceWriter writer, string name)
    {
        writer.Line();
        writer.Lines($$"""
            /// <inheritdoc/>
            {{Aliases.Uncovered}}
            public State RestState({{Inputs}} input) =>
                global::Lstm.RestStates.Of<{{name}}, State>(this, input);
            """);
    }

    private static void EmitSequences(SourceWriter writer, KernelSet kernels, string name)
    {
        bool owned = kernels.IsOwned(static plan => plan.Scratch.Length);
        string kind = kernels.Wide.Network.Pool is null ? "CheckSequence" : "CheckPooled";
        string check = $"int steps = {Services}SpanLengths.{kind}(inputs, outputs, InputSize, OutputSize);";
        (string inputs, string outputs) = (Verb.First("inputs"), Verb.First("outputs"));
        string floats = Text.Int(kernels.Wide.Sequences.FloatsPerStep);
        writer.Lines($$"""
            /// <inheritdoc/>
            {{Aliases.Uncovered}}
            public static int ScratchLength(int steps) => {{Services}}Sequences.ScratchLength(steps, floatsPerStep: {{floats}});

            /// <inheritdoc/>
            {{Aliases.Uncovered}}
            {{WithoutState(kernels.Wide, name)}}
            """);
        using (Verb.Open(writer, $"public void Run(ref State state, {Inputs} inputs, {Outputs} outputs)"))
        {
            writer.Line(check);
            Verb.EmitCheckOfTokens(writer, kernels.Wide, "inputs");
            Verb.EmitCall(
                writer, $"{kernels.FullDispatch}.RunRented", owned, Verb.State, inputs, outputs, "steps", "ScratchLength(steps)");
        }

        using (Verb.Open(writer, $"""
            public void Run(
                ref State state,
                {Inputs} inputs,
                {Outputs} outputs,
                {Outputs} scratch)
            """))
        {
            writer.Line(check);
            Verb.EmitCheckOfTokens(writer, kernels.Wide, "inputs");
            writer.Line($"{Services}SpanLengths.CheckScratch(inputs, outputs, scratch, ScratchLength(steps));");
            Verb.EmitCall(
                writer, $"{kernels.FullDispatch}.Run", owned, Verb.State, inputs, outputs, Verb.First("scratch"), "steps");
        }
    }

    /// <summary>Returns the run from the initial state. A state that is too large for the stack is in a buffer of the model.</summary>
    private static string WithoutState(KernelPlan plan, string name) => ScratchPlan.IsOwned(plan.StateMemory)
        ? $"""
            public void Run({Inputs} inputs, {Outputs} outputs) =>
                {Services}Sequences.RunFromStart<{name}, State>(this, _weights, inputs, outputs);
            """
        : $$"""
            public void Run({{Inputs}} inputs, {{Outputs}} outputs)
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
        {{Aliases.Uncovered}}
        public static void Seed(ref State state, ulong seed) =>
            {{Services}}ForgetDraws.Seed(ref {{Aliases.Unsafe}}.Add({{Verb.State}}, {{Text.Int(plan.State.Random)}}), seed);

        """);
}
