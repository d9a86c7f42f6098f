using System;

namespace Lstm;

/// <summary>A network with <see cref="PoolAttribute"/>: one output for a sequence.</summary>
/// <typeparam name="TState">The type of a stream's state.</typeparam>
public interface IPooledLstm<TState> : INetwork<TState>
    where TState : unmanaged, ILstmState
{
    /// <summary>Computes the output of a sequence, from the initial state.</summary>
    /// <param name="inputs">The inputs of all steps, row-major [steps, InputSize]; at least one step.</param>
    /// <param name="output">Receives the output, [OutputSize].</param>
    /// <exception cref="ArgumentException">The length of a span does not match, or the spans overlap.</exception>
    void Predict(ReadOnlySpan<float> inputs, Span<float> output);

    /// <summary>Computes the output of a sequence, and advances a state.</summary>
    /// <param name="state">The state before the sequence; receives that after it.</param>
    /// <param name="inputs">The inputs of all steps, row-major [steps, InputSize]; at least one step.</param>
    /// <param name="output">Receives the output, [OutputSize].</param>
    /// <exception cref="ArgumentException">The length of a span does not match, or the spans overlap.</exception>
    void Predict(ref TState state, ReadOnlySpan<float> inputs, Span<float> output);
}
