using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests.Quantized;

/// <summary>
/// Networks in quantized precision compute what is documented, bit for bit, in every verb, and stay near to their equations.
/// </summary>
public sealed class QuantizedEquivalenceTests
{
    private const int Steps = 20;

    public static TheoryData<string> All => QuantizedGrid.Compiled.Names();

    public static TheoryData<string> Stepping => [.. QuantizedGrid.Stepping];

    [Theory]
    [MemberData(nameof(All))]
    public void Sums_are_the_documented_ones(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = QuantizedGrid.Create(name);
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, Steps), spec.Input, seed: 2);

        // Start states of the tests leave [-1, 1], hidden states later do not: both ways to round are walked.
        StartState start = StartState.Create(spec, seed: 2);
        start.Hidden[0][0] = 2.5f;
        Trace found = network.Run(inputs, start);

        (float[] outputs, float[][] hidden, float[][] cell) = ScalarLstm.Run(spec, weights, inputs, start);
        EquivalenceTests.AssertSameBits(outputs, found.Outputs, "output");
        for (int n = 0; n < spec.Cells.Count; n++)
        {
            EquivalenceTests.AssertSameBits(hidden[n], found.Hidden[n], $"h of cell {n}");
            EquivalenceTests.AssertSameBits(cell[n], found.Cell[n], $"c of cell {n}");
        }

        Assert.All(found.Rest, static padding => Assert.Equal(0, padding));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Outputs_are_near_to_those_of_the_equations_in_doubles(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = QuantizedGrid.Create(name);
        float[] inputs = RandomWeights.Inputs(TestNetworks.StepsOf(spec, Steps), spec.Input, seed: 1);

        Trace found = network.Run(inputs);

        // Seen: 5.4e-5 and 2.3e-3, three to ten times as much where a normalisation divides by a deviation, in each layer that has one; a
        // wrong term shows as 1e-1.
        double tolerance = (spec.Precision == LstmPrecision.Int8 ? 1e-2 : 2e-4)
            * Math.Pow(5, spec.Recurrent.Count(static layer => layer.LayerNorm))

            // A logarithm enlarges the errors of small probabilities.
            * Math.Pow(2, spec.Layers.Count(static layer => layer is DenseSpec { Activation.Function: Activation.LogSoftmax }));
        double[] expected = LstmOracle.Run(spec, weights, inputs).Outputs;
        for (int n = 0; n < expected.Length; n++)
        {
            Assert.True(
                Math.Abs(expected[n] - found.Outputs[n]) <= tolerance * Math.Max(1, Math.Abs(expected[n])),
                $"value {n}: expected {expected[n]:G9}, found {found.Outputs[n]:G9}");
        }
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void Every_verb_gives_the_same_bits(string name)
    {
        (ListSpec spec, Network created, _) = QuantizedGrid.Create(name);
        StepNetwork network = (StepNetwork)created;
        float[] inputs = RandomWeights.Inputs(11, spec.Input, seed: 3);
        StartState start = StartState.Create(spec, seed: 3);

        Trace stepped = network.Steps(inputs, start);

        Assert.True(stepped.SameBits(network.Run(inputs, start)), "Run in one call");
        Assert.True(stepped.SameBits(network.RunInPieces(inputs, start, 1, 0, 7)), "Run in pieces of 1, 0, 7 and the rest");
        float[][] streams = [.. Enumerable.Range(0, 5).Select(stream => RandomWeights.Inputs(3, spec.Input, seed: stream))];
        StartState[] starts = [.. Enumerable.Range(0, 5).Select(stream => StartState.Create(spec, seed: stream))];
        Trace[] together = network.StepMany(streams, starts);
        for (int stream = 0; stream < streams.Length; stream++)
        {
            Assert.True(network.Steps(streams[stream], starts[stream]).SameBits(together[stream]), $"stream {stream}");
        }
    }

    [Theory]
    [MemberData(nameof(Stepping))]
    public void No_verb_allocates(string name)
    {
        StepNetwork network = (StepNetwork)QuantizedGrid.Create(name).Network;
        foreach (Verb verb in new[] { Verb.Step, Verb.Run, Verb.StepMany })
        {
            network.AllocatedBytes(verb, rounds: 1);
            Assert.Equal(0, Enumerable.Range(0, 3).Min(_ => network.AllocatedBytes(verb, rounds: 20)));
        }
    }

    [Theory]
    [InlineData(LstmPrecision.Int16)]
    [InlineData(LstmPrecision.Int8)]
    public void A_NaN_in_the_hidden_state_reaches_every_unit_and_the_layer_above(LstmPrecision precision)
    {
        NetworkSpec spec = QuantizedGrid.Deep(precision);
        Network network = QuantizedGrid.Create(spec.Name).Network;
        StartState start = StartState.Create(spec, seed: 4);
        start.Hidden[0][spec.Hidden - 1] = float.NaN;

        Trace found = network.Run(RandomWeights.Inputs(2, spec.Input), start);

        Assert.All(found.Outputs, static value => Assert.True(float.IsNaN(value)));
        Assert.All(found.Hidden.SelectMany(static hidden => hidden), static value => Assert.True(float.IsNaN(value)));
        Assert.All(found.Rest, static padding => Assert.Equal(0, padding));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.MaxValue)]
    public void An_infinite_hidden_state_saturates_the_gates(float special)
    {
        NetworkSpec spec = QuantizedGrid.Plain;
        Network network = QuantizedGrid.Create(spec.Name).Network;
        StartState start = StartState.Create(spec, seed: 4);
        start.Hidden[0][3] = special;

        Trace found = network.Run(RandomWeights.Inputs(2, spec.Input), start);

        Assert.All(found.Outputs, static value => Assert.InRange(value, -1, 1));
    }
}
