using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Dense layers before and after the recurrent ones, by their names.</summary>
public sealed class DenseFileTests
{
    private static readonly LstmWeights Plain = RandomWeights.Create(4, 4);
    private static readonly IReadOnlyList<DenseWeights> Layers =
        RandomWeights.Create(new NetworkSpec(4, 4)
        {
            Head = [.. new[] { 6, 5, 4 }.Select(static units => new DenseSpec(units, Activation.Linear))],
        }).Head;

    [Theory]
    [InlineData("head", 0, 1, 2)]
    [InlineData("head", 0, 2, 10)]
    [InlineData("stem", 0, 1, 2)]
    [InlineData("stem", 3, 20, 100)]
    public void Layers_are_ordered_by_their_numbers(string part, params int[] numbers)
    {
        // Written last first: the order of a file's tensors says nothing.
        SafetensorsBuilder file = SafetensorsBuilder.Of(Plain, "net.lstm.");
        for (int index = 2; index >= 0; index--)
        {
            file.AddHead($"net.{part}.{numbers[index]}.", Layers[index]);
        }

        LstmWeights expected = part == "head" ? new LstmWeights(Plain.Layers, [], Layers) : new LstmWeights(Plain.Layers, Layers, []);
        WeightsAssert.SameBits(expected, WeightsAssert.Load(file.Build()));
    }

    [Theory]
    [InlineData("head")]
    [InlineData("stem")]
    public void A_missing_bias_is_zero(string part)
    {
        byte[] file = SafetensorsBuilder.Of(Plain)
            .AddHead($"{part}.0.", Layers[0])
            .AddHead($"{part}.1.", Layers[1])
            .AddHead($"{part}.2.", Layers[2])
            .Remove($"{part}.1.bias")
            .Build();

        LstmWeights weights = WeightsAssert.Load(file);

        IReadOnlyList<DenseWeights> found = part == "head" ? weights.Head : weights.Stem;
        Assert.Equal(new float[5], found[1].Bias.ToArray());
        WeightsAssert.SameBits(Layers[2].Bias, found[2].Bias);
    }

    [Theory]
    [InlineData("head")]
    [InlineData("stem")]
    public void An_only_layer_and_a_sequence_together_are_both_named(string part)
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(Plain, "m.").AddHead($"m.{part}.", Layers[0]).AddHead($"m.{part}.10.", Layers[0]);

