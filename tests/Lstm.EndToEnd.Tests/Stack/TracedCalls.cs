using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Lstm.Testing;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests.Stack;

/// <summary>The traced step of a network.</summary>
internal sealed class TracedCalls<TModel, TState, TTrace>(TModel model)
    where TModel : class, ITracedLstm<TState, TTrace>
    where TState : unmanaged, ILstmState
    where TTrace : unmanaged, ILstmTrace
{
    private readonly StateMemory<TState> _state = new(1);
    private readonly StrongBox<TTrace> _trace = new();
    private readonly float[] _x = RandomWeights.Inputs(1, TModel.InputSize);
    private readonly float[] _y = new float[TModel.OutputSize];

    public IEnumerable<StackCall> All =>
    [
        new("a traced Step", () => model.Step(ref _state[0], _x, _y, ref _trace.Value)),
    ];
}
