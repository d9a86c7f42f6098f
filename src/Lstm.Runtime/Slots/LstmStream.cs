using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// A stream that follows a slot. It holds a state, and steps with the model that was published last, after a cross-fade if the model was
/// published with one.
/// </summary>
/// <remarks>
/// <para>
/// A stream checks for a new model at the beginning of each call, and at the end of a fade. The new model continues from the stream's
/// state, unchanged. In step k of a fade over N steps, both models step, each with its own state, and each output is
/// <c>old + k / (N + 1) · (new - old)</c>. After the fade the outputs are bit-identical to those of the new model. A model published
/// during a fade waits until the fade ends. If several models wait, only the last one is used, with its own fade, or with a cut if a
/// skipped model was published as a cut.
/// </para>
/// <para>
/// This is a mutable struct: keep it in a field, an array or a local variable that is not read-only, and pass it by reference. A copy is a
/// fork of the stream. Only one thread at a time may use a stream; other threads may publish at the same time. No method allocates.
/// </para>
/// </remarks>
/// <typeparam name="TModel">The generated class.</typeparam>
/// <typeparam name="TState">Its state. A stream has room for two states, because a fade needs both.</typeparam>
public struct LstmStream<TModel, TState>
    where TModel : class, ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private LstmSlot<TModel>? _slot;

    // The publication in use; null during a fade. So one comparison detects both a new model and a fade.
    private Publication<TModel>? _settled;
    private TState _state;

    // A fade refers to the models rather than to their publications, which may be released before it ends.
    private Publication<TModel>? _target;
    private TModel? _old;
    private TModel? _new;
    private TState _oldState;
    private int _fadeSteps;
    private int _fadeStepsLeft;

    /// <summary>Creates a stream that starts from the initial state of the slot's model.</summary>
    /// <param name="slot">The slot.</param>
    /// <exception cref="ArgumentNullException">The slot is null.</exception>
    public LstmStream(LstmSlot<TModel> slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        Begin(slot, in slot.Current.InitialState);
    }

    /// <summary>Creates a stream that starts from a given state, such as a stored one or that of another stream.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentNullException">The slot is null.</exception>
    public LstmStream(LstmSlot<TModel> slot, in TState state)
    {
        ArgumentNullException.ThrowIfNull(slot);
        Begin(slot, in state);
    }

    /// <summary>
    /// The stream's state. During a fade it is the state of the new model, which the stream keeps. Setting it during a fade sets the state
    /// of both models, and the fade continues.
    /// </summary>
    public TState State
    {
        readonly get => _state;
        set
        {
            _state = value;
            _oldState = value;
        }
    }

    /// <summary>
    /// Whether the next step is part of a fade. A published model that the stream has not switched to yet does not count.
    /// </summary>
    public readonly bool IsFading => _fadeStepsLeft > 0;

    /// <summary>The number of remaining steps of the current fade; 0 if there is none.</summary>
    public readonly int FadeStepsLeft => _fadeStepsLeft;

    /// <summary>
    /// Starts this stream anew from the initial state of a slot's model. Unlike a constructor, it takes no stack memory for a stream of
    /// large states.
    /// </summary>
    /// <param name="slot">The slot.</param>
    /// <exception cref="ArgumentNullException">The slot is null.</exception>
    public void Start(LstmSlot<TModel> slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        Begin(slot, in slot.Current.InitialState);
    }

    /// <summary>Advances the stream by one step.</summary>
    /// <param name="input">The step's input, [input].</param>
    /// <param name="output">
    /// Receives the step's output, [output]. It may overlap the input where <see cref="ILstm{TState}.Step"/> of the model allows it.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A span has the wrong length, or the spans overlap in a way that is not allowed. The state is unchanged.
    /// </exception>
    /// <exception cref="InvalidOperationException">This is the default value, which has no slot.</exception>
    public void Step(ReadOnlySpan<float> input, Span<float> output)
    {
        if (_slot is { } slot && ReferenceEquals(slot.Latest, _settled) && _settled!.Model is { } model)
        {
            model.Step(ref _state, input, output);
            return;
        }

        StepAfterChange(input, output);
    }

    /// <summary>
    /// Advances the stream by many steps. The results are bit-identical to that many calls of <see cref="Step"/>, unless a model is
    /// published during the run. The stream then switches to that model at the end of a fade, or in the next call.
    /// </summary>
    /// <param name="inputs">The inputs, row-major [steps, input]. An empty span means no steps.</param>
    /// <param name="outputs">
    /// Receives the outputs, row-major [steps, output]. It may overlap the inputs as in <see cref="INetwork{TState}.Run"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, the outputs have a different number of steps, or the spans overlap in a way that is not
    /// allowed. The state is unchanged.
    /// </exception>
    /// <exception cref="InvalidOperationException">This is the default value, which has no slot.</exception>
    public void Run(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (Follow() is { } model)
        {
            model.Run(ref _state, inputs, outputs);
            return;
        }

        RunInFade(inputs, outputs);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StepAfterChange(ReadOnlySpan<float> input, Span<float> output)
    {
        if (Follow() is { } model)
        {
            model.Step(ref _state, input, output);
            return;
        }

        // The new model would reject spans of other lengths too, but only after the copy of the output.
        SpanLengths.CheckStep(input.Length, output.Length, TModel.InputSize, TModel.OutputSize);
        Fade(input, output, stackalloc float[TModel.OutputSize]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunInFade(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int inputSize = TModel.InputSize;
        int outputSize = TModel.OutputSize;
        int steps = SpanLengths.CheckRun(inputs, outputs, inputSize, outputSize);
        Span<float> memory = stackalloc float[TModel.OutputSize];
        for (int step = 0; step < steps; step++)
        {
            // A fade may end here and another one begin.
            if (Follow() is { } model)
            {
                model.Run(ref _state, inputs[(step * inputSize)..], outputs[(step * outputSize)..]);
                return;
            }

            Fade(inputs.Slice(step * inputSize, inputSize), outputs.Slice(step * outputSize, outputSize), memory);
        }
    }

    /// <summary>Switches to the model that was published last, unless a fade is in progress.</summary>
    /// <returns>The model that steps alone; null during a fade.</returns>
    private TModel? Follow()
    {
        LstmSlot<TModel> slot = _slot ?? ThrowWithoutSlot();

        // Each further iteration follows another publication.
        while (_settled is { } settled)
        {
            // Read the model before the slot: if the model has been released, the slot already has a later publication.
            TModel? model = settled.Model;
            Publication<TModel> latest = slot.Latest;
            if (model is not null && ReferenceEquals(latest, settled))
            {
                return model;
            }

            if (model is null || latest.FadeSteps == 0)
            {
                _settled = latest;
            }
            else if (latest.Model is { } next)
            {
                BeginFade(model, next, latest);
            }
        }

        return null;
    }

    private void BeginFade(TModel from, TModel to, Publication<TModel> target)
    {
        _settled = null;
        _target = target;
        _old = from;
        _new = to;
        _oldState = _state;
        _fadeSteps = target.FadeSteps;
        _fadeStepsLeft = target.FadeSteps;
    }

    private void Begin(LstmSlot<TModel> slot, in TState state)
    {
        _state = state;
        _slot = slot;
        _settled = slot.Latest;
        _target = null;
        _old = null;
        _new = null;
        _fadeSteps = 0;
        _fadeStepsLeft = 0;
    }

    /// <summary>
    /// Computes one step of a fade. The new model steps first, because it may reject an overlap of input and output that only a model can
    /// check. Its output may have overwritten the input, so what was there returns before the old model steps. The memory has the length of
    /// the output: inputs may be too long for the stack.
    /// </summary>
    private void Fade(ReadOnlySpan<float> input, Span<float> output, Span<float> memory)
    {
        output.CopyTo(memory);
        _new!.Step(ref _state, input, output);
        for (int n = 0; n < output.Length; n++)
        {
            (output[n], memory[n]) = (memory[n], output[n]);
        }

        _old!.Step(ref _oldState, input, output);

        // double represents every int exactly.
        float share = (float)((_fadeSteps - _fadeStepsLeft + 1.0) / (_fadeSteps + 1.0));
        for (int n = 0; n < output.Length; n++)
        {
            output[n] += share * (memory[n] - output[n]);
        }

        _fadeStepsLeft--;
        if (_fadeStepsLeft == 0)
        {
            _settled = _target;
            _target = null;
            _old = null;
            _new = null;
        }
    }

    [DoesNotReturn]
    [StackTraceHidden]
    private static LstmSlot<TModel> ThrowWithoutSlot() =>
        throw new InvalidOperationException(
            "This stream is the default value and has no slot. " +
            $"Create it with new LstmStream<{typeof(TModel).Name}, {typeof(TState).Name}>(slot).");
}
