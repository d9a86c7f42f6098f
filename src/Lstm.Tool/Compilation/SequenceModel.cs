using System;
using System.IO;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;

namespace Lstm.Tool.Compilation;

/// <summary>An adapter for a network that needs the whole sequence, through <see cref="ISequenceLstm{TState}"/>.</summary>
internal sealed class SequenceModel<TModel, TState>(TModel model) : CompiledModel
    where TModel : ISequenceLstm<TState>
    where TState : unmanaged, ILstmState
{
    private TState _start = model.InitialState;

    public override int InputSize => TModel.InputSize;

    public override int OutputSize => TModel.OutputSize;

    public override int StateBytes => Unsafe.SizeOf<TState>();

    public override bool CanStep => false;

    public override int OutputSteps(int steps) => TModel.OutputSteps(steps);

    public override void Restart() => _start = model.InitialState;

    public override void Restart(ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell)
    {
        _start = hidden.IsEmpty ? model.InitialState : default;
        StateAccess.Fill(ref _start, hidden, cell);
    }

    public override void Run(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        TState state = _start;
        model.Run(ref state, inputs, outputs);
    }

    public override void Step(ReadOnlySpan<float> inputs, Span<float> outputs) => throw CannotStep();

    public override IDisposable Record(Stream recording) => throw CannotStep();

    public override ReplayReport Replay(StreamRecording recording, IProgress<long>? progress) => throw CannotStep();

    private static NotSupportedException CannotStep() => new("This network needs whole sequences and cannot step.");
}
