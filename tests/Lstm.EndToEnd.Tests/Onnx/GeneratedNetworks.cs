using System.Collections.Generic;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Generated classes of random networks, compiled in one assembly. All that these tests know of the harness is here.</summary>
internal sealed class GeneratedNetworks(string assemblyName, IEnumerable<NetworkSpec> specs)
{
    private readonly CompiledNetworks _compiled = new(assemblyName, ListSpec.Of(specs));

    /// <summary>What the generated class makes of a case. Where the case gives no start state, the class has that of its weights.</summary>
    public OnnxResult Run(NetworkCase network)
    {
        Trace trace = _compiled.Create(network.Spec, network.Weights).Run(network.Inputs, network.StartState);
        return new OnnxResult(trace.Outputs, trace.Hidden, trace.Cell);
    }
}
