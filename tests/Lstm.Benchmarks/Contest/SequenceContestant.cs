using Lstm.Benchmarks.Machine;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Contest;

/// <summary><c>Run</c> of a network that needs whole sequences, called once.</summary>
internal sealed class SequenceContestant<TModel, TState>(TModel model, NetworkSize size, float[] inputs)
    : NetworkContestant("Run", size, inputs)
    where TModel : ISequenceLstm<TState>
    where TState : unmanaged, ILstmState
{
    private readonly float[] _outputs = new float[inputs.Length / size.Input * TModel.OutputSize];
    private readonly float[] _scratch = new float[TModel.ScratchLength(inputs.Length / size.Input)];
    private readonly AlignedState<TState> _state = new();

    public override float Call()
    {
        model.Run(ref _state.Value, Inputs, _outputs, _scratch);
        return _outputs[^1];
    }

    public override float[] Outputs()
    {
        float[] outputs = new float[_outputs.Length];
        TState state = default;
        model.Run(ref state, Inputs, outputs);
        return outputs;
    }
}
