using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Finding one network among the names of a whole model.</summary>
public sealed class NamingTests
{
    private static readonly LstmWeights One = RandomWeights.Create(2, 3, seed: 1);
    private static readonly LstmWeights Other = RandomWeights.Create(2, 3, seed: 2);
    private static readonly DenseWeights Head = RandomWeights.Create(1, 3, output: 2).Head[0];

    private static SafetensorsBuilder Two =>
        SafetensorsBuilder.Of(One, "encoder.lstm.").Append(SafetensorsBuilder.Of(Other, "decoder.lstm."));

    [Theory]
    [InlineData("")]
    [InlineData("lstm.")]
    [InlineData("rnn.lstm.")]
    [InlineData("_core.")]
    [InlineData("my_")]
    [InlineData("a/b/")]
    [InlineData("weight_ih_l0.weight_hh_l0.")]
    public void A_prefix_is_found_by_what_follows_it(string prefix)
    {
        byte[] file = SafetensorsBuilder.Of(One, prefix).Build();

        WeightsAssert.SameBits(One, WeightsAssert.Load(file));
        WeightsAssert.SameBits(One, WeightsAssert.Load(file, prefix));
    }

    [Theory]
    [InlineData("encoder.lstm")]
    [InlineData("encoder.lstm.")]
    public void A_prefix_chooses_with_or_without_its_last_dot(string prefix) =>
        WeightsAssert.SameBits(One, WeightsAssert.Load(Two.Build(), prefix));

    [Fact]
    public void Two_candidates_are_both_named() =>
        WeightsAssert.Refused(Two.Build(), null, "the argument prefix", "2, with the prefixes 'decoder.lstm.', 'encoder.lstm.'");

    [Theory]
    [InlineData("lstm.", "")]
    [InlineData("net.lstm.", "")]
    [InlineData("net.lstm.", "net.")]
    [InlineData("net.lstm.", "net.lstm.")]
    [InlineData("net.lstm.", "proof.")]
    public void A_self_test_is_found_in_a_module_that_holds_the_LSTM_or_beside_the_only_one(string lstm, string module)
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(One, lstm).Add(module + "selftest.input", [4, 2]).Add(
            module + "selftest.output",
            [4, 3]);

