using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.Sequences;
using Lstm.Import.StateDict;
using Xunit;
using static Lstm.Import.Tests.StateDicts;

namespace Lstm.Import.Tests;

/// <summary>Modules of a state dict that the options name in their order.</summary>
public sealed class NamedLayersTests
{
    // Two networks whose modules are defined in no order of either.
    private static readonly SourceTensor[] s_policy =
    [
        .. Dense("mlp.pi.0", 6, 8), .. Dense("mlp.vf.0", 6, 8), .. Dense("action_net", 8, 2), .. Dense("value_net", 8, 1),
        .. Rnn("core.lstm_actor.", 5, 6), .. Rnn("core.lstm_critic.", 5, 6),
    ];

    [Fact]
    public void The_modules_of_one_of_two_networks_are_read_in_the_order_of_the_names()
    {
        string path = Fixtures.File("unusual", "policy.pth");
        var options = new ModelReadOptions
        {
            Layers = ["lstm_actor", "pi", "action_net"],
            Activations = new Dictionary<string, Activation> { ["pi"] = Activation.Tanh },
        };
        ModelDescription model = ModelFile.Read(path, options);

        Assert.Equal("[Lstm(input: 5, hidden: 6)]\n[Dense(8, Activation.Tanh)]\n[Dense(2)]", model.Declaration);
        model.WithSelfTest(SequenceFile.ReadSelfTest(
            Fixtures.File("unusual", "policy.x.npy"), Fixtures.File("unusual", "policy.y.npy"), model)).Verify();
        Assert.Contains(
            ModelFile.Read(path, new ModelReadOptions { Module = "lstm_actor" }).Notes,
            static note => note.EndsWith("in their order with the option Layers (--layers NAMES).", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("core.lstm_actor", "mlp.pi.0", "action_net")]
    [InlineData("lstm_actor", "pi.0", "action_net")]
    [InlineData("lstm_critic", "vf.0", "mlp.vf.0", "value_net")]
    public void A_name_is_a_path_or_its_end(params string[] names)
    {
        StateDictNetwork network = InOrder(s_policy, new ModelReadOptions { Layers = names });

        Assert.All(names.Zip(Names(network)), static pair => Assert.EndsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(Names(network), Names(ByShapes(s_policy, new ModelReadOptions { Layers = names })));
        Assert.StartsWith("A state dict stores no activations", Assert.Single(network.Notes).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "several layers are called '0': 'mlp.pi.0' (Dense, 6 inputs, 8 outputs), 'mlp.vf.0' (Dense, 6 inputs, 8 outputs)")]
    [InlineData("lstm", "there is no layer 'lstm'; the file has 'core.lstm_actor' (LSTM, 5 inputs, 6 outputs), 'core.lstm_critic'")]
    [InlineData("", "there is no layer ''")]
    [InlineData("_actor", "there is no layer '_actor'")]
    public void A_name_of_no_layer_or_of_several_is_refused_with_the_layers(string name, string message)
    {
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(
            () => InOrder(s_policy, new ModelReadOptions { Layers = [name] }));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("mlp.pi.0", refusal.Layers.Select(static layer => layer.Name));
    }

    [Theory]
    [InlineData("emb", "the layer 'emb' cannot be read: by its name 'front.emb.weight' [9, 5] belongs to an nn.Embedding")]
    [InlineData("conv", "the layer 'conv' cannot be read: its tensor 'conv.weight' [4, 3, 5] is that of no recurrent, dense or")]
    public void A_module_that_is_no_layer_of_a_class_is_refused_with_the_reason(string name, string message) => Assert.Contains(
        message,
        Assert.Throws<WeightFormatException>(() => InOrder(
            [Tensor("front.emb.weight", 9, 5), Tensor("conv.weight", 4, 3, 5), .. s_policy],
            new ModelReadOptions { Layers = [name, "lstm_actor"] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Names_and_a_module_exclude_each_other() => Assert.Contains(
        "the options Layers and Module exclude each other",
        Assert.Throws<WeightFormatException>(
            () => InOrder(s_policy, new ModelReadOptions { Layers = ["lstm_actor"], Module = "core.lstm_actor" })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Names_in_another_order_than_that_of_the_sizes_are_refused()
    {
        string path = Fixtures.File("unusual", "policy.pth");

        Assert.Contains(
            "the layer 'action_net' has 8 inputs, but the layer 'lstm_actor' before it has 6 outputs",
            Assert.Throws<WeightFormatException>(
                () => ModelFile.Read(path, new ModelReadOptions { Layers = ["lstm_actor", "action_net", "pi"] })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_module_that_is_not_named_is_not_read()
    {
        SourceTensor[] tensors = [.. Rnn("good.", 3, 4), .. Rnn("bad.", 3, 4).Skip(1), .. Dense("fc", 4, 1)];

        Assert.Equal(["good", "fc"], Names(InOrder(tensors, new ModelReadOptions { Layers = ["good", "fc"] })));
        Assert.Throws<WeightFormatException>(() => InOrder(tensors, new ModelReadOptions { Layers = ["bad", "fc"] }));
    }

    [Fact]
    public void The_names_choose_one_of_several_dictionaries()
    {
        string path = Fixtures.File("pytorch", "two.pt");
        float First(params string[] names) =>
            ModelFile.Read(path, new ModelReadOptions { Layers = names }).Weights.Layers[0].Input[0];

        Assert.Equal(
            First("ema.rnn", "ema.fc"), ModelFile.Read(path, new ModelReadOptions { Module = "ema.rnn" }).Weights.Layers[0].Input[0]);
        Assert.NotEqual(First("ema.rnn", "ema.fc"), First("model.rnn", "model.fc"));
        Assert.Contains(
            "several dictionaries contain tensors of recurrent layers",
            Assert.Throws<WeightFormatException>(() => First("rnn", "fc")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("onnx", "lstm-activations-plus.onnx")]
    [InlineData("keras", "keras2.h5")]
    public void A_format_that_stores_the_order_takes_no_other(string folder, string file) => Assert.Contains(
        "the file stores the order of its layers",
        Assert.Throws<WeightFormatException>(
            () => ModelFile.Read(Fixtures.File(folder, file), new ModelReadOptions { Layers = ["lstm"] })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_activation_is_given_by_the_end_of_a_path()
    {
        Assert.Equal(
            "[Lstm(input: 5, hidden: 6)]\n[Dense(8, Activation.Tanh)]\n[Dense(2)]",
            DeclarationOf(InOrder(s_policy, new ModelReadOptions { Layers = ["lstm_actor", "pi.0", "action_net"] }), "pi.0"));
        Assert.Contains(
            "a normalisation, a convolution, a dense layer or an RNN 'value_net' for the given activation",
            Assert.Throws<WeightFormatException>(() => DeclarationOf(
                InOrder(s_policy, new ModelReadOptions { Layers = ["lstm_actor", "pi.0", "action_net"] }), "value_net")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "several layers are called '0' for the given activation: 'a.0', 'b.0'; write more of the path",
            Assert.Throws<WeightFormatException>(() => DeclarationOf(
                InOrder([.. Rnn("lstm.", 3, 4), .. Dense("a.0", 4, 4), .. Dense("b.0", 4, 4)]), "0")).Message,
            StringComparison.Ordinal);
    }

    private static string DeclarationOf(StateDictNetwork network, string tanh)
    {
        var model = new SourceModel(ModelFormat.PyTorch, "a test", network.Layers);
        var options = new ModelReadOptions { Activations = new Dictionary<string, Activation> { [tanh] = Activation.Tanh } };
        return Shared.DeclarationText.Of(NetworkAssembly.Assemble(new SourceFile("dict", []), model, options).Shape);
    }
}
