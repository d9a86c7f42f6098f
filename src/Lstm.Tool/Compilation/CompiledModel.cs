using System;
using System.IO;
using System.Linq;
using Lstm.Import;

namespace Lstm.Tool.Compilation;

/// <summary>One stream of the generated class of a network, compiled in memory: what a user's program would run.</summary>
internal abstract class CompiledModel : IDisposable
{
    private LoadedNetwork? _network;

    /// <summary>Values a step takes in.</summary>
    public abstract int InputSize { get; }

    /// <summary>Values a step puts out.</summary>
    public abstract int OutputSize { get; }

    /// <summary>Bytes of the class's state.</summary>
    public abstract int StateBytes { get; }

    /// <summary>Whether the network can go on step by step; otherwise every run is a whole sequence.</summary>
    public abstract bool CanStep { get; }

    /// <summary>Compiles the class of a network and gives it the weights; a self-test is not run.</summary>
    /// <param name="description">The network.</param>
    /// <param name="precision">Its precision, which a model file does not say.</param>
    public static CompiledModel Create(ModelDescription description, LstmPrecision precision = LstmPrecision.Single)
    {
        var network = new LoadedNetwork(description, precision == LstmPrecision.Single ? null : $"Precision = LstmPrecision.{precision}");
        bool canStep = network.Type.GetInterfaces().Contains(typeof(ILstm<>).MakeGenericType(network.State));
        CompiledModel model = network.Adapt<CompiledModel>(canStep ? typeof(SteppingModel<,>) : typeof(SequenceModel<,>), network.State);
        model._network = network;
        return model;
    }

    /// <summary>Goes to where the network starts.</summary>
    public abstract void Restart();

    /// <summary>Goes to a state, [layers·directions, hidden or projection] and [layers·directions, hidden]; empty hidden states are where the network starts.</summary>
    public abstract void Restart(ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell);

    /// <summary>Runs steps in one call, on from where the stream is; of a network that cannot step, a whole sequence.</summary>
    /// <param name="inputs">The inputs, row-major [steps, input].</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output].</param>
    public abstract void Run(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>The same with a call for each step.</summary>
    /// <param name="inputs">The inputs, row-major [steps, input].</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output].</param>
    /// <exception cref="NotSupportedException">The network cannot step.</exception>
    public abstract void Step(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Records all that is run from now on, until what is returned is disposed of; the stream stays open.</summary>
    /// <exception cref="NotSupportedException">The network cannot step.</exception>
    public abstract IDisposable Record(Stream recording);

    /// <summary>Replays a recording.</summary>
    /// <exception cref="NotSupportedException">The network cannot step.</exception>
    /// <exception cref="RecordingFormatException">It is of another network, or of other weights.</exception>
    public abstract ReplayReport Replay(StreamRecording recording, IProgress<long>? progress);

    public void Dispose() => _network?.Dispose();
}
