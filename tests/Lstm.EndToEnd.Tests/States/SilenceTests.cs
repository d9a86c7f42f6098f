using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.States;

/// <summary>
/// Sound that dies away leaves no subnormal numbers behind, with which processors are slow: not in silence, and not under inputs that are
/// themselves so small. Without the fix a step took 1.5 to 1.9 times as long.
/// </summary>
public sealed class SilenceTests
{
    // Silence, and two inputs that are themselves too small.
    public static TheoryData<float> Silences => [0f, 1e-40f, -1e-44f];

    [Theory]
    [MemberData(nameof(Silences))]
    public void A_block_in_registers_holds_no_subnormal_number(float silence) =>
        Listen<SilentSmall, SilentSmall.State>(new(Fading(1, 5)), silence);

    [Theory]
    [MemberData(nameof(Silences))]
    public void Two_blocks_in_registers_hold_no_subnormal_number(float silence) =>
        Listen<SilentTwoBlocks, SilentTwoBlocks.State>(new(Fading(1, 16)), silence);

    [Theory]
    [MemberData(nameof(Silences))]
    public void Blocks_in_pairs_hold_no_subnormal_number(float silence) =>
        Listen<SilentPair, SilentPair.State>(new(Fading(1, 40)), silence);

    [Theory]
    [MemberData(nameof(Silences))]
    public void Tiles_hold_no_subnormal_number(float silence) => Listen<SilentTiles, SilentTiles.State>(new(Fading(3, 72)), silence);

    [Theory]
    [MemberData(nameof(Silences))]
    public void Gated_units_in_registers_hold_no_subnormal_number(float silence) =>
        Listen<SilentGru, SilentGru.State>(new(FadingGru(1, 7)), silence);

    [Theory]
    [MemberData(nameof(Silences))]
    public void Gated_units_in_tiles_hold_no_subnormal_number(float silence) =>
        Listen<SilentTiledGru, SilentTiledGru.State>(new(FadingGru(2, 41)), silence);

    private static void Listen<TModel, TState>(TModel model, float silence)
        where TModel : class, ILstm<TState>
        where TState : unmanaged, ILstmState, IEquatable<TState>
    {
        const int streams = 9;
        TState state = default;
        float[] sound = RandomWeights.Inputs(20, TModel.InputSize);
        float[] outputs = new float[streams * TModel.OutputSize];
        float[] silent = [.. Enumerable.Repeat(silence, streams * TModel.InputSize)];
        for (int step = 0; step < 20; step++)
        {
            model.Step(ref state, sound.AsSpan(step * TModel.InputSize, TModel.InputSize), outputs.AsSpan(0, TModel.OutputSize));
        }

        Assert.All(state.Hidden().ToArray(), static value => Assert.NotEqual(0, value));
        StateBlock<TState> block = new(streams);
        block.Fill(state);
        for (int step = 0; step < 2000; step++)
        {
            model.Step(ref state, silent.AsSpan(0, TModel.InputSize), outputs.AsSpan(0, TModel.OutputSize));
            Check<TModel, TState>(ref state, step);
            model.StepMany(block, silent, outputs);
            Assert.Equal(state, block[step % streams]);
        }

        // It has died away altogether; what a fading input leaves is gone as well.
        Assert.Equal(default, state);
    }

    private static void Check<TModel, TState>(ref TState state, int step)
        where TState : unmanaged, ILstmState
    {
        foreach (float value in (float[])[.. state.Hidden(), .. state.Cell()])
        {
            Assert.False(float.IsSubnormal(value), $"{typeof(TModel).Name}, step {step} of silence: {value}");
        }
    }

    // Forget gates of 0.95, and no bias that would hold the state anywhere but at zero.
    private static LstmWeights Fading(int input, int hidden)
    {
        LstmLayerWeights random = RandomWeights.Create(input, hidden).Layers[0];
        float[] bias = new float[4 * hidden];
        bias.AsSpan(hidden, hidden).Fill(3);
        return new LstmWeights([new LstmLayerWeights(input, hidden, random.Input, Small(random.Recurrent), bias)]);
    }

    private static LstmWeights FadingGru(int input, int hidden)
    {
        LstmLayerWeights random = RandomWeights.Create(new NetworkSpec(input, hidden) { Gru = true }).Layers[0];
        float[] bias = new float[3 * hidden];
        bias.AsSpan(hidden, hidden).Fill(3);
        return new LstmWeights([LstmLayerWeights.Gru(input, hidden, random.Input, Small(random.Recurrent), bias, new float[hidden])]);
    }

    private static float[] Small(ReadOnlySpan<float> weights) => [.. weights.ToArray().Select(static weight => weight / 20)];
}
