using System;

namespace Lstm;

/// <summary>
/// What a generated network is that needs the whole sequence, because some of its layers walk backwards: immutable weights, and one verb.
/// </summary>
/// <remarks>
/// Outputs stand at the time of their inputs. What a run keeps between its passes is a span of the caller's, or rented from
/// <see cref="System.Buffers.ArrayPool{T}.Shared"/>, which allocates when it has nothing left to lend; nothing else is allocated.
/// </remarks>
/// <typeparam name="TState">The network's state: a plain value. <c>default</c> is the zero state.</typeparam>
public interface ISequenceLstm<TState>
    where TState : unmanaged, ILstmState
{
    /// <summary>Values a step takes in.</summary>
    static abstract int InputSize { get; }

    /// <summary>Units of each layer and direction.</summary>
    static abstract int HiddenSize { get; }

    /// <summary>Values a step puts out.</summary>
    static abstract int OutputSize { get; }

    /// <summary>Stacked layers.</summary>
    static abstract int LayerCount { get; }

    /// <summary>The state that a sequence starts from: what the weights carry as such, or zero.</summary>
    TState InitialState { get; }

    /// <summary>A checksum of the weights, the same on every machine: which model this is, in a log or a recording. See <see cref="LstmWeights.Checksum"/>.</summary>
    uint WeightsChecksum { get; }

    /// <summary>The floats that a run over so many steps needs between its passes; 0 for some networks.</summary>
    /// <param name="steps">How many steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than none, or more than memory can hold.</exception>
    static abstract int ScratchLength(int steps);

    /// <summary>A whole sequence, from <see cref="InitialState"/>.</summary>
    /// <param name="inputs">The inputs, row-major [steps, input]. Empty is no step at all.</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output]. It may not overlap the inputs.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are no whole number of steps, the outputs are not of as many, or they overlap. Nothing has then been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more steps than memory can hold at once.</exception>
    void Run(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>A whole sequence, from a given state.</summary>
    /// <param name="state">
    /// Where each layer and direction starts, and then where it has arrived: a backward one starts at the last step and arrives at the first.
    /// </param>
    /// <param name="inputs">The inputs, row-major [steps, input]. Empty is no step at all.</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output]. It may not overlap the inputs.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are no whole number of steps, the outputs are not of as many, or they overlap. Nothing has then been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more steps than memory can hold at once.</exception>
    void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>A whole sequence, from a given state, in memory of the caller's.</summary>
    /// <param name="state">
    /// Where each layer and direction starts, and then where it has arrived: a backward one starts at the last step and arrives at the first.
    /// </param>
    /// <param name="inputs">The inputs, row-major [steps, input]. Empty is no step at all.</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output]. It may not overlap the inputs.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> floats with anything in them. It may not overlap the others.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are no whole number of steps, the outputs are not of as many, the scratch memory is too short, or two of them overlap. Nothing has then been
    /// written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more steps than memory can hold at once.</exception>
    void Run(ref TState state, ReadOnlySpan<float> inputs, Span<float> outputs, Span<float> scratch);
}
