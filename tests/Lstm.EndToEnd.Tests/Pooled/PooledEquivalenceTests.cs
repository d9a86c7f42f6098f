using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Pooled;

/// <summary>Every network with pooling computes what its equations say, and every verb and kernel computes the same.</summary>
public sealed class PooledEquivalenceTests
{
    // Few enough that gates without limits stay within the tolerances.
    private const int Steps = 12;

    public static TheoryData<string> All => PooledGrid.Compiled.Names();

    public static TheoryData<string> OfFloats => PooledGrid.Compiled.Names(static spec => spec.Precision == LstmPrecision.Single);

    public static TheoryData<string> Stepping => PooledGrid.Compiled.Names(static spec => spec.IsCausal);

    public static TheoryData<string> OneOutput => PooledGrid.Compiled.Names(static spec => spec.HasOneOutput);

    [Theory]
    [MemberData(nameof(OfFloats))]
    public void Outputs_and_final_states_are_those_of_the_equations_in_doubles(string name)
    {
        (ListSpec spec, PooledNetwork network, LstmWeights weights) = Create(name);
        foreach (int steps in (int[])[1, 2, Steps])
        {
            float[] inputs = RandomWeights.Inputs(steps, spec.Input);
            StartState start = StartState.Create(spec, seed: 1);

            Trace found = network.Predict(inputs, start);

            LstmOracleResult run = LstmOracle.Run(spec, weights, inputs, start.HiddenAsDoubles, start.CellAsDoubles, start.Seed ?? 0);
            EquivalenceTests.AssertAgrees(spec, run with { Outputs = run.Outputs[^spec.OutputSize..] }, found);
            EquivalenceTests.AssertAgrees(spec, run, network.Network.Run(inputs, start));
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Sums_run_in_the_documented_order(string name)
    {
        (ListSpec spec, PooledNetwork network, LstmWeights weights) = Create(name);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 2);
        StartState start = StartState.Create(spec, seed: 2);

        Trace found = network.Predict(inputs, start);

        (float[] outputs, float[][] hidden, _) = ScalarLstm.Run(spec, weights, inputs, start);
        EquivalenceTests.AssertSameBits(outputs[^spec.OutputSize..], found.Outputs, "output");
        foreach ((float[] expected, float[] h) in hidden.Zip(found.Hidden))
        {
            EquivalenceTests.AssertSameBits(expected, h, "h");
        }
    }

    /// <summary>The longest sequence here has more outputs than a call of Predict takes at once.</summary>
    [Theory]
    [MemberData(nameof(Stepping))]
    public void Predict_gives_the_last_output_of_a_run(string name)
    {
        (ListSpec spec, PooledNetwork network, _) = Create(name);
        foreach (int steps in (int[])[1, 2, 3, spec.HiddenSize > 100 ? 9 : 1100])
        {
            float[] inputs = RandomWeights.Inputs(steps, spec.Input, seed: 3);
            StartState start = StartState.Create(spec, seed: 3);

            Trace run = network.Network.Run(inputs, start);

            Assert.True((run with { Outputs = run.Outputs[^spec.OutputSize..] }).SameBits(network.Predict(inputs, start)));
        }
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void A_network_that_steps_has_the_output_of_the_sequence_up_to_each_step(string name)
    {
        (ListSpec spec, PooledNetwork network, _) = Create(name);
        StepNetwork stepping = (StepNetwork)network.Network;
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 4);

        Trace steps = stepping.Steps(inputs);

        Assert.True(steps.SameBits(stepping.Run(inputs)));
        Assert.True(steps.SameBits(stepping.RunInPieces(inputs, null, 1, 0, 7)));
        for (int step = 1; step <= Steps; step++)
        {
            float[] output = network.PredictWithoutState(inputs[..(step * spec.Input)]);
            EquivalenceTests.AssertSameBits(
                steps.Outputs[((step - 1) * spec.OutputSize)..(step * spec.OutputSize)], output, $"the output after {step} steps");
        }
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void A_sequence_in_pieces_ends_with_the_output_of_the_whole(string name)
    {
        (ListSpec spec, PooledNetwork network, _) = Create(name);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 5);
        int cut = 5 * spec.Input;

        Trace first = network.Predict(inputs[..cut]);

        Assert.True(network.Predict(inputs).SameBits(network.Continue(first, inputs[cut..])));
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void Many_streams_have_the_outputs_that_each_has_alone(string name)
    {
        (ListSpec spec, PooledNetwork network, _) = Create(name);
        StepNetwork stepping = (StepNetwork)network.Network;
        float[][] inputs = [.. Enumerable.Range(0, 11).Select(stream => RandomWeights.Inputs(3, spec.Input, seed: 100 + stream))];
        StartState[] starts = [.. Enumerable.Range(0, 11).Select(stream => StartState.Create(spec, seed: 100 + stream))];
        foreach (Verb verb in new[] { Verb.StepMany, Verb.StepBlock, Verb.StepRanges })
        {
            Trace[] together = stepping.StepMany(inputs, starts, verb);

            Assert.All(together.Index(), stream =>
            {
                Trace alone = network.Predict(inputs[stream.Index], starts[stream.Index]);
                Assert.True(
                    alone.SameBits(stream.Item with { Outputs = stream.Item.Outputs[^spec.OutputSize..] }), $"{verb}, {stream.Index}");
            });
        }
    }

    [Theory]
    [MemberData(nameof(OneOutput))]
    public void Every_form_of_Run_and_Predict_gives_the_same_bits(string name)
    {
        (ListSpec spec, PooledNetwork network, _) = Create(name);
        SequenceNetwork sequences = (SequenceNetwork)network.Network;
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 6);
        StartState start = StartState.Create(spec, seed: 6);

        Trace expected = network.Predict(inputs, start);

        Assert.Equal(spec.OutputSize, expected.Outputs.Length);
        Assert.True(expected.SameBits(network.Network.Run(inputs, start)), "Run");
        Assert.True(expected.SameBits(sequences.RunInScratch(inputs, start, float.NaN, longer: 3)), "Run in scratch memory");
        Assert.False(expected.SameBits(network.Predict(inputs)), "the start state makes no difference");
        float[] fromStart = network.Predict(inputs).Outputs;
        EquivalenceTests.AssertSameBits(fromStart, network.PredictWithoutState(inputs), "Predict without a state");
        EquivalenceTests.AssertSameBits(fromStart, sequences.RunWithoutState(inputs), "Run without a state");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Initial_states_are_where_a_sequence_starts(string name)
    {
        ListSpec spec = PooledGrid.Compiled.Networks[name];
        LstmWeights weights = RandomWeights.Create(spec, seed: 4, initialStates: true);
        PooledNetwork network = PooledGrid.Compiled.CreatePooled(spec, weights);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input);

        Trace expected = network.Predict(inputs);

        EquivalenceTests.AssertSameBits(expected.Outputs, network.PredictWithoutState(inputs), "output");
        bool differs = LstmOracle.Run(spec, weights, inputs).Outputs[^spec.OutputSize..]
            .Zip(LstmOracle.Run(spec, RandomWeights.Create(spec, seed: 4), inputs).Outputs[^spec.OutputSize..])
            .Any(static pair => Math.Abs(pair.First - pair.Second) > 1e-6);
        Assert.False(
            differs && expected.SameBits(network.Predict(inputs, StartState.Zero(spec))), "the initial states make no difference");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Kernels_of_all_widths_give_the_same_bits(string name)
    {
        (ListSpec spec, PooledNetwork network, LstmWeights weights) = Create(name);
        float[] inputs = RandomWeights.Inputs(Steps, spec.Input, seed: 7);
        StartState start = StartState.Create(spec, seed: 7);
        float[] struck = [.. inputs];
        struck[spec.Input * 3 + spec.Input / 2] = float.NegativeInfinity;
        foreach (CompiledNetworks other in new[] { PooledGrid.Narrow, PooledGrid.Widest })
        {
            PooledNetwork found = other.CreatePooled(spec, weights);

            Assert.True(network.Predict(inputs, start).SameBits(found.Predict(inputs, start)), "Predict");
            Assert.Equal(
                network.Predict(struck, start).Outputs.Select(Bits.Canonical), found.Predict(struck, start).Outputs.Select(Bits.Canonical));
        }
    }

    private static (ListSpec Spec, PooledNetwork Network, LstmWeights Weights) Create(string name)
    {
        ListSpec spec = PooledGrid.Compiled.Networks[name];
        LstmWeights weights = RandomWeights.Create(spec, seed: spec.HiddenSize + 7 * spec.Input);
        return (spec, PooledGrid.Compiled.CreatePooled(spec, weights), weights);
    }
}
