using System;
using System.Collections.Generic;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Weights built in memory: what does not fit is the fault of an argument, which the message names.</summary>
public sealed class ConstructorTests
{
    [Theory]
    [InlineData(0, 1, "inputSize")]
    [InlineData(4097, 1, "inputSize")]
    [InlineData(1, 0, "hiddenSize")]
    [InlineData(1, -5, "hiddenSize")]
    [InlineData(1, 1025, "hiddenSize")]
    public void Sizes_of_a_layer_are_checked(int input, int hidden, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new LstmLayerWeights(input, hidden, [], [], []));

    [Theory]
    [InlineData(23, 36, 12, "input", "Expected 24 values ([12, 2]), found 23.")]
    [InlineData(24, 37, 12, "recurrent", "Expected 36 values ([12, 3]), found 37.")]
    [InlineData(24, 36, 3, "bias", "Expected 12 values, or 9 with coupled gates, found 3.")]
    public void Lengths_of_a_layer_are_checked(int input, int recurrent, int bias, string parameter, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            parameter, () => new LstmLayerWeights(2, 3, new float[input], new float[recurrent], new float[bias]));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, float.NaN, "input")]
    [InlineData(1, float.PositiveInfinity, "recurrent")]
    [InlineData(2, float.NegativeInfinity, "bias")]
    public void Values_of_a_layer_are_checked(int which, float value, string parameter)
    {
        float[][] values = [new float[4], new float[4], new float[4]];
        values[which][3] = value;

        ArgumentException exception = Assert.Throws<ArgumentException>(
            parameter, () => new LstmLayerWeights(1, 1, values[0], values[1], values[2]));

        Assert.Contains("at index 3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_is_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("inputSize", () => new DenseWeights(0, 1, [], []));
        Assert.Throws<ArgumentOutOfRangeException>("outputSize", () => new DenseWeights(1, 1025, [], []));
        Assert.Throws<ArgumentException>("weight", () => new DenseWeights(2, 3, new float[5], new float[3]));
        Assert.Throws<ArgumentException>("bias", () => new DenseWeights(2, 3, new float[6], new float[2]));
        Assert.Throws<ArgumentException>("bias", () => new DenseWeights(2, 1, new float[2], [float.NaN]));
    }

    [Fact]
    public void A_self_test_is_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new LstmSelfTest(0, [], []));
        Assert.Throws<ArgumentException>("input", () => new LstmSelfTest(2, new float[3], new float[2]));
        Assert.Throws<ArgumentException>("input", () => new LstmSelfTest(2, [], new float[2]));
        Assert.Throws<ArgumentException>("output", () => new LstmSelfTest(2, new float[2], []));
        Assert.Throws<ArgumentException>("output", () => new LstmSelfTest(1, new float[2], [float.NaN]));

        // One output for two steps: whether the network has pooling is not known yet.
        Assert.Equal([0.5f], new LstmSelfTest(2, new float[2], [0.5f]).Output.ToArray());
        Assert.Throws<ArgumentException>("startCell", () => new LstmSelfTest(1, new float[2], new float[2], [], new float[3]));
    }

    [Fact]
    public void The_parts_of_a_network_must_fit_each_other()
    {
        LstmLayerWeights layer = RandomWeights.Create(2, 3).Layers[0];
        LstmLayerWeights upper = RandomWeights.Create(3, 3).Layers[0];
        DenseWeights head = RandomWeights.Create(1, 4, output: 1).Head[0];

        Assert.Throws<ArgumentNullException>("layers", () => new LstmWeights(null!));
        Assert.Throws<ArgumentNullException>("layers", () => new LstmWeights([null!]));
        Assert.Throws<ArgumentNullException>("layers", () => new LstmWeights([layer, null!]));
        Assert.Throws<ArgumentException>("layers", () => new LstmWeights([]));
        Assert.Throws<ArgumentException>("layers", () => new LstmWeights([layer, .. Repeat(upper, 8)]));
        Assert.Throws<ArgumentException>("layers", () => new LstmWeights([layer, layer]));
        Assert.Throws<ArgumentException>("head", () => new LstmWeights([layer], head));
        Assert.Throws<ArgumentException>("selfTest", () => new LstmWeights([layer], null, new LstmSelfTest(2, new float[2], new float[6])));
        Assert.Throws<ArgumentException>("selfTest", () => new LstmWeights([layer], null, new LstmSelfTest(2, new float[4], new float[2])));
        Assert.Throws<ArgumentException>("selfTest", () => new LstmWeights([layer], null, new LstmSelfTest(3, new float[6], new float[6])));
        Assert.Throws<ArgumentException>(
            "selfTest", () => new LstmWeights([layer], null, new LstmSelfTest(2, new float[4], new float[6], new float[6], new float[6])));
        Assert.Throws<ArgumentException>(
            "selfTest", () => new LstmWeights([layer], null, new LstmSelfTest(2, new float[4], new float[6], new float[3])));
        Assert.Equal(8, new LstmWeights([layer, .. Repeat(upper, 7)]).LayerCount);
    }

    [Fact]
    public void Parts_of_a_layer_are_checked()
    {
        // One unit's worth too much or too little of each, in a layer of 2 inputs, 3 units and a projection to 4.
        float[] Of(int count) => new float[count];
        LstmLayerWeights Layer(
            int recurrent = 48, int projection = 12, int peephole = 9, int gates = 12, int gateBias = 12, int cell = 3, int cellBias = 3) =>
            new(2, 3, Of(24), Of(recurrent), Of(12), Of(projection), Of(peephole), Of(gates), Of(gateBias), Of(cell), Of(cellBias));

        LstmLayerWeights layer = Layer();
        Assert.Equal((4, 4, 4, false), (layer.GateCount, layer.ProjectionSize, layer.OutputSize, layer.IsGru));
        Assert.Throws<ArgumentException>("recurrent", () => Layer(recurrent: 36));
        Assert.Throws<ArgumentException>("projection", () => Layer(projection: 13));
        Assert.Throws<ArgumentException>("projection", () => Layer(projection: 3 * 1025));
        Assert.Throws<ArgumentException>("peephole", () => Layer(peephole: 12));
        Assert.Throws<ArgumentException>("gateNormWeight", () => Layer(gates: 9));
        Assert.Throws<ArgumentException>("gateNormBias", () => Layer(gateBias: 0));
        Assert.Throws<ArgumentException>("cellNormWeight", () => Layer(cell: 0));
        Assert.Throws<ArgumentException>("cellNormBias", () => Layer(cellBias: 12));
        Assert.Throws<ArgumentException>("gateNormBias", () => Layer(gates: 0));
        Assert.Throws<ArgumentException>("peephole", () => new LstmLayerWeights(2, 3, Of(18), Of(27), Of(9), peephole: Of(9)));
        Assert.Equal(3, new LstmLayerWeights(2, 3, Of(18), Of(27), Of(9), peephole: Of(6)).GateCount);
    }

    [Fact]
    public void A_GRU_layer_is_checked()
    {
        LstmLayerWeights Gru(int input, int recurrent, int bias, int candidateBias) =>
            LstmLayerWeights.Gru(2, 3, new float[input], new float[recurrent], new float[bias], new float[candidateBias]);

        LstmLayerWeights layer = Gru(18, 27, 9, 3);
        Assert.Equal((3, 0, 3, true), (layer.GateCount, layer.ProjectionSize, layer.OutputSize, layer.IsGru));
        Assert.Throws<ArgumentException>("input", () => Gru(24, 27, 9, 3));
        Assert.Throws<ArgumentException>("recurrent", () => Gru(18, 36, 9, 3));
        Assert.Throws<ArgumentException>("bias", () => Gru(18, 27, 12, 3));
        Assert.Throws<ArgumentException>("candidateBias", () => Gru(18, 27, 9, 0));
        Assert.Throws<ArgumentException>(
            "candidateBias",
            () => LstmLayerWeights.Gru(1, 1, new float[3], new float[3], new float[3], [float.NaN]));
    }

    [Fact]
    public void Layers_of_one_network_are_of_one_kind()
    {
        NetworkSpec plain = new(3, 3);
        foreach (NetworkSpec other in new[]
        {
            plain with { Gru = true }, plain with { CoupledGates = true }, plain with { Peephole = true },
            plain with { LayerNorm = true }, plain with { Projection = 3 },
        })
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(
                "layers", () => new LstmWeights([RandomWeights.Create(plain).Layers[0], RandomWeights.Create(other).Layers[0]]));
            Assert.StartsWith(
                "Expected layer 1 to be an LSTM with four gates like layer 0, found ",
                exception.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Both_directions_of_a_layer_take_in_the_same()
    {
        LstmLayerWeights[] layers = [.. RandomWeights.Create(new NetworkSpec(2, 3) { Bidirectional = true, Layers = 2 }).Layers];

        LstmWeights weights = new(layers, [], [], bidirectional: true);
        Assert.Equal((2, 6, 2, true), (weights.InputSize, weights.OutputSize, weights.LayerCount, weights.IsBidirectional));
        Assert.Throws<ArgumentException>("layers", () => new LstmWeights(layers));
        Assert.Throws<ArgumentException>("layers", () => new LstmWeights(layers[..3], [], [], bidirectional: true));
        Assert.Throws<ArgumentException>(
            "layers",
            () => new LstmWeights([layers[0], layers[2], layers[1], layers[3]], [], [], bidirectional: true));
        Assert.Throws<ArgumentException>("layers", () => new LstmWeights([], [], [], bidirectional: true));
        Assert.Throws<ArgumentException>(
            "layers",
            () => new LstmWeights([.. layers[..2], .. Repeat(layers[2], 16)], [], [], bidirectional: true));
        Assert.Equal(8, new LstmWeights([.. layers[..2], .. Repeat(layers[2], 14)], [], [], bidirectional: true).LayerCount);
    }

    [Fact]
    public void Dense_layers_must_fit_each_other()
    {
        LstmLayerWeights[] layers = [.. RandomWeights.Create(2, 3).Layers];
        DenseWeights Of(int inputs, int outputs) => new(inputs, outputs, new float[inputs * outputs], new float[outputs]);

        LstmWeights weights = new(layers, [Of(7, 5), Of(5, 2)], [Of(3, 6), Of(6, 4)]);
        Assert.Equal((7, 4), (weights.InputSize, weights.OutputSize));
        Assert.Throws<ArgumentException>("stem", () => new LstmWeights(layers, [Of(7, 5), Of(4, 2)], []));
        Assert.Throws<ArgumentException>("stem", () => new LstmWeights(layers, [Of(7, 3)], []));
        Assert.Equal(4096, new LstmWeights(layers, [Of(4096, 2)], []).InputSize);
        Assert.Throws<ArgumentOutOfRangeException>("inputSize", () => Of(4097, 2));
        Assert.Throws<ArgumentOutOfRangeException>(
            "inputSize", static () => new LstmLayerWeights(4097, 1, new float[4 * 4097], new float[4], new float[4]));
        Assert.Throws<ArgumentException>("head", () => new LstmWeights(layers, [], [Of(6, 1)]));
        Assert.Throws<ArgumentException>("head", () => new LstmWeights(layers, [], [Of(3, 6), Of(5, 4)]));
        Assert.Throws<ArgumentException>("head", () => new LstmWeights(layers, [], RepeatDense(Of(3, 3), 9)));
        Assert.Equal(8, new LstmWeights(layers, [], RepeatDense(Of(3, 3), 8)).Head.Count);
        Assert.Throws<ArgumentNullException>("stem", () => new LstmWeights(layers, null!, []));
        Assert.Throws<ArgumentNullException>("head", () => new LstmWeights(layers, [], [null!]));
    }

    [Fact]
    public void States_to_start_from_are_checked()
    {
        NetworkSpec spec = new(2, 3) { Bidirectional = true, Projection = 5 };
        LstmLayerWeights[] layers = [.. RandomWeights.Create(spec).Layers];
        LstmLayerWeights[] gru = [.. RandomWeights.Create(new NetworkSpec(2, 3) { Gru = true }).Layers];
        LstmWeights Lstm(float[] hidden, float[] cell) => new(layers, [], [], bidirectional: true, hidden, cell);
        LstmWeights Gru(float[] hidden, float[] cell) => new(gru, [], [], bidirectional: false, hidden, cell);

        Assert.Equal(
            (10, 6),
            (Lstm(new float[10], new float[6]).InitialHidden.Length, Lstm(new float[10], new float[6]).InitialCell.Length));
        Assert.Equal((3, 0), (Gru(new float[3], []).InitialHidden.Length, Gru(new float[3], []).InitialCell.Length));
        Assert.Throws<ArgumentException>("initialHidden", () => Lstm(new float[6], new float[6]));
        Assert.Throws<ArgumentException>("initialCell", () => Lstm(new float[10], new float[10]));
        Assert.Throws<ArgumentException>("initialHidden", () => Lstm([], new float[6]));
        Assert.Throws<ArgumentException>("initialCell", () => Lstm(new float[10], []));
        Assert.Throws<ArgumentException>("initialHidden", () => Lstm([.. new float[9], float.NaN], new float[6]));
        Assert.Throws<ArgumentException>("initialCell", () => Lstm(new float[10], [.. new float[5], float.PositiveInfinity]));
        Assert.Throws<ArgumentException>("initialCell", () => Gru(new float[3], new float[3]));
        Assert.Throws<ArgumentException>("initialHidden", () => Gru(new float[6], []));
        Assert.Throws<ArgumentException>(
            "selfTest",
            () => new LstmWeights(gru, [], [], selfTest: new LstmSelfTest(1, new float[2], new float[3], new float[3], new float[3])));
        Assert.NotNull(new LstmWeights(gru, [], [], selfTest: new LstmSelfTest(1, new float[2], new float[3], new float[3])).SelfTest);
    }

    [Fact]
    public void A_network_keeps_what_it_was_given()
    {
        List<LstmLayerWeights> layers = [RandomWeights.Create(2, 3).Layers[0]];
        DenseWeights head = RandomWeights.Create(1, 3, output: 5).Head[0];
        var weights = new LstmWeights(layers, head, source: "amp.json");
        layers.Clear();

        Assert.Equal((2, 3, 1, 5), (weights.InputSize, weights.HiddenSize, weights.LayerCount, weights.OutputSize));
        Assert.Equal("amp.json", weights.Source);
        Assert.Equal("weights", new LstmWeights(weights.Layers).Source);
        Assert.Equal(3, new LstmWeights(weights.Layers).OutputSize);
        Assert.IsNotType<LstmLayerWeights[]>(weights.Layers);
    }

    [Fact]
    public void The_message_of_an_exception_is_complete()
    {
        var inner = new InvalidOperationException();
        var exception = new WeightFormatException("a.nam", null, "architecture LSTM", "WaveNet", inner);

        Assert.Equal("a.nam: expected architecture LSTM, found WaveNet", exception.Message);
        Assert.Equal(
            ("a.nam", null, "architecture LSTM", "WaveNet"),
            (exception.File, exception.Tensor, exception.Expected, exception.Found));
        Assert.Same(inner, exception.InnerException);
    }

    private static DenseWeights[] RepeatDense(DenseWeights layer, int count)
    {
        var layers = new DenseWeights[count];
        Array.Fill(layers, layer);
        return layers;
    }

    private static LstmLayerWeights[] Repeat(LstmLayerWeights layer, int count)
    {
        var layers = new LstmLayerWeights[count];
        Array.Fill(layers, layer);
        return layers;
    }
}
