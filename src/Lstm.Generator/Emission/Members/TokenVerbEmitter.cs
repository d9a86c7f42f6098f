using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the verbs that take tokens as integers.</summary>
internal static class TokenVerbEmitter
{
    private const string Services = Aliases.Services;
    private const string Tokens = "global::System.ReadOnlySpan<int>";

    public static void Emit(SourceWriter writer, KernelPlan plan, string name)
    {
        NetworkShape network = plan.Declared;
        if (network.Vocabulary == 0)
        {
            return;
        }

        string vocabulary = $"vocabulary: {Text.Int(network.Vocabulary)}";
        string run = network.IsCausal ? "Run" : "RunSequence";
        string shape = network.Pool is not null && !network.IsCausal
            ? "the output of the sequence, [output]"
            : "the outputs, [steps, output]";
        writer.Lines($"""
            /// <summary>Advances one stream over tokens.</summary>
            /// <param name="state">The stream's state, advanced by all steps.</param>
            /// <param name="tokens">The tokens, [steps].</param>
            /// <param name="outputs">Receives {shape}.</param>
            /// <exception cref="global::System.ArgumentOutOfRangeException">A number is no token. Nothing has changed.</exception>
            /// <exception cref="global::System.ArgumentException">The length of the outputs does not match.</exception>
            {Aliases.Uncovered}
            public void Run(ref State state, {Tokens} tokens, {Aliases.Outputs} outputs) =>
                {Services}Tokens.{run}<{name}, State>(this, ref state, tokens, outputs, {vocabulary});

            """);
        if (network.Pool is not null)
        {
            writer.Lines($"""
                /// <summary>Computes the output of a sequence of tokens from the initial state.</summary>
                /// <param name="tokens">The tokens, [steps], at least one.</param>
                /// <param name="output">Receives the output, [output].</param>
                /// <exception cref="global::System.ArgumentOutOfRangeException">A number is no token.</exception>
                /// <exception cref="global::System.ArgumentException">
                /// There is no token, or the length of the output does not match.
                /// </exception>
                {Aliases.Uncovered}
                public void Predict({Tokens} tokens, {Aliases.Outputs} output) =>
                    {Services}Tokens.Predict<{name}, State>(this, tokens, output, {vocabulary});

                """);
        }
    }
}
