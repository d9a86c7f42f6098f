using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.EndToEnd.Tests.Processes;
using Lstm.EndToEnd.Tests.Quantized;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>
/// A state may hold anything, as one that overflowed does or one that was read from a damaged file: all verbs go on from it alike, its
/// padding stays clean, and nothing of it is left anywhere once the state is set back.
/// </summary>
public sealed class SpecialStateTests
{
    private const int Steps = 9;
    private const int Streams = 11;

    private static readonly float[] s_values =
    [
        float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue, float.Epsilon, -0f,
    ];

    public static TheoryData<string> Plain => ContractNetworks.Plain;

    public static TheoryData<string> Variants => ContractNetworks.Variants;

    public static TheoryData<string> Quantized => new(QuantizedGrid.Stepping);

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Variants))]
    public void All_verbs_agree_on_any_state_and_input(string name)
    {
        (ListSpec spec, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        Check(spec, network);
    }

    [Theory]
    [MemberData(nameof(Quantized))]
    public void All_verbs_of_a_quantized_network_agree_on_any_state_and_input(string name)
    {
        (ListSpec spec, Network network, _) = QuantizedGrid.Create(name);
        Check(spec, (StepNetwork)network);
    }

    /// <summary>An infinite cell is only a large one: tanh of it is 1, and a forget gate above zero keeps it so.</summary>
    [Theory]
    [MemberData(nameof(Plain))]
    public void An_infinite_cell_saturates(string name)
    {
        (ListSpec spec, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        StartState infinite = StartState.Create(spec, seed: 1);
        StartState large = StartState.Create(spec, seed: 1);
        infinite.Cell[0].AsSpan().Fill(float.NegativeInfinity);
        large.Cell[0].AsSpan().Fill(-1e30f);

        Trace found = network.Run(inputs, infinite);

        Assert.True(found.Outputs.All(float.IsFinite), string.Join(" ", found.Outputs));
        Assert.Equal(network.Run(inputs, large).Outputs, found.Outputs);
        Assert.All(found.Cell[0], static value => Assert.Equal(float.NegativeInfinity, value));
    }

    /// <summary>A cell that grows without bound, as it may where nothing holds it, goes through the largest float to an infinity.</summary>
    [Fact]
    public void A_cell_that_overflows_goes_on()
    {
        // All gates open, a candidate of 1: c grows by as much as there already is.
        LstmLayerWeights layer = new(1, 8, new float[32], new float[4 * 64], [.. Enumerable.Repeat(100f, 32)]);
        Probe1x8 model = new(new LstmWeights([layer]));
        Probe1x8.State state = default;
        float[] output = new float[8];
        state.Cell(0).Fill(float.MaxValue);
        for (int step = 0; step < 1_000; step++)
        {
            model.Step(ref state, [0], output);
            Assert.All(output, static value => Assert.Equal(1, value));
        }

        state.Cell(0).Fill(float.PositiveInfinity);
        model.Step(ref state, [float.MaxValue], output);
        Assert.All(output, static value => Assert.Equal(1, value));
        Assert.All(state.Cell(0).ToArray(), static value => Assert.Equal(float.PositiveInfinity, value));
    }

    [Fact]
    public void A_state_set_back_is_well_again()
    {
        Heals<Probe1x8, Probe1x8.State>(new(RandomWeights.Create(1, 8)));
        Heals<Probe1x16, Probe1x16.State>(new(RandomWeights.Create(1, 16, 1, 1)));
        Heals<Probe5x20, Probe5x20.State>(new(RandomWeights.Create(5, 20)));
        Heals<Probe8x64, Probe8x64.State>(new(RandomWeights.Create(8, 64)));
        Heals<Probe64x64, Probe64x64.State>(new(RandomWeights.Create(64, 64)));
        Heals<ProbeThreeLayers, ProbeThreeLayers.State>(new(RandomWeights.Create(33, 33, 3)));
        Heals<ProbeGru, ProbeGru.State>(new(RandomWeights.Create(new NetworkSpec(3, 7) { Gru = true })));
        Heals<ProbeStochastic, ProbeStochastic.State>(new(RandomWeights.Create(new NetworkSpec(2, 70))));
        Heals<ProbeInt16, ProbeInt16.State>(new(RandomWeights.Create(3, 41, 2, 2)));
        Heals<ProbeInt8, ProbeInt8.State>(new(RandomWeights.Create(8, 64)));
    }

    private static void Check(ListSpec spec, StepNetwork network)
    {
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);
        byte[] padding = network.Run(inputs, StartState.Create(spec, seed: 0)).Rest;
        List<(float[] Inputs, StartState Start)> streams = [];
        foreach (float value in s_values)
        {
            // Everywhere in the state; in one unit of h; in one of c; in one input.
            streams.Add(
                (inputs, With(spec, state => Array.ForEach([.. state.Hidden, .. state.Cell], vector => vector.AsSpan().Fill(value)))));
            streams.Add((inputs, With(spec, state => state.Hidden[0][^1] = value)));
            streams.Add((inputs, With(spec, state => state.Cell[^1].AsSpan(0, Math.Min(1, state.Cell[^1].Length)).Fill(value))));
            float[] struck = [.. inputs];
            struck[4 * spec.Input] = value;
            streams.Add((struck, StartState.Create(spec, seed: 0)));
        }

        Trace[] alone = [.. streams.Select(stream => network.Steps(stream.Inputs, stream.Start))];
        Trace[] inRuns = [.. streams.Select(stream => network.RunInPieces(stream.Inputs, stream.Start, 1, 4))];
        float[][] all = [.. streams.Select(static stream => stream.Inputs)];
        StartState[] starts = [.. streams.Select(static stream => stream.Start)];
        foreach (Trace[] found in new[]
        {
            inRuns, network.StepMany(all, starts, Verb.StepMany), network.StepMany(all, starts, Verb.StepBlock),
        })
        {
            for (int stream = 0; stream < streams.Count; stream++)
            {
                // What is no number is none in both; which one is the processor's own affair.
                Assert.Equal(alone[stream].Outputs, found[stream].Outputs);
                Assert.Equal(alone[stream].Hidden, found[stream].Hidden);
                Assert.Equal(alone[stream].Cell, found[stream].Cell);
                Assert.True(padding.AsSpan().SequenceEqual(found[stream].Rest), "the padding of the state");
            }
        }
    }

    private static StartState With(ListSpec spec, Action<StartState> change)
    {
        StartState state = StartState.Create(spec, seed: 0);
        change(state);
        return state;
    }

    /// <summary>
    /// After a state of no numbers, on the same thread and in the same block, a default state has the bits that it has in a new model.
    /// </summary>
    private static void Heals<TModel, TState>(TModel model)
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState, IEquatable<TState>
    {
        float[] inputs = RandomWeights.Inputs(Streams, TModel.InputSize, bound: 2);
        float[] bad =
        [
            .. inputs.Select(static (_, index) => index % 3 == 0 ? float.NaN : index % 3 == 1 ? float.PositiveInfinity : float.MaxValue),
        ];
        float[] outputs = new float[Streams * TModel.OutputSize];
        float[] ignored = new float[outputs.Length];
        TState sound = default;
        model.Run(ref sound, inputs, outputs);
        TState[] soundStates = new TState[Streams];
        float[] soundOutputs = new float[outputs.Length];
        model.StepMany(soundStates, inputs, soundOutputs);

        TState state = default;
        TState[] states = new TState[Streams];
        StateBlock<TState> block = new(Streams);
        for (int round = 0; round < 3; round++)
        {
            model.Run(ref state, bad, ignored);
            model.StepMany(states, bad, ignored);
            model.StepMany(block, bad, ignored);
        }

        Assert.Contains(ignored, static value => !float.IsFinite(value));
        state = default;
        states.AsSpan().Clear();
        block.Fill(default);
        float[] found = new float[outputs.Length];
        model.Run(ref state, inputs, found);
        Assert.Equal(outputs, found);
        Assert.Equal(sound, state);

        model.StepMany(states, inputs, found);
        Assert.Equal(soundOutputs, found);
        Assert.Equal(soundStates, states);

        model.StepMany(block, inputs, found);
        Assert.Equal(soundOutputs, found);
        Assert.All(Enumerable.Range(0, Streams), stream => Assert.Equal(soundStates[stream], block[stream]));
    }
}
