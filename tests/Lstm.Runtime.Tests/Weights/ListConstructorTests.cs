using System;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Weights of lists of layers, built in memory.</summary>
public sealed class ListConstructorTests
{
    private static readonly RecurrentWeights s_lstm = Recurrent(3, Lists.Lstm(4));
    private static readonly RecurrentWeights s_gru = Recurrent(4, Lists.Gru(5));

    [Fact]
    public void A_list_has_its_layers_in_order()
    {
        RecurrentWeights both = Recurrent(2, Lists.Gru(3) with { Bidirectional = true });
        LstmWeights weights = new([Dense(7, 3), s_lstm, Dense(4, 2), both, Dense(6, 1)]);

        Assert.Equal((7, 4, 2, 1), (weights.InputSize, weights.HiddenSize, weights.LayerCount, weights.OutputSize));
        Assert.False(weights.IsBidirectional);
        Assert.Equal(5, weights.Sequence.Count);
        Assert.Equal(["lstm", "gru", "gru"], weights.Layers.Select(static cell => cell.Cell));
        Assert.Equal((3, 1), (weights.Stem.Single().OutputSize, weights.Head.Single().OutputSize));
        Assert.Equal((2, 6, true), (both.InputSize, both.OutputSize, both.IsBidirectional));
        Assert.False(s_lstm.IsBidirectional);
        Assert.IsNotType<LayerWeights[]>(weights.Sequence);
    }

    [Fact]
    public void A_stack_is_a_list_too()
    {
        NetworkSpec spec = new(3, 4) { Layers = 2, Bidirectional = true, Head = [new(2, Activation.Tanh)] };
        LstmWeights stack = RandomWeights.Create(spec);

        Assert.Equal(
            [typeof(RecurrentWeights), typeof(RecurrentWeights), typeof(DenseWeights)],
            stack.Sequence.Select(static layer => layer.GetType()));
        WeightsAssert.SameBits(stack, new LstmWeights(stack.Sequence));
        Assert.Equal(stack.Checksum, new LstmWeights(stack.Sequence).Checksum);
    }

    [Fact]
    public void The_parts_of_a_list_must_fit_each_other()
    {
        Throws("Expected 1 to 8 recurrent layers, found 0.", []);
        Throws("Expected 1 to 8 recurrent layers, found 0.", [Dense(3, 3)]);
        Throws("Expected 1 to 8 recurrent layers, found 9.", [s_lstm, .. Enumerable.Repeat(Recurrent(4, Lists.Lstm(4)), 8)]);
        Throws("Expected layer 1 to have 4 inputs, like the outputs of layer 0, found 3.", [s_lstm, s_lstm]);
        Throws("Expected layer 2 to have 5 inputs, like the outputs of layer 1, found 4.", [s_lstm, s_gru, Dense(4, 1)]);
        Throws("Expected layer 1 to have 4 inputs, like the outputs of layer 0, found 2.", [s_lstm, Dense(2, 4), s_gru]);
        Throws(
            "Expected at most 8 dense layers in a row, found 9 that end with layer 9.",
            [s_lstm, .. Enumerable.Repeat(Dense(4, 4), 9), s_gru]);
        LayerWeights[] most = [s_lstm, .. Enumerable.Repeat(Dense(4, 4), 8), s_gru, .. Enumerable.Repeat(Dense(5, 5), 8)];
        Assert.Equal(18, new LstmWeights(most).Sequence.Count);
        Assert.Equal(4096, new LstmWeights([Dense(4096, 3), s_lstm]).InputSize);
        Assert.Throws<ArgumentNullException>("sequence", () => new LstmWeights(sequence: null!));
        Assert.Throws<ArgumentNullException>("sequence", () => new LstmWeights([s_lstm, null!]));
    }

    [Fact]
    public void Both_directions_of_a_layer_are_of_one_kind()
    {
        LstmLayerWeights cell = s_lstm.Directions[0];
        Assert.Throws<ArgumentNullException>("cell", () => new RecurrentWeights(null!));
        ArgumentException error = Assert.Throws<ArgumentException>(
            "backward", () => new RecurrentWeights(cell, Recurrent(3, Lists.Gru(4)).Directions[0]));
        Assert.StartsWith(
            "Expected the backward direction to be an LSTM with four gates of 3 inputs and 4 units like the forward direction, "
            + "found a GRU of 3 inputs and 4 units.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("backward", () => new RecurrentWeights(cell, Recurrent(2, Lists.Lstm(4)).Directions[0]));
        Assert.Throws<ArgumentException>("backward", () => new RecurrentWeights(cell, Recurrent(3, Lists.Lstm(5)).Directions[0]));
    }

    [Fact]
    public void States_to_start_from_are_those_of_all_cells()
    {
        LstmWeights weights = new([s_lstm, s_gru], new float[9], new float[4]);

        Assert.Equal((9, 4), (weights.InitialHidden.Length, weights.InitialCell.Length));
        Says("Expected initial hidden states of [9], found 8 values.", () => new LstmWeights([s_lstm, s_gru], new float[8], new float[4]));
        Says("Expected initial cell states of [4], found 9 values.", () => new LstmWeights([s_lstm, s_gru], new float[9], new float[9]));
        Says("Expected initial cell states of [4], found 0 values.", () => new LstmWeights([s_lstm, s_gru], new float[9]));
        Says(
            "Expected self-test start hidden states of [9], found 2 values.",
            () => new LstmWeights([s_lstm, s_gru], selfTest: new LstmSelfTest(1, new float[3], new float[5], new float[2])));
        Says(
            "Expected self-test outputs of [1, 5], found 4 values.",
            () => new LstmWeights([s_lstm, s_gru], selfTest: new LstmSelfTest(1, new float[3], new float[4])));

        // A matrix if all cells are equally wide.
        RecurrentWeights equal = Recurrent(4, Lists.Gru(4));
        Says("Expected initial hidden states of [2, 4], found 7 values.", () => new LstmWeights([s_lstm, equal], new float[7], []));
    }

    [Fact]
    public void A_cell_keeps_only_the_options_that_its_tensors_show()
    {
        CellShape given = new(CellKind.Lstm, 4)
        {
            Peephole = true,
            StochasticForget = true,
            Clip = 1,
            CellClip = 2,
            GateActivation = Activation.HardSigmoid,
            LayerNormEpsilon = 0.5f,
        };
        Assert.Equal(new CellShape(CellKind.Lstm, 4) { Peephole = true }, NetworkStructure.Of(given));
        Assert.Equal(
            new CellShape(CellKind.GruResetAfter, 4), NetworkStructure.Of(new CellShape(CellKind.GruResetBefore, 4) { Clip = 1 }));
        CellShape all = new(CellKind.Lstm, 4) { Projection = 4, CoupledGates = true, LayerNorm = true };
        Assert.Equal(all, NetworkStructure.Of(all with { HiddenActivation = Activation.Relu }));
    }

    private static void Throws(string message, LayerWeights[] sequence)
    {
        ArgumentException error = Assert.Throws<ArgumentException>("sequence", () => new LstmWeights(sequence));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    private static void Says(string message, Func<object> create) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);

    private static RecurrentWeights Recurrent(int inputs, RecurrentShape layer) =>
        (RecurrentWeights)Lists.Weights(Lists.Of(inputs, layer)).Sequence[0];

    private static DenseWeights Dense(int inputs, int outputs) => new(inputs, outputs, new float[inputs * outputs], new float[outputs]);
}
