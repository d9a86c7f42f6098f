using System;

namespace Lstm;

/// <summary>
/// What every generated network has, whether it steps (<see cref="ILstm{TState}"/>) or needs the whole sequence
/// (<see cref="ISequenceLstm{TState}"/>): sizes, an initial state, and a method that runs a sequence.
/// </summary>
/// <typeparam name="TState">The network's state, an unmanaged struct. <c>default</c> is the zero state.</typeparam>
public interface INetwork<TState>
    where TState : unmanaged, ILstmState
{
    /// <summary>The number of inputs per step.</summary>
    static abstract int InputSize { get; }

    /// <summary>The number of units of the first recurrent layer, in each direction.</summary>
    static abstract int HiddenSize { get; }

    /// <summary>The number of outputs per step.</summary>
    static abstract int OutputSize { get; }

    /// <summary>The number of recurrent layers.</summary>
    static abstract int LayerCount { get; }

    /// <summary>
    /// The initial state: the one stored with the weights, or zero. A stream or a sequence may also start from any other state.
    /// </summary>
    /// <remarks>A reference, so that a large state can be copied to where it belongs without a copy on the stack.</remarks>
    ref readonly TState InitialState { get; }

    /// <summary>
    /// A checksum of the weights, the same on every machine. It identifies the model in a log or a recording. See
    /// <see cref="LstmWeights.Checksum"/>.
    /// </summary>
    uint WeightsChecksum { get; }

    /// <summary>
    /// Runs many steps: the next steps of a stream, or, with layers that run backwards, a whole sequence. Each output is at the position of
    /// its input.
    /// </summary>
    /// <param name="state">
    /// On entry the state before the steps, on return the one after them. A backward direction starts at the last step and ends at the
    /// first.
    /// </param>
    /// <param name="inputs">The inputs, row-major [steps, input]. An empty span means no steps.</param>
    /// <param name="outputs">
    /// Receives the outputs, row-major [steps, output]. In a network that steps, it may be the same span as the inputs if both sizes are
    /// equal; the results are bit-identical to that many calls of <see cref="ILstm{TState}.Step"/>. It must not overlap the inputs
    /// otherwise, because the inputs of several steps may be read before the first output is written, or after.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, the outputs have a different number of steps, or the spans overlap in a way that is not
    /// allowed. The state is unchanged, and nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A whole sequence has more steps than memory can hold at once.</exception>
    void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>
    /// Returns the number of outputs of a run: one for each step, or one in all for a network that can only compute the output of a whole
    /// sequence (<see cref="PoolAttribute"/>).
    /// </summary>
    /// <param name="steps">The number of steps.</param>
    static virtual int OutputSteps(int steps) => steps;
}
