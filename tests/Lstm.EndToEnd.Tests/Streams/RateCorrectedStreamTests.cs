using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Lstm.EndToEnd.Tests.Contracts;
using Lstm.EndToEnd.Tests.Slots;
using Lstm.EndToEnd.Tests.States;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Streams;

[Gru(input: 2, hidden: 9, Output = 2, Residual = true)]
public sealed partial class CorrectedGru;

[Lstm(input: 2, hidden: 9, StochasticForget = true)]
public sealed partial class CorrectedRandom;

/// <summary>A stream at a higher rate than that of the training: with whole ratios, with fractions, and what it refuses.</summary>
public sealed class RateCorrectedStreamTests
{
    private const int Steps = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void A_whole_ratio_has_the_bits_of_so_many_streams(int ratio)
    {
        AssertStreams<OnePaddedBlock, OnePaddedBlock.State>(SlotModels.Small(1), ratio);
        AssertStreams<ThreeLayers, ThreeLayers.State>(SlotModels.Deep(1), ratio);
        AssertStreams<EightBlocks, EightBlocks.State>(SlotModels.Large(1), ratio);
        AssertStreams<Windowed, Windowed.State>(Windowed.Random(1), ratio);
        AssertStreams<CorrectedGru, CorrectedGru.State>(CorrectedGru.Random(1), ratio);
        AssertStreams<CorrectedRandom, CorrectedRandom.State>(CorrectedRandom.Random(1), ratio);
    }

