using System;

namespace Lstm.Testing;

/// <summary>Checks that all overloads of Run of a whole-sequence network give bit-identical results for the same sequence.</summary>
internal sealed class SequenceBitProof<TModel, TState>
    where TModel : ISequenceLstm<TState>
    where TState : unmanaged, ILstmState
{
    private const string Reference = "Run from a state";

    private readonly TModel _model;
    private readonly int _steps;
    private readonly float[] _inputs;
    private readonly StateMemory<TState> _ends;
    private readonly SequenceBits<TState> _expected;

    public SequenceBitProof(TModel model, int steps, int seed)
    {
        _model = model;
        _steps = steps;
        _inputs = ProofInputs.Create(steps, TModel.InputSize, seed);
        _ends = StateMemory<TState>.Of(1, in model.InitialState);
        float[] outputs = NewOutputs();
        model.Run(ref _ends[0], _inputs, outputs);
        _expected = Bits(outputs, _ends);
    }

    private static string Name => typeof(TModel).Name;

    public void Run(int threads)
    {
        CheckRound(0, "called again");
        CheckRound(1, "called alone");
        CheckRound(2, "called alone");
        ThreadsProof.Run(threads, CheckRound);
    }

    private void CheckRound(int round, string where)
    {
        float[] outputs = NewOutputs();
        StateMemory<TState> state = StateMemory<TState>.Of(1, in _model.InitialState);
        switch (round % 3)
        {
            case 0:
                _model.Run(ref state[0], _inputs, outputs);
                _expected.Check(Bits(outputs, state), $"{Name}: Run from a state, {where},", Reference);
                break;
            case 1:
                // This overload returns no state, so only the outputs are compared.
                _model.Run(_inputs, outputs);
                _expected.Check(Bits(outputs, _ends), $"{Name}: Run from the initial state, {where},", Reference);
                break;
            default:
                float[] scratch = new float[TModel.ScratchLength(_steps)];
                scratch.AsSpan().Fill(float.NaN);
                _model.Run(ref state[0], _inputs, outputs, scratch);
                _expected.Check(Bits(outputs, state), $"{Name}: Run in scratch memory, {where},", Reference);
                break;
        }
    }

    private float[] NewOutputs() => new float[TModel.OutputSteps(_steps) * TModel.OutputSize];

    private SequenceBits<TState> Bits(float[] outputs, StateMemory<TState> states) => new(outputs, states, _steps, TModel.OutputSize);
}