        WeightsAssert.Refused(
            file.Build(), $"m.{part}.bias", $"one dense layer 'm.{part}' or a sequence of them", $"both ('m.{part}.10.bias')");
        WeightsAssert.Refused(
            file.Remove($"m.{part}.bias").Remove($"m.{part}.10.bias").Build(),
            $"m.{part}.weight",
            "or a sequence",
            $"both ('m.{part}.10.weight')");
    }

    [Theory]
    [InlineData("head")]
    [InlineData("stem")]
    public void A_bias_alone_misses_its_weight(string part) => WeightsAssert.Refused(
        SafetensorsBuilder.Of(Plain).AddHead($"{part}.0.", Layers[0]).Add($"{part}.1.bias", [5]).Build(),
        $"{part}.1.weight",
        "this tensor",
        "no tensor of this name");

    [Theory]
    [InlineData("head")]
    [InlineData("stem")]
    public void Eight_layers_are_enough(string part)
    {
        SafetensorsBuilder Of(int count)
        {
            SafetensorsBuilder file = SafetensorsBuilder.Of(Plain);
            foreach (int number in Enumerable.Range(0, count))
            {
                file.Add($"{part}.{3 * number}.weight", [4, 4]);
            }

            return file;
        }

        LstmWeights eight = WeightsAssert.Load(Of(8).Build());
        Assert.Equal(8, part == "head" ? eight.Head.Count : eight.Stem.Count);
        WeightsAssert.Refused(Of(9).Build(), $"{part}.24.weight", $"at most 8 dense layers in a {part}", "9");
    }

    [Theory]
    [InlineData("head")]
    [InlineData("stem")]
    public void Two_for_one_LSTM_are_both_named(string part)
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(Plain, "model.lstm.")
            .AddHead($"{part}.2.", Layers[0])
            .AddHead($"{part}.3.", Layers[1])
            .AddHead($"model.{part}.", Layers[0]);

        WeightsAssert.Refused(
            file.Build(),
            null,
            $"one {part} for the LSTM with the prefix 'model.lstm.'",
            part == "head" ? "2: 'head.2.weight', 'model.head.weight'" : "2: 'model.stem.weight', 'stem.2.weight'");
    }

    [Fact]
    public void Each_LSTM_has_the_layers_of_its_own_module()
    {
        var square = new DenseWeights(4, 4, new float[16], new float[4]);
        byte[] file = SafetensorsBuilder.Of(Plain, "encoder.lstm.").Append(SafetensorsBuilder.Of(Plain, "decoder.lstm."))
            .AddHead("decoder.head.0.", Layers[0]).AddHead("decoder.stem.", square).Build();

        LstmWeights encoder = WeightsAssert.Load(file, "encoder.lstm");
        LstmWeights decoder = WeightsAssert.Load(file, "decoder.lstm");
        Assert.Equal((0, 0), (encoder.Stem.Count, encoder.Head.Count));
        Assert.Equal((1, 1), (decoder.Stem.Count, decoder.Head.Count));
    }

    [Theory]
    [InlineData("lm_head.0.weight")]
    [InlineData("overhead.weight")]
    [InlineData("head.0.scale")]
    [InlineData("head.0.running_mean")]
    [InlineData("stem.0.0.running_var")]
    [InlineData("heads.0.0.weight")]
    [InlineData("backbone.stem.conv.weight")]
    [InlineData("lm_head.fc.weight")]
    public void Other_names_are_not_dense_layers(string name)
    {
        LstmWeights weights = WeightsAssert.Load(SafetensorsBuilder.Of(Plain).Add(name, [1]).Build());

        Assert.Equal((0, 0), (weights.Stem.Count, weights.Head.Count));
    }

    [Theory]
    [InlineData("", "head.0.0.weight")]
    [InlineData("", "head.0.0.bias")]
    [InlineData("", "head.fc1.weight")]
    [InlineData("", "stem.0.0.weight")]
    [InlineData("", "stem.fc.0.bias")]
    [InlineData("", "head.00.weight")]
    [InlineData("", "head.-1.weight")]
    [InlineData("", "head.1234567.weight")]
    [InlineData("", "head..weight")]
    [InlineData("net.", "head.fc1.weight")]
    [InlineData("net.", "net.head.1.0.weight")]
    [InlineData("net.", "net.head.head.fc.weight")]
    public void A_layer_that_is_nested_or_has_no_number_is_named(string lstm, string name)
    {
        string part = name.Contains("stem", System.StringComparison.Ordinal) ? "stem" : "head";
        string owner = name.StartsWith("net.", System.StringComparison.Ordinal) ? $"net.{part}" : part;
        string expected = $"'{owner}.weight', or '{owner}.N.weight' of a flat nn.Sequential";
        SafetensorsBuilder file = SafetensorsBuilder.Of(Plain, lstm).Add(name, [4, 4]);

        WeightsAssert.Refused(file.Build(), name, expected, "a nested name or one without a plain number");

        // Beside a layer that is named as it should be, too.
        WeightsAssert.Refused(file.Add($"{owner}.0.weight", [4, 4]).Build(), name, expected, "a nested name");
    }

    [Fact]
    public void A_nested_layer_beside_the_only_head_is_named_in_any_order() => WeightsAssert.Refused(
        SafetensorsBuilder.Of(Plain, "net.lstm.").AddHead("out.head.0.", Layers[0]).Add("out.head.2.0.weight", [4, 6]).Build(),
        "out.head.2.0.weight",
        "'out.head.weight', or 'out.head.N.weight'",
        "a nested name");

    [Fact]
    public void A_nested_layer_of_another_LSTM_does_not_matter()
    {
        byte[] file = SafetensorsBuilder.Of(Plain, "encoder.lstm.").Append(SafetensorsBuilder.Of(Plain, "decoder.lstm."))
            .Add("decoder.head.fc.weight", [4, 4]).Build();

        Assert.Empty(WeightsAssert.Load(file, "encoder.lstm").Head);
        WeightsAssert.Refused(file, "decoder.head.fc.weight", "'decoder.head.weight'", "a nested name", "decoder.lstm");
    }

    [Fact]
    public void A_module_that_contains_an_LSTM_is_not_a_sequence_of_dense_layers()
    {
        byte[] file = SafetensorsBuilder.Of(Plain, "stem.lstm.").Append(SafetensorsBuilder.Of(Plain, "lstm."))
            .Add("stem.norm.weight", [4]).Build();

        Assert.Empty(WeightsAssert.Load(file, "stem.lstm").Stem);
        Assert.Empty(WeightsAssert.Load(file, "lstm").Stem);
    }

    [Fact]
    public void A_stem_must_match_the_input_of_the_LSTM() => WeightsAssert.Refused(
        SafetensorsBuilder.Of(Plain).AddHead("stem.0.", Layers[0]).AddHead("stem.1.", Layers[1]).Build(),
        "stem.1.weight",
        "shape [4, 6], because the recurrent layer has 4 inputs",
        "shape [5, 6]");

    [Fact]
    public void The_input_size_of_a_network_is_that_of_its_stem()
    {
        var stem = new DenseWeights(2, 4, new float[8], new float[4]);
        SafetensorsBuilder file = SafetensorsBuilder.Of(Plain).AddHead("stem.", stem).Add("selftest.input", [3, 2]).Add(
            "selftest.output",
            [3, 4]);

        Assert.Equal(2, WeightsAssert.Load(file.Build()).InputSize);
        WeightsAssert.Refused(file.Replace("selftest.input", [3, 4]).Build(), "selftest.input", "shape [steps, 2]", "shape [3, 4]");
    }
}
