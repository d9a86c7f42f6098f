using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>The states that a network, or its self-test, starts from.</summary>
public sealed class StartStateFileTests
{
    private static readonly LstmWeights Plain = RandomWeights.Create(2, 3);
    private static readonly LstmWeights Gru = RandomWeights.Create(new NetworkSpec(2, 3) { Gru = true });
    private static readonly LstmWeights Rich =
        RandomWeights.Create(new NetworkSpec(2, 3) { Layers = 2, Bidirectional = true, Projection = 5 });

    [Theory]
    [InlineData("lstm.", "")]
    [InlineData("net.lstm.", "")]
    [InlineData("net.lstm.", "net.")]
    [InlineData("net.lstm.", "net.lstm.")]
    [InlineData("net.lstm.", "start.")]
    public void An_initial_state_is_found_in_a_module_that_holds_the_LSTM_or_beside_the_only_one(string lstm, string module)
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(Plain, lstm).Add(module + "initial_h0", "F32", [1, 3], 1, 2, 3).Add(
            module + "initial_c0", "F16", [1, 3], 4, 5, 6);

        LstmWeights weights = WeightsAssert.Load(file.Build());

        Assert.Equal([1f, 2, 3], weights.InitialHidden.ToArray());
        Assert.Equal([4f, 5, 6], weights.InitialCell.ToArray());
    }

    [Fact]
    public void An_initial_state_of_the_whole_is_not_one_of_its_parts()
    {
        byte[] file = SafetensorsBuilder.Of(Plain, "encoder.lstm.").Append(SafetensorsBuilder.Of(Plain, "decoder.lstm."))
            .Add("initial_h0", [9]).Add("decoder.initial_h0", [1, 3], 0.5f).Add("decoder.initial_c0", [1, 3], 0.25f)
            .Build();

        Assert.True(WeightsAssert.Load(file, "encoder.lstm").InitialHidden.IsEmpty);
        Assert.Equal([0.5f, 0.5f, 0.5f], WeightsAssert.Load(file, "decoder.lstm").InitialHidden.ToArray());
    }

    [Fact]
    public void Two_initial_states_of_one_LSTM_are_both_named() => WeightsAssert.Refused(
        SafetensorsBuilder.Of(Plain, "net.lstm.").Add("initial_h0", [1, 3]).Add("net.initial_c0", [1, 3]).Build(),
        null,
        "one initial state for the LSTM with the prefix 'net.lstm.'",
        "2: 'initial_h0', 'net.initial_h0'");

    [Theory]
    [InlineData("initial_h0")]
    [InlineData("initial_c0")]
    public void Half_an_initial_state_is_refused(string missing) => WeightsAssert.Refused(
        SafetensorsBuilder.Of(Plain).Add("initial_h0", [1, 3]).Add("initial_c0", [1, 3]).Remove(missing).Build(),
        missing,
        "this tensor",
        "no tensor of this name");

    [Fact]
    public void A_GRU_starts_from_a_hidden_state_alone()
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(Gru).Add("initial_h0", [1, 3], 0.5f)
            .Add("selftest.input", [4, 2]).Add("selftest.output", [4, 3]).Add("selftest.h0", [1, 3], 0.25f);

        LstmWeights weights = WeightsAssert.Load(file.Build());

        Assert.Equal([0.5f, 0.5f, 0.5f], weights.InitialHidden.ToArray());
        Assert.True(weights.InitialCell.IsEmpty);
        Assert.Equal([0.25f, 0.25f, 0.25f], weights.SelfTest!.StartHidden.ToArray());
        Assert.True(weights.SelfTest.StartCell.IsEmpty);
        WeightsAssert.Refused(file.Add("initial_c0", [1, 3]).Build(), "initial_c0", "no cell state in a GRU", "shape [1, 3]");
        WeightsAssert.Refused(
            file.Remove("initial_c0").Add("selftest.c0", [1, 3]).Build(), "selftest.c0", "no cell state in a GRU", "shape [1, 3]");
        WeightsAssert.Refused(
            SafetensorsBuilder.Of(Gru).Add("initial_c0", [1, 3]).Build(), "initial_c0", "no cell state in a GRU", "shape [1, 3]");
    }

    [Fact]
    public void A_self_test_starts_from_a_state_for_each_layer_and_direction()
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(Rich, "lstm.").Add("selftest.input", [6, 2]).Add("selftest.output", [6, 10])
            .Add("selftest.h0", "F32", [4, 5], [.. Enumerable.Range(0, 20).Select(static value => (float)value)])
            .Add("selftest.c0", "F32", [4, 3], [.. Enumerable.Range(0, 12).Select(static value => (float)value)]);

        LstmSelfTest test = WeightsAssert.Load(file.Build()).SelfTest!;

        Assert.Equal((20, 12), (test.StartHidden.Length, test.StartCell.Length));
        WeightsAssert.Refused(file.Replace("selftest.h0", [4, 3]).Build(), "selftest.h0", "shape [4, 5]", "shape [4, 3]");
        WeightsAssert.Refused(file.Replace("selftest.h0", [2, 5]).Build(), "selftest.h0", "shape [4, 5]", "shape [2, 5]");
        WeightsAssert.Refused(
            file.Replace("selftest.h0", [4, 5]).Replace("selftest.c0", [4, 5]).Build(), "selftest.c0", "shape [4, 3]", "shape [4, 5]");
        WeightsAssert.Refused(
            file.Replace("selftest.output", [6, 5]).Build(),
            "head.weight",
            "the self-test has 5 outputs and the recurrent layer 10",
            "no tensor");
    }
}
