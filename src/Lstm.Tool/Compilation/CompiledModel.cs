using System;
using System.IO;
using System.Linq;
using Lstm.Import;

namespace Lstm.Tool.Compilation;

/// <summary>One stream of a network's generated class, compiled in memory: the same class that a user's program runs.</summary>
internal abstract class CompiledModel : IDisposable
{
    private LoadedNetwork? _network;

    /// <summary>Gets the number of inputs per step.</summary>
    public abstract int InputSize { get; }

    /// <summary>Gets the number of outputs per step.</summary>
    public abstract int OutputSize { get; }

    /// <summary>Gets the size of the class's State in bytes.</summary>
    public abstract int StateBytes { get; }

    /// <summary>Whether the network can step. Otherwise every run is a whole sequence.</summary>
    public abstract bool CanStep { get; }

    /// <summary>Returns the number of outputs of a run: one for each step, or one in all.</summary>
    public abstract int OutputSteps(int steps);

    /// <summary>Compiles the class of a network and loads its weights without running a self-test.</summary>
    /// <param name="description">The network.</param>
    /// <param name="precision">The precision of the weights, which a model file does not contain.</param>
    /// <param name="arithmetic">The arithmetic of the class, which a model file does not contain either.</param>
    public static CompiledModel Create(
        ModelDescription description,
        LstmPrecision precision = LstmPrecision.Single,
        LstmArithmetic arithmetic = LstmArithmetic.Exact)
    {
        var network = new LoadedNetwork(
            description, $"Precision = LstmPrecision.{precision}, Arithmetic = LstmArithmetic.{arithmetic}");
        bool canStep = network.Type.GetInterfaces().Contains(typeof(ILstm<>).MakeGenericType(network.State));
        Type adapter = canStep ? typeof(SteppingModel<,>) : typeof(SequenceModel<,>);
        CompiledModel model = network.Adapt<CompiledModel>(adapter, network.State);
        model._network = network;
        return model;
    }

    /// <summary>Resets the stream to the network's initial state.</summary>
    public abstract void Restart();

    /// <summary>Sets the state of the stream.</summary>
    /// <param name="hidden">The hidden states of all cells, one after the other; empty for the network's initial state.</param>
    /// <param name="cell">The cell states of all cells that have one, one after the other.</param>
    public abstract void Restart(ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell);

    /// <summary>Runs steps in one call from the current state; a network that cannot step runs a whole sequence.</summary>
    /// <param name="inputs">The inputs, row-major [steps, input].</param>
    /// <param name="outputs">Receives the outputs, row-major [<see cref="OutputSteps"/>, output].</param>
    public abstract void Run(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Runs steps with one call per step from the current state.</summary>
    /// <param name="inputs">The inputs, row-major [steps, input].</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output].</param>
    /// <exception cref="NotSupportedException">The network cannot step.</exception>
    public abstract void Step(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Records all following steps until the returned object is disposed. The stream stays open.</summary>
    /// <exception cref="NotSupportedException">The network cannot step.</exception>
    public abstract IDisposable Record(Stream recording);

    /// <summary>Replays a recording.</summary>
    /// <exception cref="NotSupportedException">The network cannot step.</exception>
    /// <exception cref="RecordingFormatException">The recording belongs to another network or to other weights.</exception>
    public abstract ReplayReport Replay(StreamRecording recording, IProgress<long>? progress);

    public void Dispose() => _network?.Dispose();
}
