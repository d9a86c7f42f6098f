using Lstm.Generator.Model;

namespace Lstm.Generator.Emission;

/// <summary>Prints the ways to create a model that are not part of an interface, except those that the class has already.</summary>
internal static class LoadingMembers
{
    private const string Access = Aliases.Services + "ModelAccess";
    private const string Async = "global::System.Threading.Tasks.Task";
    private const string NotNullWhen = "global::System.Diagnostics.CodeAnalysis.NotNullWhen";

    /// <summary>When a file is no model of the class.</summary>
    public const string BadFile = "The file is corrupt, of another network or fails its self-test.";

    public static void Emit(SourceWriter writer, string name, OwnMembers own)
    {
        void EmitUnless(OwnMembers member, string text)
        {
            if (!own.HasFlag(member))
            {
                writer.Lines(text);
            }
        }

        EmitUnless(OwnMembers.LoadBytes, $$"""
            /// <summary>Loads a safetensors file from memory.</summary>
            /// <param name="bytes">The bytes of the file. They are not used after the call.</param>
            /// <exception cref="global::Lstm.WeightFormatException">{{BadFile}}</exception>
            {{Aliases.Uncovered}}
            public static {{name}} Load(global::System.ReadOnlyMemory<byte> bytes) => new(global::Lstm.LstmWeights.Load(bytes));

            """);

        EmitUnless(OwnMembers.LoadAsync, $$"""
            /// <summary>Loads a safetensors file on a thread of the pool.</summary>
            /// <param name="path">The path of the file.</param>
            /// <param name="cancellationToken">Cancels the load before the file is read, or before the weights are packed.</param>
            /// <returns>A task that fails where <see cref="Load(string)"/> would throw.</returns>
            {{Aliases.Uncovered}}
            public static {{Async}}<{{name}}> LoadAsync(
                string path, global::System.Threading.CancellationToken cancellationToken = default) =>
                {{Access}}.LoadAsync<{{name}}>(path, cancellationToken);

            """);

        EmitUnless(OwnMembers.TryLoad, $$"""
            /// <summary>Loads a safetensors file, or returns the reason why it cannot be loaded.</summary>
            /// <param name="path">The path of the file.</param>
            /// <param name="model">The model, or null.</param>
            /// <param name="reason">The message of the exception that <see cref="Load(string)"/> would throw, or null.</param>
            /// <returns>Whether the model was loaded.</returns>
            {{Aliases.Uncovered}}
            public static bool TryLoad(
                string path,
                [{{NotNullWhen}}(true)] out {{name}}? model,
                [{{NotNullWhen}}(false)] out string? reason) =>
                {{Access}}.TryLoad(path, out model, out reason);

            """);

        EmitUnless(OwnMembers.Random, $$"""
            /// <summary>Creates an untrained model, to try shapes and measure speed without a file. Its outputs mean nothing.</summary>
            /// <param name="seed">Any number. Equal seeds give the same weights on every machine.</param>
            {{Aliases.Uncovered}}
            public static {{name}} Random(int seed) => {{Access}}.Random<{{name}}>(seed);

            """);
    }
}
