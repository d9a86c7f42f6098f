using System;

namespace Lstm;

/// <summary>The interface of networks with traces: classes with <see cref="RecurrentAttribute.Trace"/>.</summary>
/// <typeparam name="TState">The network's state.</typeparam>
/// <typeparam name="TTrace">The network's trace, an unmanaged struct.</typeparam>
public interface ITracedLstm<TState, TTrace> : ILstm<TState>
    where TState : unmanaged, ILstmState
    where TTrace : unmanaged, ILstmTrace
{
    /// <summary>
    /// Advances one stream by one step and fills a trace. The results are bit-identical to those of <see cref="ILstm{TState}.Step"/>. It is
    /// slower, and allocates nothing.
    /// </summary>
    /// <param name="state">The stream's state, advanced by one step.</param>
    /// <param name="input">The step's input, [input].</param>
    /// <param name="output">Receives the step's output, [output].</param>
    /// <param name="trace">Receives the gates and the new state of every layer.</param>
    /// <exception cref="ArgumentException">
    /// A span has the wrong length, or the spans overlap in a way that is not allowed. The state and the trace are unchanged.
    /// </exception>
    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output, ref TTrace trace);
}
