using Lstm.Generator.Model;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the overload of Step for a network with one input, one output or both.</summary>
internal static class ScalarVerbEmitter
{
    private const string Inputs = Aliases.Inputs;
    private const string Outputs = Aliases.Outputs;

    public static void Emit(SourceWriter writer, NetworkShape network, OwnMembers own)
    {
        bool scalarOutput = network.Output == 1;
        if (!network.IsCausal || (network.Input > 1 && !scalarOutput) || own.HasFlag(OwnMembers.ScalarStep))
        {
            return;
        }

        string name = network.Vocabulary > 0 ? "token" : "input";
        (string input, string read, string shapes) =
            network.Vocabulary > 0 ? ("int token", "[token]", "The token of the step.") :
            network.Input == 1 ? ("float input", $"new {Inputs}(in input)", "The input of the step.") :
            ($"{Inputs} input", "input", "The inputs of the step, [input].");
        writer.Lines($"""
            /// <summary>Advances one stream by one step.</summary>
            /// <param name="state">The stream's state, advanced by one step.</param>
            /// <param name="{name}">{shapes}</param>
            """);
        writer.Lines(scalarOutput
            ? $$"""
            /// <returns>The output of the step.</returns>
            {{Aliases.Uncovered}}
            public float Step(ref State state, {{input}})
            {
                float output = 0;
                Step(ref state, {{read}}, new {{Outputs}}(ref output));
                return output;
            }

            """
            : $$"""
            /// <param name="output">Receives the outputs of the step, [output].</param>
            {{Aliases.Uncovered}}
            public void Step(ref State state, {{input}}, {{Outputs}} output) => Step(ref state, {{read}}, output);

            """);
    }
}
