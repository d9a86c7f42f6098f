using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the verb of a network with pooling, which computes one output for a sequence.</summary>
internal static class PredictEmitter
{
    private const string Services = Aliases.Services;
    private const string Uncovered = Aliases.Uncovered;
    private const string Floats = "global::System.ReadOnlySpan<float>";
    private const string Results = "global::System.Span<float>";

    public static void Emit(SourceWriter writer, KernelPlan plan, string name)
    {
        NetworkShape network = plan.Declared;
        if (network.Pool is null)
        {
            return;
        }

        // A network that can step has outputs for all steps, of which the last is the result.
        string run = network.IsCausal
            ? $"{Services}Pools.LastOfRun<{name}, State>(this, ref state, inputs, output);"
            : "Run(ref state, inputs, output);";
        string owner = ScratchPlan.IsOwned(plan.StateMemory) ? "_weights, " : "";
        string start = network.IsCausal
            ? $"{Services}Pools.LastFromStart<{name}, State>(this, {owner}inputs, output);"
            : "Run(inputs, output);";
        writer.Lines($"""
            /// <inheritdoc/>
            {Uncovered}
            public void Predict({Floats} inputs, {Results} output) =>
                {start}

            /// <inheritdoc/>
            {Uncovered}
            public void Predict(ref State state, {Floats} inputs, {Results} output) =>
                {run}

            """);
        if (!network.IsCausal)
        {
            writer.Lines($"""
                {Uncovered}
                static int global::Lstm.INetwork<State>.OutputSteps(int steps) => 1;

                """);
        }
    }
}
