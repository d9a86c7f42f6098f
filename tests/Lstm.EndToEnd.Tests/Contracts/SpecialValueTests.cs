using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Contracts;

/// <summary>A NaN goes through and stays; infinities saturate.</summary>
public sealed class SpecialValueTests
{
    private const int Steps = 20;
    private const int Struck = 7;

    public static TheoryData<string> Plain => ContractNetworks.Plain;

    public static TheoryData<string> Variants => ContractNetworks.Variants;

    /// <summary>
    /// The variants in which whatever comes in meets a bounded function before anything else, so that an infinity is only a large number.
    /// </summary>
    public static TheoryData<string> Saturating => TestNetworks.OtherNames(static spec =>
        spec.IsCausal && !spec.AddsInput &&
        spec.Recurrent.All(static layer => !layer.LayerNorm && layer.GateActivation == Activation.Sigmoid &&
            layer.CellActivation == Activation.Tanh && layer.HiddenActivation == Activation.Tanh) &&
        (spec.Layers[0] is RecurrentSpec { Form: not CellForm.SLstm } or DenseSpec { Activation: { Function: Activation.Tanh } }));

    /// <summary>The networks whose input meets an exponential gate, which has no limit.</summary>
    public static TheoryData<string> Exponential => TestNetworks.OtherNames(static spec =>
        spec.IsCausal && !spec.Residual && spec.Layers[0] is RecurrentSpec { Form: CellForm.SLstm });

