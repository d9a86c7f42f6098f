using System;
using Lstm.Import;
using Lstm.Tool.Compilation;

namespace Lstm.Tool.Tracing;

/// <summary>A tracer that runs the generated class of a network step by step and records the trace of each step.</summary>
internal abstract class NetworkTracer : IDisposable
{
    private LoadedNetwork? _network;

    /// <summary>Compiles the class of a network with a trace.</summary>
    /// <param name="description">A causal network. Others run whole sequences and have no trace.</param>
    public static NetworkTracer Create(ModelDescription description)
    {
        var network = new LoadedNetwork(description, "Trace = true");
        Type trace = network.Type.GetNestedType("Trace")!;
        NetworkTracer tracer = network.Adapt<NetworkTracer>(typeof(SteppingTracer<,,>), network.State, trace);
        tracer._network = network;
        return tracer;
    }

    /// <summary>Runs a sequence from the network's initial state.</summary>
    /// <param name="inputs">The inputs, [steps, input].</param>
    /// <param name="outputs">Receives the outputs, [steps, output].</param>
    /// <param name="layers">Receive the gates and states of the layers.</param>
    /// <returns>The statistics of all gates.</returns>
    public abstract TraceSummary Run(ReadOnlySpan<float> inputs, Span<float> outputs, LayerRecorder[] layers);

    public void Dispose() => _network?.Dispose();
}
