using System;

namespace Lstm;

/// <summary>
/// The interface of every generated network that needs the whole sequence, because some of its layers run backwards: immutable weights, and
/// methods that run a sequence.
/// </summary>
/// <remarks>
/// Each output is at the position of its input. A run keeps values between its passes. The caller may supply the memory for them; otherwise
/// it is rented from <see cref="System.Buffers.ArrayPool{T}.Shared"/>, which allocates when its pool is empty. A run allocates nothing
/// else.
/// </remarks>
/// <typeparam name="TState">The network's state, an unmanaged struct. <c>default</c> is the zero state.</typeparam>
public interface ISequenceLstm<TState> : INetwork<TState>
    where TState : unmanaged, ILstmState
{
    /// <summary>
    /// Returns the number of floats that a run over the given number of steps keeps between its passes. It is 0 for some networks.
    /// </summary>
    /// <param name="steps">The number of steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is negative, or more than memory can hold.</exception>
    static abstract int ScratchLength(int steps);

    /// <summary>Runs a whole sequence, starting from <see cref="INetwork{TState}.InitialState"/>.</summary>
    /// <param name="inputs">The inputs, row-major [steps, input]. An empty span means no steps.</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output]. It must not overlap the inputs.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, the outputs have a different number of steps, or they overlap. Nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more steps than memory can hold at once.</exception>
    void Run(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Runs a whole sequence, starting from a given state, with scratch memory from the caller.</summary>
    /// <param name="state">
    /// On entry the initial state of each layer and direction, on return the final one. A backward direction starts at the last step and
    /// ends at the first.
    /// </param>
    /// <param name="inputs">The inputs, row-major [steps, input]. An empty span means no steps.</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output]. It must not overlap the inputs.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats with any content. It must not overlap the other spans.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, the outputs have a different number of steps, the scratch memory is too short, or two of
    /// the spans overlap. Nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more steps than memory can hold at once.</exception>
    void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs, Span<float> scratch);
}
