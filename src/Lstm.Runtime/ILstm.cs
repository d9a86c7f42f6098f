using System;

namespace Lstm;

/// <summary>
/// The interface of every generated network that can step: immutable weights, shared by any number of threads and streams, and methods that
/// advance a state.
/// </summary>
/// <remarks>
/// Generic code (a service, a benchmark, a test) can use any network through this interface without reflection:
/// <c>where TModel : ILstm&lt;TState&gt; where TState : unmanaged, ILstmState</c>. <see cref="Step"/>, <see cref="INetwork{TState}.Run"/>
/// and the overloads of <c>StepMany</c> do not allocate. Inputs and outputs must not overlap the state that a method advances: copy the
/// values out of the state before you use them as inputs.
/// </remarks>
/// <typeparam name="TState">The network's state, an unmanaged struct. <c>default</c> is the zero state.</typeparam>
public interface ILstm<TState> : INetwork<TState>
    where TState : unmanaged, ILstmState
{
    /// <summary>
    /// Computes the steady state of the network under a constant input, starting from <see cref="INetwork{TState}.InitialState"/>. A stream
    /// that starts from it has no initial transient. The search may take up to <see cref="RestStates.MaxSteps"/> steps, so keep the result.
    /// </summary>
    /// <param name="input">The input, [input]. All values must be finite.</param>
    /// <exception cref="ArgumentException">The input has the wrong length, or a value that is not finite.</exception>
    /// <exception cref="RestStateException">
    /// The network oscillates, diverges or does not converge within the limit. <see cref="RestStates"/> reports these outcomes without an
    /// exception.
    /// </exception>
    TState RestState(ReadOnlySpan<float> input);

    /// <summary>Advances one stream by one step.</summary>
    /// <param name="state">The stream's state, advanced by one step.</param>
    /// <param name="input">The step's input, [input].</param>
    /// <param name="output">
    /// Receives the step's output, [output]. It may overlap the input. With <see cref="RecurrentAttribute.Residual"/>, or a
    /// <see cref="ResidualAttribute"/> around all layers, it may overlap the input only if both start at the same address.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A span has the wrong length, or the spans overlap in a way that is not allowed. The state is unchanged.
    /// </exception>
    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);

    /// <summary>
    /// Advances each of many streams by one step. The results are bit-identical to one call of <see cref="Step"/> per stream.
    /// </summary>
    /// <param name="states">The streams' states, each advanced by one step.</param>
    /// <param name="inputs">The inputs, row-major [streams, input].</param>
    /// <param name="outputs">
    /// Receives the outputs, row-major [streams, output]. It may overlap the inputs as in <see cref="INetwork{TState}.Run"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The spans differ in the number of streams, or overlap in a way that is not allowed. The states are unchanged.
    /// </exception>
    void StepMany(Span<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>
    /// Advances all streams of a block by one step. The results are bit-identical to one call of <see cref="Step"/> per stream. For small
    /// networks this is much faster.
    /// </summary>
    /// <param name="states">The streams' states, each advanced by one step.</param>
    /// <param name="inputs">The inputs, row-major [streams, input].</param>
    /// <param name="outputs">
    /// Receives the outputs, row-major [streams, output]. It may overlap the inputs as in <see cref="INetwork{TState}.Run"/>.
    /// </param>
    /// <exception cref="ArgumentNullException">The block is null.</exception>
    /// <exception cref="ArgumentException">
    /// The spans do not match the block's number of streams, or overlap in a way that is not allowed. The states are unchanged.
    /// </exception>
    void StepMany(StateBlock<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>
    /// Advances a range of the streams of a block by one step. The other streams are unchanged. Several threads may step ranges of one
    /// block at once if the ranges do not overlap.
    /// </summary>
    /// <param name="states">The block.</param>
    /// <param name="first">
    /// The first stream to step: a multiple of <see cref="StateBlock.GroupSize"/>, or the number of streams for an empty range.
    /// </param>
    /// <param name="count">The number of streams to step.</param>
    /// <param name="inputs">The inputs of these streams, row-major [count, input].</param>
    /// <param name="outputs">
    /// Receives the outputs of these streams, row-major [count, output]. It may overlap the inputs as in
    /// <see cref="INetwork{TState}.Run"/>.
    /// </param>
    /// <exception cref="ArgumentNullException">The block is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The range is not within the block, or does not start at a multiple of <see cref="StateBlock.GroupSize"/>.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The spans do not match the number of streams, or overlap in a way that is not allowed. The states are unchanged.
    /// </exception>
    void StepMany(StateBlock<TState> states, int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs);
}
