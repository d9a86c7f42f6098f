using System;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.StateDict;
using Lstm.Shared;
using Xunit;
using static Lstm.Import.Tests.StateDicts;

namespace Lstm.Import.Tests;

/// <summary>Convolutions and embeddings of state dicts, whose names and shapes tell neither padding nor dilation.</summary>
public sealed class StateDictStepsTests
{
    // conv -> lstm -> back -> fc
    private static readonly SourceTensor[] s_convolved =
    [
        .. Conv("net.conv", 2, 4, 3), .. Rnn("net.lstm.", 4, 3), .. Conv("net.back", 3, 5, 2), .. Dense("net.fc", 5, 1),
    ];

    private static readonly SourceTensor[] s_tokens = [Tensor("emb.weight", 9, 5), .. Rnn("lstm.", 5, 4), .. Dense("fc", 4, 2)];

    [Fact]
    public void Convolutions_are_placed_by_their_sizes_and_assumed_to_be_causal()
    {
        StateDictNetwork network = InOrder(s_convolved);

        Assert.Equal(["net.conv", "net.lstm", "net.back", "net.fc"], Names(network));
        Assert.Equal(Names(network), Names(ByShapes(s_convolved)));
        Assert.Equal("[Conv1D(4, 3)]\n[Lstm(input: 2, hidden: 3)]\n[Conv1D(5, 2)]\n[Dense(1)]", DeclarationOf(network));
        SourceNote note = network.Notes.Single(static note => note.Text.Contains("nn.Conv1d", StringComparison.Ordinal));
        Assert.True(note.IsAssumption);
        Assert.Contains("'net.conv', 'net.back' are imported as causal", note.Text, StringComparison.Ordinal);
        Assert.EndsWith("use the option Dilations (--dilation net.conv=2).", note.Text, StringComparison.Ordinal);
        Assert.Contains(network.Notes, static note => note.Text.Contains(
            "'net.conv', 'net.back', 'net.fc' are imported as linear", StringComparison.Ordinal));
    }

