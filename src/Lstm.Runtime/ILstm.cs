using System;

namespace Lstm;

/// <summary>
/// What every generated network is: immutable weights, shared by any number of threads and streams, and verbs that advance a state.
/// </summary>
/// <remarks>
/// Generic code (a service, a benchmark, a test) takes any network through this interface, without reflection:
/// <c>where TModel : ILstm&lt;TState&gt; where TState : unmanaged, ILstmState</c>. None of the verbs allocates. Inputs and outputs must not lie in a state that the verb advances: copy
/// out what is to be fed back.
/// </remarks>
/// <typeparam name="TState">The network's state: a plain value. <c>default</c> is the zero state.</typeparam>
public interface ILstm<TState>
    where TState : unmanaged, ILstmState
{
    /// <summary>Values a step takes in.</summary>
    static abstract int InputSize { get; }

    /// <summary>Units of each layer.</summary>
    static abstract int HiddenSize { get; }

    /// <summary>Values a step puts out.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Stacked layers.</summary>
    static abstract int LayerCount { get; }

    /// <summary>The state that a stream starts from: what the weights carry as such, or zero. Any other state is a start as well.</summary>
    TState InitialState { get; }

    /// <summary>A checksum of the weights, the same on every machine: which model this is, in a log or a recording. See <see cref="LstmWeights.Checksum"/>.</summary>
    uint WeightsChecksum { get; }

    /// <summary>
    /// The state that the network settles in under a constant input, from its <see cref="InitialState"/>: where a stream starts without a click. It is looked for, which may
    /// take up to <see cref="RestStates.MaxSteps"/> steps: keep it.
    /// </summary>
    /// <param name="input">The input, [input], finite.</param>
    /// <exception cref="ArgumentException">The input has another length than the network's, or a value that is not finite.</exception>
    /// <exception cref="RestStateException">The network oscillates, diverges or takes longer: <see cref="RestStates"/> says which without an exception.</exception>
    TState RestState(ReadOnlySpan<float> input);

    /// <summary>One step of one stream.</summary>
    /// <param name="state">The stream's state, advanced by one step.</param>
    /// <param name="input">The step's input, [input].</param>
    /// <param name="output">
    /// Receives the step's output, [output]. It may lie anywhere, on the input too; with <see cref="RecurrentAttribute.Residual"/> it may start where the input starts, and not overlap it
    /// otherwise.
    /// </param>
    /// <exception cref="ArgumentException">A span has another length than the network's, or they overlap as they may not. The state is then as it was.</exception>
    void Step(ref TState state, ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Many steps of one stream: the same bits as as many calls of <see cref="Step"/>.</summary>
    /// <param name="state">The stream's state, advanced by all the steps.</param>
    /// <param name="inputs">The inputs, row-major [steps, input]. Empty is no step at all.</param>
    /// <param name="outputs">
    /// Receives the outputs, row-major [steps, output]. It may be the very span of the inputs where both sizes are equal, and may not overlap it otherwise:
    /// the inputs of several steps may be read before the first of their outputs is written, or after.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The inputs are no whole number of steps, or the outputs are not of as many steps. The state is then as it was.
    /// </exception>
    void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>One step of many streams: the same bits as a call of <see cref="Step"/> for each.</summary>
    /// <param name="states">The streams' states, each advanced by one step.</param>
    /// <param name="inputs">The inputs, row-major [streams, input].</param>
    /// <param name="outputs">Receives the outputs, row-major [streams, output]; overlapping the inputs as in <see cref="Run"/>.</param>
    /// <exception cref="ArgumentException">The spans are not of one number of streams, or overlap as they may not. The states are then as they were.</exception>
    void StepMany(Span<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>One step of all streams of a block: the same bits as a call of <see cref="Step"/> for each, and for small networks much faster.</summary>
    /// <param name="states">The streams' states, each advanced by one step.</param>
    /// <param name="inputs">The inputs, row-major [streams, input].</param>
    /// <param name="outputs">Receives the outputs, row-major [streams, output]; overlapping the inputs as in <see cref="Run"/>.</param>
    /// <exception cref="ArgumentNullException">There is no block.</exception>
    /// <exception cref="ArgumentException">The spans are not of the block's number of streams, or overlap as they may not. The states are then as they were.</exception>
    void StepMany(StateBlock<TState> states, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>One step of some streams of a block; the others stay as they are. Several threads may step ranges of one block that do not overlap.</summary>
    /// <param name="states">The block.</param>
    /// <param name="first">The first stream to step, a multiple of <see cref="StateBlock.GroupSize"/>; or the number of streams, where none follow.</param>
    /// <param name="count">How many streams to step.</param>
    /// <param name="inputs">Their inputs, row-major [count, input].</param>
    /// <param name="outputs">Receives their outputs, row-major [count, output]; overlapping the inputs as in <see cref="Run"/>.</param>
    /// <exception cref="ArgumentNullException">There is no block.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is not within the block, or does not start at a multiple of <see cref="StateBlock.GroupSize"/>.</exception>
    /// <exception cref="ArgumentException">The spans are not of so many streams, or overlap as they may not. The states are then as they were.</exception>
    void StepMany(StateBlock<TState> states, int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs);
}
