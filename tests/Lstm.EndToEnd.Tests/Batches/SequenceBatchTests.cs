using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Batches;

/// <summary>
/// Each sequence of a batch has the bits of a run of its own, wherever it is in the batch and whatever is in the padding.
/// </summary>
public sealed class SequenceBatchTests
{
    private const int Longest = 9;

    public static TheoryData<int[]> Lengths =>
    [
        [], [0], [1], [9], [3, 3, 3], [0, 9, 1, 4, 9, 2, 7, 7, 0, 5, 8], [.. Enumerable.Range(0, 30).Select(static n => n * 7 % 10)],
    ];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_network_that_steps_runs_all_sequences_together(int[] lengths)
    {
        CheckRuns<Stepping, Stepping.State>(Stepping.Random(1), lengths);
        CheckRuns<Large, Large.State>(Large.Random(1), lengths);
        CheckRuns<LastStep, LastStep.State>(LastStep.Random(1), lengths);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_network_that_needs_whole_sequences_runs_one_after_the_other(int[] lengths) =>
        CheckRuns<BothWays, BothWays.State>(BothWays.Random(1), lengths);

    [Fact]
    public void A_state_that_is_too_large_for_an_array_is_no_obstacle() =>
        CheckRuns<TooLargeForArrays, TooLargeForArrays.State>(TooLargeForArrays.Random(1), [2, 0, 3]);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_network_with_pooling_predicts_each_sequence(int[] lengths)
    {
        int[] some = [.. lengths.Select(static length => Math.Max(1, length))];
        CheckPredictions<LastStep, LastStep.State>(LastStep.Random(1), some);
        CheckPredictions<MeanOfSteps, MeanOfSteps.State>(MeanOfSteps.Random(1), some);
    }

    [Fact]
    public void Calls_of_the_same_size_do_not_allocate()
    {
        Stepping model = Stepping.Random(1);
        int[] lengths = [4, 2, 9];
        float[] inputs = Inputs(3 * Longest * Stepping.InputSize);
        float[] outputs = new float[3 * Longest * Stepping.OutputSize];
        model.RunMany(inputs, lengths, outputs);

        Assert.Equal(0, Allocated.By(() => model.RunMany(inputs, lengths, outputs)));
    }

    [Fact]
    public void Arguments_are_checked_and_nothing_is_written()
    {
        Stepping model = Stepping.Random(1);
        float[] inputs = Inputs(2 * Longest * 3);
        float[] outputs = [.. Enumerable.Repeat(7f, 2 * Longest * 2)];

        Assert.Throws<ArgumentException>("lengths", () => model.RunMany(inputs, [1, 10], outputs));
        Assert.Throws<ArgumentException>("lengths", () => model.RunMany(inputs, [-1, 2], outputs));
        Assert.Throws<ArgumentException>("inputs", () => model.RunMany(inputs.AsSpan(1), [1, 2], outputs));
        Assert.Throws<ArgumentException>("outputs", () => model.RunMany(inputs, [1, 2], outputs.AsSpan(1)));
        Assert.Throws<ArgumentException>("inputs", () => model.RunPacked(inputs, [1, 2], outputs));
        Assert.Throws<ArgumentException>("lengths", () => model.RunPacked(inputs, [-1, 2], outputs));
        Assert.All(outputs, static value => Assert.Equal(7, value));

        LastStep pooled = LastStep.Random(1);
        Assert.Throws<ArgumentException>("lengths", () => pooled.PredictMany(Inputs(2 * 2 * 4), [4, 0], new float[6]));
        Assert.Throws<ArgumentException>("outputs", () => pooled.PredictMany(Inputs(2 * 2 * 4), [4, 1], new float[5]));
        Assert.Throws<NotSupportedException>(() => MeanOfSteps.Random(1).RunMany(Inputs(2 * 4), [4], new float[3]));
        Assert.Throws<ArgumentNullException>("model", static () => SequenceBatches.RunMany<Stepping.State>(null!, [], [], []));
    }

    private static void CheckRuns<TModel, TState>(TModel model, int[] lengths)
        where TModel : class, INetwork<TState>
        where TState : unmanaged, ILstmState
    {
        (float[] padded, float[][] sequences) = Batch(lengths, TModel.InputSize);
        float[][] expected = [.. sequences.Select(Own)];
        float[] Own(float[] inputs)
        {
            float[] outputs = new float[inputs.Length / TModel.InputSize * TModel.OutputSize];
            StrongBox<TState> state = new(model.InitialState);
            model.Run(ref state.Value, inputs, outputs);
            return outputs;
        }

        int row = Longest * TModel.OutputSize;
        float[] found = [.. Enumerable.Repeat(7f, lengths.Length * row)];
        model.RunMany(padded, lengths, found);
        Assert.True(Bits.Equal([.. expected.SelectMany(own => own.Concat(new float[row - own.Length]))], found), "RunMany");

        found = new float[lengths.Sum() * TModel.OutputSize];
        model.RunPacked([.. sequences.SelectMany(static own => own)], lengths, found);
        Assert.True(Bits.Equal([.. expected.SelectMany(static own => own)], found), "RunPacked");
    }

    private static void CheckPredictions<TModel, TState>(TModel model, int[] lengths)
        where TModel : class, IPooledLstm<TState>
        where TState : unmanaged, ILstmState
    {
        (float[] padded, float[][] sequences) = Batch(lengths, TModel.InputSize);
        float[] Own(float[] inputs)
        {
            float[] output = new float[TModel.OutputSize];
            model.Predict(inputs, output);
            return output;
        }

        float[] expected = [.. sequences.SelectMany(Own)];
        float[] found = new float[expected.Length];
        model.PredictMany(padded, lengths, found);
        Assert.True(Bits.Equal(expected, found), "PredictMany");

        Array.Clear(found);
        model.PredictPacked([.. sequences.SelectMany(static own => own)], lengths, found);
        Assert.True(Bits.Equal(expected, found), "PredictPacked");
    }

    /// <summary>Returns a batch whose padding is NaN, and its sequences.</summary>
    private static (float[] Padded, float[][] Sequences) Batch(int[] lengths, int inputSize)
    {
        float[] padded = Inputs(lengths.Length * Longest * inputSize);
        List<float[]> sequences = [];
        for (int sequence = 0; sequence < lengths.Length; sequence++)
        {
            Span<float> row = padded.AsSpan(sequence * Longest * inputSize, Longest * inputSize);
            sequences.Add(row[..(lengths[sequence] * inputSize)].ToArray());
            row[(lengths[sequence] * inputSize)..].Fill(float.NaN);
        }

        return (padded, [.. sequences]);
    }

    private static float[] Inputs(int count) => count == 0 ? [] : RandomWeights.Inputs(count, 1);
}
