using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// A stream that follows a slot: its state, and steps by the model that was published last, with a cross-fade where that was published with one.
/// </summary>
/// <remarks>
/// <para>
/// A new model is noticed at the beginning of a call and at the end of a fade. The stream's state goes over to it as it is. In step k of a fade over N steps both models step, each
/// with its own state, and each output is <c>old + k / (N + 1) · (new - old)</c>; after it the outputs are the new model's, bit for bit. Whatever is published during
/// a fade waits for its end; of several waiting models the last is taken up, as it was published, or with a cut if one that was missed was a cut.
/// </para>
/// <para>
/// This is a mutable value: keep it in a field, an array or a local variable that is not read-only, and pass it by reference. A copy is a fork of the stream. One thread at a time may
/// use a stream; other threads may publish meanwhile. Nothing here allocates.
/// </para>
/// </remarks>
/// <typeparam name="TModel">The generated class.</typeparam>
/// <typeparam name="TState">Its state. A stream has room for two, since a fade needs both.</typeparam>
public struct LstmStream<TModel, TState>
    where TModel : class, ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private readonly LstmSlot<TModel>? _slot;

    // Where the stream is; null in a fade, so that one comparison finds out both a new model and a fade.
    private Publication<TModel>? _settled;
    private TState _state;

    // A fade holds models rather than publications: they may be released before it is over.
    private Publication<TModel>? _target;
    private TModel? _old;
    private TModel? _new;
    private TState _oldState;
    private int _fadeSteps;
    private int _fadeStepsLeft;

    /// <summary>A stream that starts where the slot's model does.</summary>
    /// <param name="slot">The slot.</param>
    /// <exception cref="ArgumentNullException">There is no slot.</exception>
    public LstmStream(LstmSlot<TModel> slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        _slot = slot;
        _settled = slot.Latest;
        _state = slot.Current.InitialState;
    }

    /// <summary>A stream that starts from a state: one that was stored, or another stream's.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentNullException">There is no slot.</exception>
    public LstmStream(LstmSlot<TModel> slot, TState state)
    {
        ArgumentNullException.ThrowIfNull(slot);
        _slot = slot;
        _settled = slot.Latest;
        _state = state;
    }

    /// <summary>
    /// The stream's state; in a fade the new model's, which is the one that stays. Set in a fade, it is the state of both models, and the fade goes on.
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

    /// <summary>Whether the next step is one of a fade. A model that the stream has not noticed yet is no fade yet.</summary>
    public readonly bool IsFading => _fadeStepsLeft > 0;

    /// <summary>The steps of the present fade that are still to come; 0 outside of one.</summary>
    public readonly int FadeStepsLeft => _fadeStepsLeft;

    /// <summary>One step.</summary>
    /// <param name="input">The step's input, [input].</param>
    /// <param name="output">Receives the step's output, [output]. It may be the span of the input where the model's own <see cref="ILstm{TState}.Step"/> allows it.</param>
    /// <exception cref="ArgumentException">A span has another length than the network's. The state is then as it was.</exception>
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
    /// Many steps: the same bits as as many calls of <see cref="Step"/>, unless a model is published while this runs. That one is noticed at the end of a fade, or by the next call.
    /// </summary>
    /// <param name="inputs">The inputs, row-major [steps, input]. Empty is no step at all.</param>
    /// <param name="outputs">Receives the outputs, row-major [steps, output]; overlapping the inputs as in <see cref="ILstm{TState}.Run"/>.</param>
    /// <exception cref="ArgumentException">
    /// The inputs are no whole number of steps, or the outputs are not of as many. The state is then as it was.
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

        // The old model steps before the new one refuses.
        SpanLengths.CheckStep(input.Length, output.Length, TModel.InputSize, TModel.OutputSize);
        Span<float> old = stackalloc float[TModel.OutputSize];
        TState before = _oldState;
        try
        {
            Fade(input, output, old);
        }
        catch (ArgumentException)
        {
            // An output that overlaps the input as only the model knows it may not.
            _oldState = before;
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunInFade(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        int inputSize = TModel.InputSize;
        int outputSize = TModel.OutputSize;
        int steps = SpanLengths.CheckRun(inputs, outputs, inputSize, outputSize);
        Span<float> old = stackalloc float[outputSize];
        for (int step = 0; step < steps; step++)
        {
            // The end of a fade may be the beginning of another.
            if (Follow() is { } model)
            {
                model.Run(ref _state, inputs[(step * inputSize)..], outputs[(step * outputSize)..]);
                return;
            }

            Fade(inputs.Slice(step * inputSize, inputSize), outputs.Slice(step * outputSize, outputSize), old);
        }
    }

    /// <summary>Takes up what was published last, unless a fade is going on.</summary>
    /// <returns>The model to step alone; null in a fade.</returns>
    private TModel? Follow()
    {
        LstmSlot<TModel> slot = _slot ?? ThrowWithoutSlot();

        // Another turn only ever follows another publication.
        while (_settled is { } settled)
        {
            // Before the slot is read: a model that is gone by now has left a later publication there.
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

    /// <summary>A step of a fade. The old model goes first: it must see the input before an output takes its place.</summary>
    private void Fade(ReadOnlySpan<float> input, Span<float> output, Span<float> old)
    {
        _old!.Step(ref _oldState, input, old);
        _new!.Step(ref _state, input, output);

        // In double, which holds every int exactly.
        float share = (float)((_fadeSteps - _fadeStepsLeft + 1.0) / (_fadeSteps + 1.0));
        for (int n = 0; n < output.Length; n++)
        {
            output[n] = old[n] + share * (output[n] - old[n]);
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
        throw new InvalidOperationException($"This stream follows no slot: it is the default value. Make it with new LstmStream<{typeof(TModel).Name}, {typeof(TState).Name}>(slot).");
}