        Assert.Equal(4, WeightsAssert.Load(builder.Build()).SelfTest?.Steps);
    }

    [Fact]
    public void A_self_test_of_the_whole_is_not_one_of_its_parts()
    {
        byte[] file = Two
            .Add("selftest.input", [4, 9]).Add("selftest.output", [4, 9])
            .Add("decoder.selftest.input", [5, 2]).Add("decoder.selftest.output", [5, 3])
            .Build();

        Assert.Null(WeightsAssert.Load(file, "encoder.lstm").SelfTest);
        Assert.Equal(5, WeightsAssert.Load(file, "decoder.lstm").SelfTest?.Steps);
    }

    [Fact]
    public void Of_two_self_tests_the_one_of_the_LSTM_is_used()
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(One, "net.lstm.").Add("other.selftest.input", [9]);
        foreach (string name in new[] { "net.", "another." })
        {
            file.Add($"{name}selftest.input", [4, 2]).Add($"{name}selftest.output", [4, 3]);
            Assert.Equal(4, WeightsAssert.Load(file.Build()).SelfTest?.Steps);
        }
    }

    [Fact]
    public void Two_self_tests_of_one_LSTM_are_both_named()
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(One, "net.lstm.").Add("selftest.input", [4, 2]).Add(
            "net.selftest.input",
            [4, 2]);

        WeightsAssert.Refused(builder.Build(), null, "one self-test", "'net.selftest.input', 'selftest.input'");
    }

    [Fact]
    public void An_empty_prefix_chooses_the_network_without_one()
    {
        byte[] file = SafetensorsBuilder.Of(One).Append(SafetensorsBuilder.Of(Other, "decoder.")).Build();

        WeightsAssert.SameBits(One, WeightsAssert.Load(file, string.Empty));
        WeightsAssert.SameBits(Other, WeightsAssert.Load(file, "decoder"));
    }

    [Theory]
    [InlineData("encoder")]
    [InlineData("lstm.")]
    [InlineData("")]
    [InlineData("Encoder.lstm")]
    public void A_prefix_that_is_not_there_is_answered_with_those_that_are(string prefix) =>
        WeightsAssert.Refused(Two.Build(), null, $"an LSTM with the prefix '{prefix}'", "'decoder.lstm.', 'encoder.lstm.'", prefix);

    [Fact]
    public void A_prefix_in_a_file_without_an_LSTM_finds_none() =>
        WeightsAssert.Refused(new SafetensorsBuilder().Add("a", [1]).Build(), null, "the prefix 'x'", "no LSTM", "x");

    [Theory]
    [InlineData("conv.weight")]
    [InlineData("xweight_ih_l0")]
    [InlineData("weight_ih_l")]
    [InlineData("weight_ih_l00")]
    [InlineData("weight_ih_l0x")]
    [InlineData("weight_ih_l-1")]
    [InlineData("weight_ih_l\u0661")]
    [InlineData("weight_ih_l1234567")]
    [InlineData("lstm.bias_ih_l0")]
    public void Other_names_are_not_an_LSTM(string name) => WeightsAssert.Refused(
        new SafetensorsBuilder().Add(name, [1]).Build(), null, "an LSTM, with tensor names that end in 'weight_ih_l0'", name);

    [Fact]
    public void A_file_without_tensors_is_refused() =>
        WeightsAssert.Refused(SafetensorsBuilder.Raw("{}", []), null, "an LSTM", "no tensors");

    [Fact]
    public void A_message_lists_a_few_of_many_names()
    {
        var builder = new SafetensorsBuilder();
        foreach (int index in Enumerable.Range(0, 1000))
        {
            builder.Add($"t{index}", [1]);
        }

        WeightsAssert.Refused(builder.Build(), null, "an LSTM", "and 994 more");
    }

    [Fact]
    public void The_names_of_an_LSTMCell_are_accepted()
    {
        SafetensorsBuilder cell = SafetensorsBuilder.Of(One, "lstm_cell.");
        foreach (string kind in new[] { "weight_ih", "weight_hh", "bias_ih", "bias_hh" })
        {
            cell.Rename($"lstm_cell.{kind}_l0", $"lstm_cell.{kind}");
        }

        WeightsAssert.SameBits(One, WeightsAssert.Load(cell.Build()));
        WeightsAssert.Refused(
            cell.Append(SafetensorsBuilder.Of(Other, "lstm_cell.")).Build(), "lstm_cell.weight_ih", "of an LSTM or of an LSTMCell", "both");
    }

    [Fact]
    public void Without_biases_the_bias_is_zero()
    {
        byte[] file = SafetensorsBuilder.Of(One, "lstm.").Remove("lstm.bias_ih_l0").Remove("lstm.bias_hh_l0").Build();

        LstmLayerWeights layer = WeightsAssert.Load(file).Layers[0];

        Assert.Equal(new float[12], layer.Bias.ToArray());
        WeightsAssert.SameBits(One.Layers[0].Recurrent, layer.Recurrent);
    }

    [Theory]
    [InlineData("bias_ih_l0", "bias_hh_l0")]
    [InlineData("bias_hh_l0", "bias_ih_l0")]
    public void One_bias_of_the_two_is_refused(string missing, string there) =>
        WeightsAssert.Refused(SafetensorsBuilder.Of(One).Remove(missing).Build(), missing, "both biases or neither", $"only '{there}'");

    [Fact]
    public void Both_biases_are_added()
    {
        byte[] file = SafetensorsBuilder.Of(One).Remove("bias_hh_l0").Add("bias_hh_l0", [12], 3).Build();

        float[] expected = [.. One.Layers[0].Bias.ToArray().Select(value => value + 3)];
        WeightsAssert.SameBits(expected, WeightsAssert.Load(file).Layers[0].Bias);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_missing_layer_is_refused(int layer)
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(RandomWeights.Create(2, 3, 3), "m.");
        foreach (string kind in new[] { "weight_ih", "weight_hh", "bias_ih", "bias_hh" })
        {
            builder.Remove($"m.{kind}_l{layer}");
        }

        WeightsAssert.Refused(
            builder.Build(), $"m.weight_ih_l{layer}", "every layer from 0 on", layer == 0 ? "layers 1, 2 only" : "layers 0, 2 only");
    }

    [Fact]
    public void The_parts_of_another_LSTM_are_ignored()
    {
        byte[] file = Two.Add("decoder.lstm.weight_hr_l0", [1, 3]).Build();

        WeightsAssert.SameBits(One, WeightsAssert.Load(file, "encoder.lstm"));
    }

    [Theory]
    [InlineData("lstm.", "head.")]
    [InlineData("", "head.")]
    [InlineData("model.lstm.", "model.head.")]
    [InlineData("model.lstm.", "head.")]
    [InlineData("lstm.", "lstm.head.")]
    [InlineData("net.rnn.", "out.head.")]
    public void A_head_is_found(string lstm, string head)
    {
        SafetensorsBuilder builder = SafetensorsBuilder.Of(One, lstm).AddHead(head, Head);

        WeightsAssert.SameBits(new LstmWeights(One.Layers, Head), WeightsAssert.Load(builder.Build()));
        DenseWeights unbiased = WeightsAssert.Load(builder.Remove(head + "bias").Build()).Head[0];
        WeightsAssert.SameBits(Head.Weight, unbiased.Weight);
        Assert.Equal(new float[2], unbiased.Bias.ToArray());
    }

    [Fact]
    public void Two_heads_are_both_named() => WeightsAssert.Refused(
        SafetensorsBuilder.Of(One, "model.lstm.").AddHead("head.", Head).AddHead("model.head.", Head).Build(),
        null,
        "one head for the LSTM with the prefix 'model.lstm.'",
        "2: 'head.weight', 'model.head.weight'");

    [Fact]
    public void Each_LSTM_has_the_head_of_its_own_module()
    {
        byte[] file = Two.AddHead("decoder.head.", Head).Build();

        Assert.Empty(WeightsAssert.Load(file, "encoder.lstm").Head);
        Assert.Single(WeightsAssert.Load(file, "decoder.lstm").Head);
    }

    [Fact]
    public void Weights_are_copies_of_the_values_they_were_made_from()
    {
        float[] values = [1, 2, 3, 4];
        var layer = new LstmLayerWeights(1, 1, values, values, values);
        Array.Clear(values);

        Assert.Equal([1f, 2, 3, 4], layer.Input.ToArray());
        Assert.Equal([1f, 2, 3, 4], layer.Recurrent.ToArray());
        Assert.Equal([1f, 2, 3, 4], layer.Bias.ToArray());
    }
}
