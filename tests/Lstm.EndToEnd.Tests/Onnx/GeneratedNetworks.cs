using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using Lstm.Tests;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Generated classes of random networks, compiled in one assembly. All that these tests know of the harness is here.</summary>
internal sealed class GeneratedNetworks
{
    private readonly Dictionary<string, Type> _models;

    public GeneratedNetworks(string assemblyName, IEnumerable<NetworkSpec> specs)
    {
        IEnumerable<string> declarations = specs.Distinct().Select(static spec => spec.Declaration);
        byte[] assembly = ModelCompiler.Compile(assemblyName, "#pragma warning disable CS1591\nusing Lstm;\nnamespace Networks;\n" + string.Concat(declarations));
        _models = new AssemblyLoadContext(assemblyName).LoadFromStream(new MemoryStream(assembly)).GetTypes()
            .Where(static type => type.Namespace == "Networks" && !type.IsNested)
            .ToDictionary(static type => type.Name, StringComparer.Ordinal);
    }

    /// <summary>Whether the harness has the verbs of such a class; networks that run whole sequences only are not among them yet.</summary>
    public static bool CanRun(NetworkSpec spec) => spec.IsCausal;

    /// <summary>What the generated class makes of a case.</summary>
    public OnnxResult Run(NetworkCase network)
    {
        Network model = Network.Create(_models[network.Spec.Name], network.Weights);
        Trace trace = model.Run(network.Inputs, network.StartState ?? TrainedState(network));
        return new OnnxResult(trace.Outputs, trace.Hidden, trace.Cell);
    }

    private static StartState? TrainedState(NetworkCase network)
    {
        LstmWeights weights = network.Weights;
        float[][] StatesOf(ReadOnlySpan<float> values, int width) => values.IsEmpty
            ? [.. Enumerable.Repeat<float[]>([], network.Spec.Cells)]
            : [.. values.ToArray().Chunk(width)];

        return weights.InitialHidden.IsEmpty
            ? null
            : new StartState(StatesOf(weights.InitialHidden, network.Spec.Width), StatesOf(weights.InitialCell, network.Spec.Hidden));
    }
}
