using System;
using Lstm.Import;
using Lstm.Tool.Compilation;

namespace Lstm.Tool.Tracing;

/// <summary>Runs the generated class of a network step by step, and keeps what its trace shows of each.</summary>
internal abstract class NetworkTracer : IDisposable
{
    private LoadedNetwork? _network;

    /// <summary>Compiles the class of a network, with a trace.</summary>
    /// <param name="description">An LSTM that steps: others have no trace.</param>
    public static NetworkTracer Create(ModelDescription description)
    {
        var network = new LoadedNetwork(description, "Trace = true");
        NetworkTracer tracer = network.Adapt<NetworkTracer>(typeof(SteppingTracer<,,>), network.State, network.Type.GetNestedType("Trace")!);
        tracer._network = network;
        return tracer;
    }

    /// <summary>Runs a sequence from where the network starts.</summary>
    /// <param name="inputs">The inputs, [steps, input].</param>
    /// <param name="outputs">Receives the outputs, [steps, output].</param>
    /// <param name="layers">Receive what the layers did.</param>
    /// <returns>What their gates did.</returns>
    public abstract TraceSummary Run(ReadOnlySpan<float> inputs, Span<float> outputs, LayerRecorder[] layers);

    public void Dispose() => _network?.Dispose();
}
