using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Prints the members that the user's class gets: sizes, loading, the verbs and the state. Promised ones only.</summary>
internal static class ClassEmitter
{
    private const string Generated = "[global::System.CodeDom.Compiler.GeneratedCode(\"LstmGen\", \"0.1\")]";
    private const string Services = "global::Lstm.CompilerServices";

    public static void Emit(SourceWriter writer, KernelPlan plan, KernelPlan? traced, string name, string kernel, string? resource)
    {
        NetworkShape shape = plan.Shape;
        string contract = "global::Lstm." + (shape.IsCausal ? "ILstm" : "ISequenceLstm");
        string bases = $"{contract}<{name}.State>" + (traced is null ? "" : $", global::Lstm.ITracedLstm<{name}.State, {name}.Trace>");
        using SourceWriter.Scope scope = writer.Block($"partial class {name} : {bases}");
        EmitSizes(writer, shape, contract);
        EmitLoading(writer, plan, name);
        if (plan.Shape.IsQuantized)
        {
            EmitReport(writer);
        }

        if (resource is not null)
        {
            EmitDefault(writer, name, resource);
        }

        VerbEmitter.Emit(writer, plan, name, kernel, Generated);
        if (traced is not null)
        {
            TraceEmitter.EmitStep(writer, plan, DispatchEmitter.NameOf(kernel), Generated);
        }

        StateEmitter.Emit(writer, plan, Generated);
        if (traced is not null)
        {
            TraceEmitter.EmitType(writer, traced, Generated);
        }
    }

    private static void EmitSizes(SourceWriter writer, NetworkShape shape, string contract)
    {
        void Size(string name, int value, string summary) => writer.Lines($$"""
            /// <summary>{{summary}}</summary>
            {{Generated}}
            public const int {{name}} = {{value}};

            static int {{contract}}<State>.{{name}} => {{name}};

            """);

        Size("InputSize", shape.Input, "Values a step takes in.");
        Size("HiddenSize", shape.Hidden, shape.Bidirectional ? "Units of each layer and direction." : "Units of each layer.");
        Size("OutputSize", shape.OutputSize, "Values a step puts out.");
        Size("LayerCount", shape.Layers, "Stacked layers.");
    }

    private static void EmitLoading(SourceWriter writer, KernelPlan plan, string name)
    {
        writer.Lines($$"""
            {{Generated}}
            private readonly {{Services}}.PackedWeights _weights;

            /// <summary>Packs the weights for this network and, where they carry a self-test, runs it.</summary>
            /// <param name="weights">Weights of exactly this network's sizes.</param>
            /// <exception cref="global::System.ArgumentNullException">There are no weights.</exception>
            /// <exception cref="global::System.InvalidOperationException">The class was generated for another version of the runtime.</exception>
            /// <exception cref="global::Lstm.WeightFormatException">The weights are of other sizes, or miss their self-test.</exception>
            {{Generated}}
            public {{name}}(global::Lstm.LstmWeights weights)
            {
                {{Services}}.NetworkDescription network = {{DescriptionEmitter.Describe(plan.Shape)}};
                _weights = {{Services}}.PackedWeights.Pack(weights, network, layoutVersion: {{PackedLayout.Version}}, layoutLength: {{plan.Layout.Length}});
                {{Services}}.SelfTests.{{(plan.Shape.IsCausal ? "Verify" : "VerifySequence")}}<{{name}}, State>(this, weights, network);
            }

            /// <summary>Loads a safetensors file.</summary>
            /// <param name="path">The file.</param>
            /// <exception cref="global::System.ArgumentException">The path is null or empty.</exception>
            /// <exception cref="global::System.IO.IOException">The file cannot be read, or is not there.</exception>
            /// <exception cref="global::Lstm.WeightFormatException">The file is damaged, is of another network, or misses its self-test.</exception>
            {{Generated}}
            public static {{name}} Load(string path) => new(global::Lstm.LstmWeights.Load(path));

            /// <summary>Loads a safetensors file from a stream, which stays open.</summary>
            /// <param name="stream">The file's bytes, read to the end.</param>
            /// <exception cref="global::System.ArgumentException">The stream is null or cannot be read.</exception>
            /// <exception cref="global::Lstm.WeightFormatException">The file is damaged, is of another network, or misses its self-test.</exception>
            {{Generated}}
            public static {{name}} Load(global::System.IO.Stream stream) => new(global::Lstm.LstmWeights.Load(stream));

            /// <inheritdoc/>
            {{Generated}}
            public State InitialState => {{Services}}.StateAccess.Initial<State>(_weights);

            /// <inheritdoc/>
            {{Generated}}
            public uint WeightsChecksum => _weights.Checksum;

            """);
    }

    private static void EmitReport(SourceWriter writer) => writer.Lines($$"""
        /// <summary>How far the outputs are from those of the weights as they are: measured when it is first asked for, in a fraction of a second, and once.</summary>
        /// <remarks>Until then the weights that it is measured with stay in memory.</remarks>
        {{Generated}}
        public global::Lstm.QuantizationReport QuantizationReport => _weights.QuantizationReport;

        """);

    // The one instance is kept by the runtime, not in a field of the class: the class gets no static state, and no other name.
    private static void EmitDefault(SourceWriter writer, string name, string resource) => writer.Lines($$"""
        /// <summary>The network with the weights that are embedded in its assembly: loaded when it is first asked for, once, and the same for all threads.</summary>
        /// <remarks>A load that fails is not remembered: the next access tries again.</remarks>
        /// <exception cref="global::System.InvalidOperationException">The class was generated for another version of the runtime, or is just being loaded.</exception>
        /// <exception cref="global::Lstm.WeightFormatException">
        /// The assembly has no such resource, or several; or it is damaged, is of another network, or misses its self-test.
        /// </exception>
        {{Generated}}
        public static {{name}} Default => {{Services}}.EmbeddedModels.Get<{{name}}>({{Text.Literal(resource)}}, static weights => new(weights));

        """);
}
