using System;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Heads with names of their own, such as fc.weight.</summary>
public sealed class UnnamedHeadTests
{
    private static readonly LstmWeights s_plain = RandomWeights.Create(3, 5);
    private static readonly DenseWeights s_wide = Dense(5, 4);
    private static readonly DenseWeights s_last = Dense(4, 2);
    private static readonly DenseWeights s_other = Dense(7, 2);

    [Fact]
    public void The_only_chain_that_fits_is_the_head_whatever_its_names()
    {
        LstmWeights one = WeightsAssert.Load(SafetensorsBuilder.Of(s_plain, "net.rnn.").AddHead("net.fc.", s_wide).Build());
        LstmWeights two = WeightsAssert.Load(SafetensorsBuilder.Of(s_plain).AddHead("z.", s_wide).AddHead("a.", s_last).Build());
        LstmWeights numbered = WeightsAssert.Load(SafetensorsBuilder.Of(s_plain).AddHead("fc.0.", s_wide).AddHead("fc.2.", s_last).Build());

        WeightsAssert.SameBits(new LstmWeights(s_plain.Layers, [], [s_wide]), one);
        WeightsAssert.SameBits(new LstmWeights(s_plain.Layers, [], [s_wide, s_last]), two);
        WeightsAssert.SameBits(new LstmWeights(s_plain.Layers, [], [s_wide, s_last]), numbered);
        NetworkMatch.Require(one, Variants.Plain(3, 5, output: 4));
    }

    [Fact]
    public void A_class_without_a_head_still_loads_such_a_file() => NetworkMatch.Require(
        WeightsAssert.Load(SafetensorsBuilder.Of(s_plain).AddHead("fc.", s_wide).Build()), Variants.Plain(3, 5));

    [Fact]
    public void Of_other_tensors_no_head_is_made_and_the_message_names_them()
    {
        foreach (SafetensorsBuilder file in new[]
        {
            SafetensorsBuilder.Of(s_plain).AddHead("policy.", s_wide).AddHead("value.", s_wide),
            SafetensorsBuilder.Of(s_plain).AddHead("policy.", s_wide).AddHead("value.", s_other),
            SafetensorsBuilder.Of(s_plain).AddHead("value.", s_other),
        })
        {
            LstmWeights weights = WeightsAssert.Load(file.Build());

            Assert.Empty(weights.Head);
            string message = Refusal(() => NetworkMatch.Require(weights, Variants.Plain(3, 5, output: 4)));
            Assert.Contains("expected a head of 4 units ('head.weight'), found no head", message, StringComparison.Ordinal);
            Assert.Contains("'value.weight [", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_name_head_comes_first()
    {
        LstmWeights weights = WeightsAssert.Load(SafetensorsBuilder.Of(s_plain).AddHead("head.", s_wide).AddHead("fc.", s_last).Build());

        WeightsAssert.SameBits(new LstmWeights(s_plain.Layers, [], [s_wide]), weights);
    }

    [Fact]
    public void A_self_test_is_not_blamed_for_a_head_that_is_missing()
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(s_plain).Add("selftest.input", [6, 3]).Add("selftest.output", [6, 2]);

        string message = Refusal(() => WeightsAssert.Load(file.AddHead("a.", s_other).AddHead("b.", s_wide).Build()));

        Assert.Contains("tensor 'head.weight': expected a dense layer of shape [2, 5]", message, StringComparison.Ordinal);
        Assert.Contains("the other matrices are 'a.weight [2, 7]', 'b.weight [4, 5]'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_test_of_the_hidden_states_shows_that_the_chain_is_no_head()
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(s_plain).Add("selftest.input", [6, 3]).Add("selftest.output", [6, 5]);

        Assert.Empty(WeightsAssert.Load(file.AddHead("fc.", s_wide).Build()).Head);
    }

    [Fact]
    public void A_self_test_with_such_a_head_is_read()
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(s_plain).Add("selftest.input", [6, 3]).Add("selftest.output", [6, 4]);

        Assert.Equal(6, WeightsAssert.Load(file.AddHead("fc.", s_wide).Build()).SelfTest!.Steps);
    }

    private static DenseWeights Dense(int inputs, int outputs) =>
        RandomWeights.Create(new NetworkSpec(3, inputs) { Head = [new DenseSpec(outputs, Activation.Linear)] }).Head[0];

    private static string Refusal(Action load) => Assert.Throws<WeightFormatException>(load).Message;
}
