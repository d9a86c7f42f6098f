using System;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;

namespace Lstm.Tool.Compilation;

/// <summary>A network that steps, through <see cref="ILstm{TState}"/>.</summary>
internal sealed class SteppingModel<TModel, TState>(TModel model) : CompiledModel
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private TState _state = model.InitialState;

    public override int InputSize => TModel.InputSize;

    public override int OutputSize => TModel.OutputSize;

    public override int StateBytes => Unsafe.SizeOf<TState>();

    public override bool CanStep => true;

    public override void Restart() => _state = model.InitialState;

    public override void Restart(ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell) =>
        _state = hidden.IsEmpty ? model.InitialState : StateAccess.At<TState>(hidden, cell);

    public override void Run(ReadOnlySpan<float> inputs, Span<float> outputs) => model.Run(ref _state, inputs, outputs);

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
}
