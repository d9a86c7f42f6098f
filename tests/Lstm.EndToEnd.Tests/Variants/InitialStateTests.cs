using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Trained start states, which weights may carry: a stream starts from them unless it is told otherwise.</summary>
public sealed class InitialStateTests
{
    public static TheoryData<string> Names => TestNetworks.Names(static spec => spec.HiddenSize is 3 or 16 or 20 || !spec.IsStack);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_starts_from_the_state_in_the_weights(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = TestNetworks.Create(name, initialStates: true);
        float[] inputs = RandomWeights.Inputs(10, spec.Input);

        Trace found = network.Run(inputs);

        LstmOracleResult expected = LstmOracle.Run(spec, weights, inputs);
        EquivalenceTests.AssertAgrees(spec, expected, found);

        // In some random networks a layer is zero everywhere, whatever is before it.
        StartState zero = StartState.Zero(spec);
        LstmOracleResult fromZero = LstmOracle.Run(spec, weights, inputs, zero.HiddenAsDoubles, zero.CellAsDoubles);
        Trace foundFromZero = network.Run(inputs, zero);
        EquivalenceTests.AssertAgrees(spec, fromZero, foundFromZero);
        Assert.True(
            !found.SameBits(foundFromZero) || Difference(expected, fromZero) < 1e-6, "the start states make no difference");
        if (network is SequenceNetwork sequence)
        {
            Assert.Equal(found.Outputs, sequence.RunWithoutState(inputs));
        }
    }

    private static double Difference(LstmOracleResult one, LstmOracleResult other) => one.Outputs.Concat(StatesOf(one))
        .Zip(other.Outputs.Concat(StatesOf(other)), static (a, b) => Math.Abs(a - b))
        .Max();

    private static IEnumerable<double> StatesOf(LstmOracleResult result) =>
        result.States.SelectMany(static cell => cell).SelectMany(static state => state);

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_any_it_is_zero(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = TestNetworks.Create(name);
        float[] inputs = RandomWeights.Inputs(3, spec.Input);

        Assert.True(weights.InitialHidden.IsEmpty && weights.InitialCell.IsEmpty);
        Assert.True(network.Run(inputs).SameBits(network.Run(inputs, StartState.Zero(spec))));
        Assert.All(network.Run([]).State, static value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Initial_states_belong_to_their_layers_and_directions(string name)
    {
        (ListSpec spec, Network network, LstmWeights weights) = TestNetworks.Create(name, initialStates: true);

        Trace start = network.Run([]);

        Assert.Equal(weights.InitialHidden.ToArray(), start.Hidden.SelectMany(static h => h));
        Assert.Equal(weights.InitialCell.ToArray(), start.Cell.SelectMany(static c => c));
        Assert.Equal(spec.Cells.Count, start.Hidden.Length);
        Assert.All(start.Rest, static value => Assert.Equal(0, value));
    }
}
