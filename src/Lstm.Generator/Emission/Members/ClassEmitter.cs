using System.Linq;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the members that the user's class gets, public ones and few others: sizes, loading, the verbs and the state.</summary>
internal static class ClassEmitter
{
    private const string Services = Aliases.Services;
    private const string Uncovered = Aliases.Uncovered;
    private const string BadFile = LoadingMembers.BadFile;

    public static void Emit(SourceWriter writer, KernelSet kernels, LstmModel model)
    {
        // The full name, except where C# wants the simple one.
        string name = TypeNames.Full(model.Type);
        string simple = TypeNames.Identifier(model.Type.Name);
        NetworkShape network = kernels.Wide.Declared;
        OwnMembers own = model.Own;
        string contract = "global::Lstm." + (network.IsCausal ? "ILstm" : "ISequenceLstm");
        string trace = kernels.Traced is null ? "" : $",\n    global::Lstm.ITracedLstm<{name}.State, {name}.Trace>";
        string pooled = network.Pool is null ? "" : $",\n    global::Lstm.IPooledLstm<{name}.State>";
        string bases = $"{contract}<{name}.State>{pooled},\n    global::Lstm.ILstmModel<{name}>{trace}";
        if ((own & (OwnMembers.Text | OwnMembers.DebuggerDisplay)) == 0)
        {
            writer.Line("[global::System.Diagnostics.DebuggerDisplay(\"{ToString(),nq}\")]");
        }

        using SourceWriter.Scope scope = writer.Block($"partial class {simple} : {bases}");
        EmitSizes(writer, network);
        EmitLoading(writer, kernels.Wide, name, simple, kernels.OwnedScratch);
        DescriptionMembers.Emit(writer, network, name, own);
        LoadingMembers.Emit(writer, name, own);
        if (network.IsQuantized)
        {
            EmitReport(writer);
        }

        if (model.Weights is not null)
        {
            EmitDefault(writer, name, model.Weights);
        }

        VerbEmitter.Emit(writer, kernels, name);
        PredictEmitter.Emit(writer, kernels.Wide, name);
        ScalarVerbEmitter.Emit(writer, network, own);
        TokenVerbEmitter.Emit(writer, kernels.Wide, name);
        if (kernels.Traced is { } traced)
        {
            TraceEmitter.EmitStep(writer, kernels, traced);
        }

        StateEmitter.Emit(writer, kernels.Wide, own);
        if (kernels.Traced is not null)
        {
            TraceEmitter.EmitType(writer, kernels.Traced);
        }
    }

    private static void EmitSizes(SourceWriter writer, NetworkShape network)
    {
        RecurrentShape[] layers = [.. network.Recurrent];
        bool areEqual = layers.All(layer => layer.Cell.Hidden == layers[0].Cell.Hidden);
        string each = !areEqual ? "the first recurrent layer" : layers.Any(static layer => layer.Bidirectional)
            ? "each layer and direction" : "each layer";
        writer.Lines($"""
            /// <summary>The number of input values of a step.</summary>
            public const int InputSize = {Text.Int(network.Input)};

            /// <summary>The number of hidden units of {each}.</summary>
            public const int HiddenSize = {Text.Int(layers[0].Cell.Hidden)};

            /// <summary>The number of output values of a step.</summary>
            public const int OutputSize = {Text.Int(network.Output)};

            /// <summary>The number of recurrent layers.</summary>
            public const int LayerCount = {Text.Int(layers.Length)};

            """);
        foreach (string size in (string[])["InputSize", "HiddenSize", "OutputSize", "LayerCount"])
        {
            writer.Lines($"""
                {Uncovered}
                static int global::Lstm.INetwork<State>.{size} => {size};

                """);
        }
    }

    private static void EmitLoading(SourceWriter writer, KernelPlan plan, string name, string simple, int scratchLength)
    {
        string length = Text.Int(plan.Layout.Length) + (scratchLength == 0 ? "" : $", scratchLength: {Text.Int(scratchLength)}");
        writer.Lines($$"""
            private readonly {{Services}}PackedWeights _weights;

            /// <summary>Packs weights for this network and, if they contain a self-test, runs it.</summary>
            /// <param name="weights">Weights of exactly this network's sizes.</param>
            /// <exception cref="global::System.ArgumentNullException">The weights are null.</exception>
            /// <exception cref="global::System.InvalidOperationException">The class was generated for another runtime version.</exception>
            /// <exception cref="global::Lstm.WeightFormatException">The weights have other sizes, or their self-test fails.</exception>
            {{Uncovered}}
            public {{simple}}(global::Lstm.LstmWeights weights)
            {
                {{Services}}NetworkDescription network =
                    {{Services}}ModelAccess.Network<{{name}}>();
                _weights = {{Services}}PackedWeights.Pack(
                    weights, network, layoutVersion: {{Text.Int(PackedLayout.Version)}}, layoutLength: {{length}});
                {{Services}}SelfTests.Verify<{{name}}, State>(this, weights, network);
            }

            /// <summary>Loads a safetensors file.</summary>
            /// <param name="path">The path of the file.</param>
            /// <exception cref="global::System.ArgumentException">The path is null or empty.</exception>
            /// <exception cref="global::System.IO.IOException">The file does not exist or cannot be read.</exception>
            /// <exception cref="global::Lstm.WeightFormatException">{{BadFile}}</exception>
            {{Uncovered}}
            public static {{name}} Load(string path) => new(global::Lstm.LstmWeights.Load(path));

            /// <summary>Loads a safetensors file from a stream, and leaves the stream open.</summary>
            /// <param name="stream">The bytes of the file, read to the end.</param>
            /// <exception cref="global::System.ArgumentException">The stream is null or cannot be read.</exception>
            /// <exception cref="global::Lstm.WeightFormatException">{{BadFile}}</exception>
            {{Uncovered}}
            public static {{name}} Load(global::System.IO.Stream stream) => new(global::Lstm.LstmWeights.Load(stream));

            /// <inheritdoc/>
            {{Uncovered}}
            public ref readonly State InitialState => ref {{Services}}StateAccess.Initial<State>(_weights);

            /// <inheritdoc/>
            {{Uncovered}}
            public uint WeightsChecksum => _weights.Checksum;

            """);
    }

    private static void EmitReport(SourceWriter writer) => writer.Lines($$"""
        /// <summary>
        /// How far the outputs are from those of the unquantized weights. It is measured once, on first access, in a fraction of a second.
        /// </summary>
        /// <remarks>Until then the unquantized weights stay in memory.</remarks>
        {{Uncovered}}
        public global::Lstm.QuantizationReport QuantizationReport => _weights.QuantizationReport;

        """);

    // The runtime keeps the one instance. The class gets no static field, and no other name.
    private static void EmitDefault(SourceWriter writer, string name, string resource)
    {
        string get = $"{Services}EmbeddedModels.Get<{name}>({Text.Literal(resource)}, static weights => new(weights))";
        writer.Lines($$"""
            /// <summary>
            /// The network with the weights that are embedded in its assembly, loaded once, on first access, and shared by all threads.
            /// </summary>
            /// <remarks>A load that fails is not remembered: the next access tries again.</remarks>
            /// <exception cref="global::System.InvalidOperationException">
            /// The class was generated for another version of the runtime, or its own constructor or initialiser reads this property.
            /// </exception>
            /// <exception cref="global::Lstm.WeightFormatException">
            /// The assembly has no such resource or several, or the resource is corrupt or of another network, or its self-test fails.
            /// </exception>
            {{Uncovered}}
            public static {{name}} Default =>
                {{get}};

            """);
    }
}