    [Theory]
    [InlineData(48_000 / 44_100.0)]
    [InlineData(88_200 / 48_000.0)]
    [InlineData(2.5)]
    [InlineData(4.999)]
    public void A_fraction_has_the_bits_of_states_interpolated_by_hand(double ratio)
    {
        AssertByHand<OnePaddedBlock, OnePaddedBlock.State>(SlotModels.Small(1), ratio);
        AssertByHand<ThreeLayers, ThreeLayers.State>(SlotModels.Deep(1), ratio);
        AssertByHand<CorrectedGru, CorrectedGru.State>(CorrectedGru.Random(1), ratio);
        AssertByHand<Windowed, Windowed.State>(Windowed.Random(1), ratio);
        AssertByHand<CorrectedRandom, CorrectedRandom.State>(CorrectedRandom.Random(1), ratio, isRandom: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(48_000 / 44_100.0)]
    [InlineData(88_200 / 48_000.0)]
    [InlineData(3)]
    public void The_outputs_are_those_of_the_equations_in_doubles(double ratio)
    {
        NetworkSpec spec = NetworkSpec.Plain(1, 5, output: 1);
        ListWeights weights = RandomWeights.Values(spec);
        OnePaddedBlock model = new(RandomWeights.Create(1, 5, 1, 1));
        float[] inputs = RandomWeights.Inputs(Steps, 1);
        float[] outputs = Outputs(Start<OnePaddedBlock, OnePaddedBlock.State>(model, ratio), inputs);

        // What is before the first step is the zero state.
        List<double[][][]> states = [.. Enumerable.Repeat<double[][][]>([[new double[5], new double[5]]], 6)];
        (int whole, double fraction) = ((int)ratio, ratio - (int)ratio);
        for (int step = 0; step < Steps; step++)
        {
            double[][] later = states[^whole][0];
            double[][] older = states[^(whole + 1)][0];
            double[][] between = [.. later.Zip(older, (one, other) =>
                one.Zip(other, (a, b) => (1 - fraction) * a + fraction * b).ToArray())];
            LstmOracleResult expected = LstmOracle.Run(spec, weights, inputs.AsSpan(step, 1), [between]);
            states.Add(expected.States);

            Assert.Equal(expected.Outputs[0], outputs[step], 2e-6);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2)]
    [InlineData(3.25)]
    public void Runs_of_any_length_have_the_bits_of_steps(double ratio)
    {
        ThreeLayers model = SlotModels.Deep(1);
        float[] inputs = RandomWeights.Inputs(Steps, ThreeLayers.InputSize);
        float[] expected = Outputs(Start<ThreeLayers, ThreeLayers.State>(model, ratio), inputs);
        foreach (int length in (int[])[0, 1, 2, 7, 64, Steps])
        {
            RateCorrectedStream<ThreeLayers, ThreeLayers.State> stream = Start<ThreeLayers, ThreeLayers.State>(model, ratio);
            float[] outputs = new float[expected.Length];
            for (int step = 0; step < Steps; step += Math.Max(1, length))
            {
                int steps = Math.Min(length, Steps - step);
                Assert.Equal(ThreeLayers.InputSize, ThreeLayers.OutputSize);
                Range range = (step * ThreeLayers.InputSize)..((step + steps) * ThreeLayers.InputSize);

                // In place, which equal sizes allow.
                inputs[range].CopyTo(outputs.AsSpan(range));
                stream.Run(outputs.AsSpan(range), outputs.AsSpan(range));
            }

            Assert.True(length == 0 || Bits.Equal(expected, outputs), $"runs of {length}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.1)]
    [InlineData(2)]
    [InlineData(7.5)]
    public void A_stream_at_rest_stays_there(double ratio)
    {
        OnePaddedBlock model = SlotModels.Small(1);
        OnePaddedBlock.State rest = model.RestState([0]);
        RateCorrectedStream<OnePaddedBlock, OnePaddedBlock.State> stream = new(model, ratio, in rest);
        float[] outputs = Outputs(stream, new float[1000]);
        float level = model.Step(ref rest, 0);

        Assert.All(outputs, output => Assert.Equal(level, output, 1e-6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(4)]
    public void A_stream_that_is_reset_starts_again(double ratio)
    {
        OnePaddedBlock model = SlotModels.Small(1);
        OnePaddedBlock.State start = model.RestState([0.5f]);
        float[] inputs = RandomWeights.Inputs(Steps, 1);
        RateCorrectedStream<OnePaddedBlock, OnePaddedBlock.State> stream = Start<OnePaddedBlock, OnePaddedBlock.State>(model, ratio);
        float[] first = Outputs(stream, inputs);
        stream.Reset(in start);
        float[] second = Outputs(stream, inputs);
        stream.Reset(in model.InitialState);

        Assert.True(Bits.Equal(first, Outputs(stream, inputs)));
        RateCorrectedStream<OnePaddedBlock, OnePaddedBlock.State> other = new(model, ratio, in start);
        Assert.True(Bits.Equal(second, Outputs(other, inputs)));
        Assert.False(Bits.Equal(first, second));
        Assert.Equal(ratio, stream.Ratio);
        Assert.Same(model, stream.Model);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(4)]
    public void Steps_and_runs_allocate_nothing(double ratio)
    {
        Assert.Equal(0, Allocated<OnePaddedBlock, OnePaddedBlock.State>(SlotModels.Small(1), ratio));
        Assert.Equal(0, Allocated<EightBlocks, EightBlocks.State>(SlotModels.Large(1), ratio));
        Assert.Equal(0, Allocated<Windowed, Windowed.State>(Windowed.Random(1), ratio));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(44_100 / 48_000.0)]
    [InlineData(256.5)]
    public void A_ratio_below_1_or_above_256_is_refused(double ratio)
    {
        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(
            "ratio", () => Start<OnePaddedBlock, OnePaddedBlock.State>(SlotModels.Small(1), ratio));
        Assert.Contains("Expected 1 to 256.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_must_be_a_model()
    {
        Assert.Throws<ArgumentNullException>("model", static () => Start<OnePaddedBlock, OnePaddedBlock.State>(null!, 2));
        Assert.Throws<ArgumentNullException>(
            "model", static () => new RateCorrectedStream<OnePaddedBlock, OnePaddedBlock.State>(null!, 2, default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(2.5)]
    public void Wrong_spans_are_refused_and_the_stream_is_unchanged(double ratio)
    {
        CorrectedGru model = CorrectedGru.Random(1);
        RateCorrectedStream<CorrectedGru, CorrectedGru.State> stream = Start<CorrectedGru, CorrectedGru.State>(model, ratio);
        RateCorrectedStream<CorrectedGru, CorrectedGru.State> untouched = Start<CorrectedGru, CorrectedGru.State>(model, ratio);
        float[] inputs = RandomWeights.Inputs(Steps, 2);
        Outputs(stream, inputs);
        Outputs(untouched, inputs);
        float[] values = [1, 2, 3, 4];

        Assert.Throws<ArgumentException>("input", () => stream.Step(new float[3], new float[2]));
        Assert.Throws<ArgumentException>("output", () => stream.Step(new float[2], new float[1]));
        Assert.Throws<ArgumentException>("inputs", () => stream.Run(new float[3], new float[2]));
        Assert.Throws<ArgumentException>("outputs", () => stream.Run(new float[4], new float[2]));
        Assert.Throws<ArgumentException>("outputs", () => stream.Run(values.AsSpan(0, 2), values.AsSpan(1, 2)));

        // The model refuses this one, because it adds the input to the output.
        Assert.Throws<ArgumentException>("output", () => stream.Step(values.AsSpan(0, 2), values.AsSpan(1, 2)));
        stream.Run([], []);

        Assert.True(Bits.Equal(Outputs(untouched, inputs), Outputs(stream, inputs)));
    }

    private static RateCorrectedStream<TModel, TState> Start<TModel, TState>(TModel model, double ratio)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState => new(model, ratio);

    private static float[] Outputs<TModel, TState>(RateCorrectedStream<TModel, TState> stream, float[] inputs)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        int steps = inputs.Length / TModel.InputSize;
        float[] outputs = new float[steps * TModel.OutputSize];
        for (int step = 0; step < steps; step++)
        {
            stream.Step(
                inputs.AsSpan(step * TModel.InputSize, TModel.InputSize), outputs.AsSpan(step * TModel.OutputSize, TModel.OutputSize));
        }

        return outputs;
    }

    private static void AssertStreams<TModel, TState>(TModel model, int ratio)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        float[] inputs = RandomWeights.Inputs(Steps, TModel.InputSize);
        float[] expected = new float[Steps * TModel.OutputSize];
        TState[] states = [.. Enumerable.Repeat(model.InitialState, ratio)];
        for (int step = 0; step < Steps; step++)
        {
            model.Step(
                ref states[step % ratio],
                inputs.AsSpan(step * TModel.InputSize, TModel.InputSize),
                expected.AsSpan(step * TModel.OutputSize, TModel.OutputSize));
        }

        Assert.True(Bits.Equal(expected, Outputs(Start<TModel, TState>(model, ratio), inputs)), $"{typeof(TModel).Name}, steps");
        float[] outputs = new float[expected.Length];
        Start<TModel, TState>(model, ratio).Run(inputs, outputs);
        Assert.True(Bits.Equal(expected, outputs), $"{typeof(TModel).Name}, a run");
    }

    private static void AssertByHand<TModel, TState>(TModel model, double ratio, bool isRandom = false)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        float[] inputs = RandomWeights.Inputs(Steps, TModel.InputSize);
        float[] expected = new float[Steps * TModel.OutputSize];
        int whole = (int)ratio;
        float fraction = (float)(ratio - whole);
        List<TState> states = [.. Enumerable.Repeat(model.InitialState, whole + 1)];
        for (int step = 0; step < Steps; step++)
        {
            TState state = states[^whole];
            TState older = states[^(whole + 1)];
            if (isRandom)
            {
                // The random numbers are those of the later state.
                Interpolate(state.Hidden(), older.Hidden(), fraction);
                Interpolate(state.Cell(), older.Cell(), fraction);
            }
            else
            {
                // All floats, those of convolutions included.
                Interpolate(
                    MemoryMarshal.Cast<TState, float>(new Span<TState>(ref state)),
                    MemoryMarshal.Cast<TState, float>(new Span<TState>(ref older)),
                    fraction);
            }

            model.Step(
                ref state,
                inputs.AsSpan(step * TModel.InputSize, TModel.InputSize),
                expected.AsSpan(step * TModel.OutputSize, TModel.OutputSize));
            states.Add(state);
        }

        Assert.True(Bits.Equal(expected, Outputs(Start<TModel, TState>(model, ratio), inputs)), typeof(TModel).Name);
    }

    private static void Interpolate(Span<float> later, Span<float> older, float fraction)
    {
        for (int index = 0; index < later.Length; index++)
        {
            later[index] += (older[index] - later[index]) * fraction;
        }
    }

    private static long Allocated<TModel, TState>(TModel model, double ratio)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState
    {
        RateCorrectedStream<TModel, TState> stream = Start<TModel, TState>(model, ratio);
        float[] inputs = RandomWeights.Inputs(20, TModel.InputSize);
        float[] outputs = new float[20 * TModel.OutputSize];
        long least = long.MaxValue;

        // A collection that another test sets off may charge this thread.
        for (int round = 0; round < 5 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            stream.Step(inputs.AsSpan(0, TModel.InputSize), outputs.AsSpan(0, TModel.OutputSize));
            stream.Run(inputs, outputs);
            stream.Reset(in model.InitialState);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