    public static TheoryData<string> All => TestNetworks.OtherNames(static _ => true);

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Variants))]
    public void A_NaN_input_makes_every_output_NaN_from_its_step_on(string name)
    {
        (ListSpec spec, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        float[] inputs = RandomWeights.Inputs(Steps, network.InputSize);
        inputs[Struck * network.InputSize] = float.NaN;

        foreach (Trace found in new[] { network.Steps(inputs), network.Run(inputs) })
        {
            Assert.True(found.Outputs.Take(Struck * network.OutputSize).All(float.IsFinite), string.Join(" ", found.Outputs));
            Assert.True(found.Outputs.Skip(Struck * network.OutputSize).All(float.IsNaN), string.Join(" ", found.Outputs));
            Assert.True(found.Hidden.Concat(found.Cell).All(static vector => vector.All(float.IsNaN)), "the final state");
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Variants))]
    public void A_NaN_stays_in_its_own_stream(string name)
    {
        (ListSpec spec, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        float[][] inputs = [.. Enumerable.Range(0, 14).Select(stream => RandomWeights.Inputs(Steps, network.InputSize, seed: stream))];
        StartState[] starts = [.. Enumerable.Range(0, 14).Select(stream => StartState.Create(spec, seed: stream))];
        Trace[] sound = network.StepMany(inputs, starts);
        inputs[4][Struck * network.InputSize] = float.NaN;
        inputs[10][Struck * network.InputSize] = float.PositiveInfinity;

        foreach (Verb verb in new[] { Verb.StepMany, Verb.StepBlock, Verb.StepRanges })
        {
            Trace[] struck = network.StepMany(inputs, starts, verb);

            // A function that saturates can turn an infinity into the value that the sound input has.
            for (int stream = 0; stream < inputs.Length; stream++)
            {
                Assert.True(stream == 10 || sound[stream].SameBits(struck[stream]) == (stream != 4), $"{verb}, stream {stream}");
            }

            // What is no number is none in both; which one is the processor's own affair.
            Assert.Equal(network.Steps(inputs[4], starts[4]).Outputs, struck[4].Outputs);
            Assert.Equal(network.Steps(inputs[10], starts[10]).Outputs, struck[10].Outputs);
            Assert.True(struck[4].Rest.AsSpan().SequenceEqual(network.Steps(inputs[4], starts[4]).Rest), "the padding");
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Variants))]
    public void A_NaN_in_the_state_reaches_the_output(string name)
    {
        (ListSpec spec, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        float[] inputs = RandomWeights.Inputs(3, network.InputSize);
        StartState hidden = StartState.Create(spec, seed: 1);
        hidden.Hidden[0][^1] = float.NaN;
        Assert.True(network.Steps(inputs, hidden).Outputs.All(float.IsNaN), "from h");

        // A GRU has no cell state, and a stochastic forget gate may have forgotten it.
        StartState cell = StartState.Create(spec, seed: 1);
        if (spec.IsRandom || cell.Cell.LastOrDefault(static c => c.Length > 0) is not { } last)
        {
            return;
        }

        last[0] = float.NaN;

        // A unit's own cell comes out where it is; what mixes the units, a head or the next step, then carries it everywhere.
        Trace found = network.Steps(inputs, cell);
        Assert.True(float.IsNaN(found.Outputs[0]));
        Assert.True(found.Outputs.Skip(network.OutputSize).All(float.IsNaN), string.Join(" ", found.Outputs));
    }

    /// <summary>An infinite pre-activation is an infinite stabiliser, and a later step subtracts it from itself.</summary>
    [Theory]
    [MemberData(nameof(Exponential))]
    public void An_infinite_input_of_an_sLSTM_makes_the_state_NaN(string name)
    {
        (_, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        float[] inputs = RandomWeights.Inputs(Steps, network.InputSize);
        inputs[Struck * network.InputSize] = float.PositiveInfinity;

        Assert.Contains(network.Steps(inputs).Cell[0], float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Saturating))]
    public void An_infinite_input_saturates_and_passes(string name)
    {
        (ListSpec spec, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        foreach (float infinity in new[] { float.PositiveInfinity, float.NegativeInfinity })
        {
            float[] inputs = RandomWeights.Inputs(Steps, network.InputSize);
            float[] limit = (float[])inputs.Clone();
            inputs[Struck * network.InputSize] = infinity;
            limit[Struck * network.InputSize] = infinity > 0 ? 1e30f : -1e30f;

            Trace found = network.Steps(inputs);

            Assert.True(found.Outputs.All(float.IsFinite), string.Join(" ", found.Outputs));
            Assert.True(found.Hidden.Concat(found.Cell).All(static vector => vector.All(float.IsFinite)), "the final state");

            // Past saturation an infinity is only a large number; nothing of it may stay anywhere, not even in the padding of the state.
            Trace large = network.Steps(limit);
            Assert.Equal(large.Outputs, found.Outputs);
            Assert.True(large.SameBits(found), "the padding of the state differs");
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    [MemberData(nameof(Saturating))]
    public void Huge_and_tiny_inputs_and_states_stay_finite(string name)
    {
        (ListSpec spec, StepNetwork network) = ContractNetworks.CreateWithSpec(name);
        StartState start = StartState.Create(spec, seed: 1);
        foreach (float value in new[] { 1e30f, -1e30f, 1e-40f, float.Epsilon, -0f })
        {
            float[] inputs = RandomWeights.Inputs(Steps, network.InputSize);
            inputs[Struck * network.InputSize] = value;
            (start.Cell[0].Length == 0 ? start.Hidden : start.Cell)[0][0] = value;
            Assert.True(network.Steps(inputs, start).Outputs.All(float.IsFinite), $"after {value}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_padding_of_a_state_stays_zero_for_any_input(string name)
    {
        (ListSpec spec, Network network, _) = TestNetworks.Create(name);
        foreach (float value in new[] { float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1e30f })
        {
            float[] inputs = RandomWeights.Inputs(3, spec.Input);
            inputs[spec.Input] = value;

            byte[] rest = network.Run(inputs).Rest;

            // At the end of a state that draws random numbers: its seed, which is 0 here, its counter, and padding.
            int counter = rest.Length - 24;
            Assert.True(!spec.IsRandom || BitConverter.ToInt64(rest, counter) == 3, "the counter");
            rest.AsSpan(counter, spec.IsRandom ? 8 : 0).Clear();
            Assert.True(rest.All(static value => value == 0), $"after {value}");
        }
    }
}
