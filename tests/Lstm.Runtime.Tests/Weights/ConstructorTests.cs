using System;
using System.Collections.Generic;
using Xunit;

namespace Lstm.Tests;

/// <summary>Weights built in memory: what does not fit is the fault of an argument, which the message names.</summary>
public sealed class ConstructorTests
{
    [Theory]
    [InlineData(0, 1, "inputSize")]
    [InlineData(2049, 1, "inputSize")]
    [InlineData(1, 0, "hiddenSize")]
    [InlineData(1, -5, "hiddenSize")]
    [InlineData(1, 1025, "hiddenSize")]
    public void Sizes_of_a_layer_are_checked(int input, int hidden, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new LstmLayerWeights(input, hidden, [], [], []));

    [Theory]
    [InlineData(23, 36, 12, "input", "Expected 24 values ([12, 2]), found 23.")]
    [InlineData(24, 37, 12, "recurrent", "Expected 36 values ([12, 3]), found 37.")]
    [InlineData(24, 36, 3, "bias", "Expected 12 values, or 9 of coupled gates, found 3.")]
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
        Assert.Throws<ArgumentException>("output", () => new LstmSelfTest(2, new float[2], new float[1]));
        Assert.Throws<ArgumentException>("output", () => new LstmSelfTest(1, new float[2], [float.NaN]));
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
        Assert.Throws<ArgumentException>(
            "selfTest", () => new LstmWeights([layer], null, new LstmSelfTest(2, new float[4], new float[6], new float[6], new float[6])));
        Assert.Throws<ArgumentException>(
            "selfTest", () => new LstmWeights([layer], null, new LstmSelfTest(2, new float[4], new float[6], new float[3])));
        Assert.Equal(8, new LstmWeights([layer, .. Repeat(upper, 7)]).LayerCount);
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
    public void An_exception_says_everything_in_its_message()
    {
        var inner = new InvalidOperationException();
        var exception = new WeightFormatException("a.nam", null, "architecture LSTM", "WaveNet", inner);

        Assert.Equal("a.nam: expected architecture LSTM, found WaveNet", exception.Message);
        Assert.Equal(("a.nam", null, "architecture LSTM", "WaveNet"), (exception.File, exception.Tensor, exception.Expected, exception.Found));
        Assert.Same(inner, exception.InnerException);
    }

    private static LstmLayerWeights[] Repeat(LstmLayerWeights layer, int count)
    {
        var layers = new LstmLayerWeights[count];
        Array.Fill(layers, layer);
        return layers;
    }
}