    [Fact]
    public void Dilations_are_given_by_name()
    {
        StateDictNetwork one = InOrder(s_convolved, Dilated(("back", 8)));
        StateDictNetwork both = InOrder(s_convolved, Dilated(("back", 8), ("net.conv", 2)));

        Assert.Equal("[Conv1D(4, 3)]\n[Lstm(input: 2, hidden: 3)]\n[Conv1D(5, 2, Dilation = 8)]\n[Dense(1)]", DeclarationOf(one));
        Assert.Contains(one.Notes, static note => note.Text.Contains("'net.conv' has dilation 1.", StringComparison.Ordinal));
        Assert.StartsWith("[Conv1D(4, 3, Dilation = 2)]", DeclarationOf(both), StringComparison.Ordinal);
        Assert.Contains(both.Notes, static note => note.Text.EndsWith(
            "an output for each step, which depends on earlier steps only.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fc", "expected a convolution over several steps 'fc' for the given dilation, found 'net.conv', 'net.back'")]
    [InlineData("front", "expected a convolution over several steps 'front' for the given dilation, found 'net.conv', 'net.back'")]
    public void A_dilation_of_no_convolution_is_refused(string name, string message) => Assert.Contains(
        message,
        Assert.Throws<WeightFormatException>(() => InOrder(s_convolved, Dilated((name, 2)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_dilation_of_several_convolutions_is_refused()
    {
        SourceTensor[] tensors = [.. Conv("a.conv", 2, 2, 3), .. Conv("b.conv", 2, 4, 3), .. Rnn("lstm.", 4, 3)];

        Assert.Contains(
            "several convolutions are called 'conv' for the given dilation: 'a.conv', 'b.conv'; write more of the path",
            Assert.Throws<WeightFormatException>(() => InOrder(tensors, Dilated(("conv", 2)))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "for the given dilation, found none",
            Assert.Throws<WeightFormatException>(() => InOrder(s_tokens, Dilated(("conv", 2)))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public void A_dilation_that_no_class_has_is_refused(int dilation) => Assert.Contains(
        $"has a dilation of {dilation}, and a class has 1 to 1024",
        Assert.Throws<WeightFormatException>(() => DeclarationOf(InOrder(s_convolved, Dilated(("conv", dilation))))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_format_that_stores_its_layers_takes_no_dilation() => Assert.Contains(
        "so that no dilation can be given (option Dilations)",
        Assert.Throws<WeightFormatException>(
            () => ModelFile.Read(Fixtures.File("keras-layers", "conv.h5"), Dilated(("a", 3)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_kernel_of_one_step_is_a_dense_layer()
    {
        StateDictNetwork network = InOrder([.. Conv("conv", 2, 4, 1), .. Rnn("lstm.", 4, 3)]);

        Assert.Equal("[Dense(4)]\n[Lstm(input: 2, hidden: 3)]", DeclarationOf(network));
        Assert.DoesNotContain(network.Notes, static note => note.Text.Contains("nn.Conv1d", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kernel_longer_than_that_of_a_class_is_refused() => Assert.Contains(
        "layer 'conv': expected 1 to 64 steps of the kernel, found 65",
        Assert.Throws<WeightFormatException>(() => InOrder([.. Conv("conv", 2, 4, 65), .. Rnn("lstm.", 4, 3)])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_embedding_is_the_first_layer()
    {
        StateDictNetwork network = InOrder(s_tokens);

        Assert.Equal(["emb", "lstm", "fc"], Names(network));
        Assert.Equal(Names(network), Names(ByShapes(s_tokens)));
        Assert.Equal("[Embedding(9, 5)]\n[Lstm(input: 1, hidden: 4, Output = 2)]", DeclarationOf(network));
        Assert.Contains(network.Notes, static note => note.Text.Contains("'emb' was placed before", StringComparison.Ordinal));
    }

    [Fact]
    public void An_embedding_is_before_the_layers_that_take_its_values()
    {
        SourceTensor[] tensors =
            [.. Conv("conv", 5, 3, 2), Tensor("words.embedding.weight", 9, 5), .. Rnn("lstm.", 3, 4)];

        Assert.Equal(["words.embedding", "conv", "lstm"], Names(InOrder(tensors)));
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(
            () => InOrder([.. tensors, Tensor("other_emb.weight", 9, 6)]));
        Assert.Contains("'other_emb.weight' [9, 6]", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("(option Layers): --layers words.embedding,conv,lstm", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_embeddings_the_options_choose()
    {
        SourceTensor[] tensors = [Tensor("pos_emb.weight", 20, 5), .. s_tokens];
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(() => InOrder(tensors));

        Assert.Contains(
            "each of 'pos_emb' [20, 5], 'emb' [9, 5] has as many values for a token as 'lstm' has inputs", refusal.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "(option Layers): --layers pos_emb,lstm,fc; --layers emb,lstm,fc; --layers lstm,fc", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["pos_emb", "emb"], refusal.Layers.Where(static layer => layer.Kind == "Embedding").Select(static layer => layer.Name));
        Assert.Equal(["emb", "lstm", "fc"], Names(InOrder(tensors, new ModelReadOptions { FirstLayer = "emb" })));
        Assert.Equal(["lstm", "fc"], Names(InOrder(tensors, new ModelReadOptions { FirstLayer = "lstm" })));
        Assert.Equal(["pos_emb", "lstm"], Names(InOrder(tensors, new ModelReadOptions { Layers = ["pos_emb", "lstm"] })));
    }

    [Fact]
    public void A_table_larger_than_that_of_a_class_can_be_left_out()
    {
        SourceTensor[] tensors = [Tensor("emb.weight", 65537, 5), .. s_tokens[1..]];
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(() => InOrder(tensors));

        Assert.Contains("the embedding 'emb' [65537, 5] is larger than that of a class", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("--layers lstm,fc", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["lstm", "fc"], Names(InOrder(tensors, new ModelReadOptions { Layers = ["lstm", "fc"] })));
    }

    [Fact]
    public void An_embedding_belongs_to_the_module_in_its_part_of_the_network()
    {
        SourceTensor[] tensors =
        [
            Tensor("enc.emb.weight", 9, 5), .. Rnn("enc.rnn.", 5, 4), Tensor("dec.emb.weight", 8, 5), .. Rnn("dec.rnn.", 5, 4),
        ];

        Assert.Equal(["dec.emb", "dec.rnn"], Names(InOrder(tensors, new ModelReadOptions { Module = "dec.rnn" })));
    }

    [Theory]
    [InlineData("Embedding", "table", "lstm")]
    [InlineData("Dense", "emb", "lstm")]
    [InlineData("Embedding", "square_emb", "lstm5")]
    [InlineData("Dense", "lstm5", "emb_out")]
    public void Sizes_tell_an_embedding_from_a_dense_layer_without_bias(string kind, params string[] names)
    {
        SourceTensor[] tensors =
        [
            Tensor("table.weight", 9, 4), Tensor("emb.weight", 4, 3), Tensor("square_emb.weight", 5, 5), Tensor("emb_out.weight", 2, 5),
            .. Rnn("lstm.", 4, 5), .. Rnn("lstm5.", 5, 5),
        ];
        StateDictNetwork network = InOrder(tensors, new ModelReadOptions { Layers = names });
        SourceLayer layer = network.Layers.Single(static layer => layer is not SourceRecurrent);

        Assert.Equal(kind, layer is SourceEmbedding ? "Embedding" : "Dense");
        Assert.Equal(names, Names(network));
    }

    private static SourceTensor[] Conv(string name, int inputs, int filters, int kernel) =>
        [Tensor($"{name}.weight", filters, inputs, kernel), Tensor($"{name}.bias", filters)];

    private static ModelReadOptions Dilated(params (string Name, int Dilation)[] dilations) => new()
    {
        Dilations = dilations.ToDictionary(static pair => pair.Name, static pair => pair.Dilation),
    };

    private static string DeclarationOf(StateDictNetwork network)
    {
        var model = new SourceModel(ModelFormat.PyTorch, "a test", network.Layers) { HasOrder = false };
        return DeclarationText.Of(NetworkAssembly.Assemble(new SourceFile("dict", []), model, ModelReadOptions.Default).Shape);
    }
}
