using System;

namespace Lstm;

/// <summary>A network that can show what goes on inside of it: a class with <see cref="LstmAttribute.Trace"/>.</summary>
/// <typeparam name="TState">The network's state.</typeparam>
/// <typeparam name="TTrace">Its trace: a plain value.</typeparam>
public interface ITracedLstm<TState, TTrace> : ILstm<TState>
    where TState : unmanaged, ILstmState
    where TTrace : unmanaged, ILstmTrace
{
    /// <summary>One step of one stream, to look at: the same bits as <see cref="ILstm{TState}.Step"/>, slower. Nothing is allocated.</summary>
    /// <param name="state">The stream's state, advanced by one step.</param>
    /// <param name="input">The step's input, [input].</param>
    /// <param name="output">Receives the step's output, [output].</param>
    /// <param name="trace">Receives the gates and the new state of every layer.</param>
    /// <exception cref="ArgumentException">A span has another length than the network's. The state and the trace are then as they were.</exception>
    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output, ref TTrace trace);
}
