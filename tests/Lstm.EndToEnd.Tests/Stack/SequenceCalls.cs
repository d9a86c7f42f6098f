using System.Collections.Generic;
using Lstm.Testing;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>The calls of a network that needs whole sequences.</summary>
internal sealed class SequenceCalls<TModel, TState>(TModel model)
    where TModel : class, ISequenceLstm<TState>
    where TState : unmanaged, ILstmState
{
    private const int Steps = 3;

    private readonly StateMemory<TState> _states = new(2);
    private readonly float[] _x = RandomWeights.Inputs(Steps, TModel.InputSize);
    private readonly float[] _y = new float[Steps * TModel.OutputSize];
    private readonly float[] _scratch = new float[TModel.ScratchLength(Steps)];
    private readonly byte[] _stored = new byte[StateFormat.ByteCount<TState>()];
    private string _json = "";

    public IEnumerable<StackCall> All =>
    [
        new("Run", () => model.Run(_x, _y)),
        new("Run from a state", () => model.Run(ref _states[0], _x, _y)),
        new("Run in scratch memory", () => model.Run(ref _states[0], _x, _y, _scratch)),
        new("InitialState", () =>
        {
            ref TState target = ref _states[1];
            target = model.InitialState;
        }),
        new("StateFormat.Write", () => StateFormat.Write(in _states[0], _stored)),
        new("StateFormat.TryRead", () => StateFormat.TryRead(_stored, out _states[1])),
        new("StateFormat.ToJson", () => _json = StateFormat.ToJson(in _states[0])),
        new("StateFormat.FromJson to memory", () => StateFormat.FromJson(_json, out _states[1])),
    ];
}
