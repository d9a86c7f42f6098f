using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lstm.CompilerServices;

namespace Lstm;

/// <summary>
/// A stream at a higher sample rate than the one that its model was trained for. The recurrence is delayed by the ratio of the rates, so
/// that the model's time constants in seconds remain what they were in training.
/// </summary>
/// <remarks>
/// <para>
/// A recurrent network knows steps, not seconds: at twice the rate, its filters and its memory are twice as fast. So a step of this stream
/// continues from the state of <see cref="Ratio"/> steps ago, instead of the last one. With a whole ratio r, the stream uses r states in
/// turn, and its outputs are bit-identical to those of r streams, of which each has every r-th step. With any other ratio, the state is
/// interpolated linearly, value by value, between those of floor(r) and ceil(r) steps ago. Interpolation is a low-pass filter in the
/// recurrence, so it is less exact. Random numbers of a stochastic forget gate are not interpolated; they continue from the later state.
/// </para>
/// <para>
/// Carson, Wright, Chowdhury, Välimäki and Bilbao, "Sample rate independent recurrent neural networks for audio effects processing",
/// DAFx 2024, compare this method with others. A ratio below 1 would need a state that does not exist yet: resample the signal instead.
/// </para>
/// <para>
/// A constant input keeps a steady state steady. So a stream that starts from <see cref="ILstm{TState}.RestState"/> has no initial
/// transient, at any ratio. Only one thread at a time may use a stream. Only the constructors allocate memory.
/// </para>
/// </remarks>
/// <typeparam name="TModel">The generated class.</typeparam>
/// <typeparam name="TState">Its state.</typeparam>
public sealed class RateCorrectedStream<TModel, TState>
    where TModel : ILstm<TState>
    where TState : unmanaged, ILstmState
{
    private const int MostRatio = 256;

    private readonly TModel _model;
    private readonly float[] _buffer;
    private readonly int _start;

    // The number of states in the buffer. With a fraction, one of them is unused at a time: the next one is computed there, so that a step
    // with wrong arguments changes nothing.
    private readonly int _count;
    private readonly float _fraction;
    private readonly int _interpolated;

    // The oldest state or, with a fraction, the unused one before it.
    private int _next;

    /// <summary>Creates a stream that starts from the initial state of its model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ratio">
    /// The sample rate of the stream, divided by the one of the training; from 1 to 256. For example, <c>96000 / 48000.0</c>.
    /// </param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not from 1 to 256.</exception>
    public RateCorrectedStream(TModel model, double ratio)
        : this(model, ratio, in NotNull(model).InitialState)
    {
    }

    /// <summary>Creates a stream that starts from a given state, such as the model's <see cref="ILstm{TState}.RestState"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ratio">
    /// The sample rate of the stream, divided by the one of the training; from 1 to 256. For example, <c>96000 / 48000.0</c>.
    /// </param>
    /// <param name="state">The state, which all steps before the first one are taken to have left.</param>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not from 1 to 256.</exception>
    public RateCorrectedStream(TModel model, double ratio, in TState state)
    {
        if (!(ratio is >= 1 and <= MostRatio))
        {
            throw new ArgumentOutOfRangeException(
                nameof(ratio),
                ratio,
                $"The ratio is the sample rate of the stream, divided by the one of the training. Expected 1 to {MostRatio}. "
                + "At a lower rate than that of the training, resample the signal instead.");
        }

        int whole = (int)ratio;
        _model = NotNull(model);
        Ratio = ratio;
        _fraction = (float)(ratio - whole);
        _count = _fraction > 0 ? whole + 2 : whole;
        _interpolated = _fraction > 0 ? StateMap.Of<TState>().RandomStart : 0;
        _buffer = AlignedFloats.Allocate(_count * StateLength, out _start);
        Reset(in state);
    }

    /// <summary>The model.</summary>
    public TModel Model => _model;

    /// <summary>The sample rate of the stream, divided by the one of the training: the delay of the recurrence, in steps.</summary>
    public double Ratio { get; }

    private static int StateLength => (Unsafe.SizeOf<TState>() + sizeof(float) - 1) / sizeof(float);

    /// <summary>Starts the stream again, from a state that all steps before the next one are taken to have left.</summary>
    /// <param name="state">The state.</param>
    public void Reset(in TState state)
    {
        for (int index = 0; index < _count; index++)
        {
            At(index) = state;
        }

        _next = 0;
    }

    /// <summary>Advances the stream by one step.</summary>
    /// <param name="input">The step's input, [input].</param>
    /// <param name="output">
    /// Receives the step's output, [output]. It may overlap the input where <see cref="ILstm{TState}.Step"/> of the model allows it.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A span has the wrong length, or the spans overlap in a way that is not allowed. The stream is unchanged.
    /// </exception>
    public void Step(ReadOnlySpan<float> input, Span<float> output)
    {
        ref TState state = ref At(_next);
        if (_fraction > 0)
        {
            // The oldest state is beside the unused one, and the one after it is beside that.
            int oldest = Following(_next);
            state = At(Following(oldest));
            Interpolate(ref state, in At(oldest));
        }

        _model.Step(ref state, input, output);
        _next = Following(_next);
    }

    /// <summary>Advances the stream by many steps. The results are bit-identical to that many calls of <see cref="Step"/>.</summary>
    /// <param name="inputs">The inputs, row-major [steps, input]. An empty span means no steps.</param>
    /// <param name="outputs">
    /// Receives the outputs, row-major [steps, output]. It may overlap the inputs as in <see cref="INetwork{TState}.Run"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The inputs are not a whole number of steps, the outputs have a different number of steps, or the spans overlap in a way that is not
    /// allowed. The stream is unchanged.
    /// </exception>
    public void Run(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        if (_count == 1)
        {
            _model.Run(ref At(0), inputs, outputs);
            return;
        }

        int inputSize = TModel.InputSize;
        int outputSize = TModel.OutputSize;
        int steps = SpanLengths.CheckRun(inputs, outputs, inputSize, outputSize);
        for (int step = 0; step < steps; step++)
        {
            Step(inputs.Slice(step * inputSize, inputSize), outputs.Slice(step * outputSize, outputSize));
        }
    }

    private int Following(int index) => index + 1 == _count ? 0 : index + 1;

    private ref TState At(int index) => ref Unsafe.Add(
        ref Unsafe.As<float, TState>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _start)), index);

    /// <summary>Moves the values of a state towards those of an older one: later + fraction · (older - later).</summary>
    private void Interpolate(ref TState later, in TState older)
    {
        ref float to = ref Unsafe.As<TState, float>(ref later);
        ref float from = ref Unsafe.As<TState, float>(ref Unsafe.AsRef(in older));
        int index = 0;
        for (; index <= _interpolated - Vector256<float>.Count; index += Vector256<float>.Count)
        {
            Vector256<float> value = Vector256.LoadUnsafe(ref to, (nuint)index);
            Vector256<float> change = Vector256.LoadUnsafe(ref from, (nuint)index) - value;
            (value + change * _fraction).StoreUnsafe(ref to, (nuint)index);
        }

        for (; index < _interpolated; index++)
        {
            float value = Unsafe.Add(ref to, index);
            Unsafe.Add(ref to, index) = value + (Unsafe.Add(ref from, index) - value) * _fraction;
        }
    }

    [StackTraceHidden]
    private static TModel NotNull(TModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model;
    }
}
