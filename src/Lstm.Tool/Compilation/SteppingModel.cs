using System;
using System.IO;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;

namespace Lstm.Tool.Compilation;

/// <summary>An adapter for a network that can step, through <see cref="ILstm{TState}"/>.</summary>
internal sealed class SteppingModel<TModel, TState>(TModel model) : CompiledModel
    where TModel : class, ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private TState _state = model.InitialState;
    private StreamRecorder<TModel, TState>? _recorder;

    public override int InputSize => TModel.InputSize;

    public override int OutputSize => TModel.OutputSize;

    public override int StateBytes => Unsafe.SizeOf<TState>();

    public override bool CanStep => true;

    public override int OutputSteps(int steps) => steps;

    public override void Restart() => _state = model.InitialState;

    public override void Restart(ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell)
    {
        _state = hidden.IsEmpty ? model.InitialState : default;
        StateAccess.Fill(ref _state, hidden, cell);
    }

    public override void Run(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (_recorder is null)
        {
            model.Run(ref _state, inputs, outputs);
        }
        else
        {
            _recorder.Run(ref _state, inputs, outputs);
        }
    }

    public override void Step(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int inputSize = TModel.InputSize;
        int outputSize = TModel.OutputSize;
        int steps = inputs.Length / inputSize;
        for (int step = 0; step < steps; step++)
        {
            model.Step(ref _state, inputs.Slice(step * inputSize, inputSize), outputs.Slice(step * outputSize, outputSize));
        }
    }

    public override IDisposable Record(Stream recording) =>
        _recorder = new StreamRecorder<TModel, TState>(model, in _state, recording, leaveOpen: true);

    public override ReplayReport Replay(StreamRecording recording, IProgress<long>? progress) =>
        recording.Replay<TModel, TState>(model, progress);
}
