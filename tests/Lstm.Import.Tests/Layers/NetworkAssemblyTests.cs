using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>From the layers of a file to what one class holds, whatever format they came from.</summary>
public class NetworkAssemblyTests
{
    private static readonly SourceFile s_file = new("net.bin", []);

    [Fact]
    public void Dense_recurrent_and_dense_layers_become_stem_layers_and_head()
    {
        AssembledNetwork network = Assemble(
            Dense("in", 2, 3), new SourceActivation("in_tanh", Activation.Tanh), Lstm("one", 3, 5), Lstm("two", 5, 5), Dense("mid", 5, 4),
            Dense("out", 4, 2));

        Assert.Equal(
            "[Dense(3, Activation.Tanh)]\n[Lstm(input: 2, hidden: 5, Layers = 2)]\n[Dense(4)]\n[Dense(2)]",
            DeclarationText.Of(network.Shape));
        Assert.Equal(2, network.Weights.LayerCount);
    }

    [Fact]
    public void Layers_get_their_canonical_names()
    {
        TensorOrigin[] weight = [new("weight_ih", "a", [4, 1]), new("weight_ih_reverse", "b", [4, 1])];
        var model = new ModelDescription(
            Model(Lstm("one", 1, 5), Lstm("two", 5, 5) with { Origins = weight }, Dense("out", 5, 1)),
            Assemble(Lstm("one", 1, 5), Lstm("two", 5, 5) with { Origins = weight }, Dense("out", 5, 1)));

        Assert.Equal(["weight_ih_l1", "weight_ih_l1_reverse"], model.Layers[1].Tensors.Select(static tensor => tensor.Tensor));
        Assert.Equal(["one", "two", "out"], model.Layers.Select(static layer => layer.Name));
        Assert.Equal(["LSTM", "LSTM", "Dense"], model.Layers.Select(static layer => layer.Kind));
        Assert.Equal([4 * 5 * (1 + 5 + 1), 4 * 5 * (5 + 5 + 1), 6], model.Layers.Select(static layer => layer.Parameters));
    }

    [Fact]
    public void A_separate_activation_after_a_recurrent_layer_becomes_an_activation_layer()
    {
        AssembledNetwork network = Assemble(Lstm("lstm", 1, 2), new SourceActivation("relu", Activation.Relu));

        Assert.Equal("[Lstm(input: 1, hidden: 2)]\n[Activation(Activation.Relu)]", DeclarationText.Of(network.Shape));
        Assert.Single(network.Weights.Sequence);
    }

    [Fact]
    public void A_second_activation_becomes_a_separate_layer()
    {
        AssembledNetwork network = Assemble(
            Lstm("lstm", 1, 2),
            Dense("out", 2, 1),
            new SourceActivation("relu", Activation.Relu),
            new SourceActivation("tanh", Activation.Tanh));

        Assert.Equal(
            "[Lstm(input: 1, hidden: 2)]\n[Dense(1, Activation.Relu)]\n[Activation(Activation.Tanh)]",
            DeclarationText.Of(network.Shape));
    }

    [Fact]
    public void Recurrent_layers_of_different_sizes_are_one_network()
    {
        SourceRecurrent big = Lstm("big", 1, 8);
        SourceRecurrent small = Lstm("small", 8, 4);
        AssembledNetwork network = Assemble(big, small);

        Assert.Equal("[Lstm(input: 1, hidden: 8)]\n[Lstm(hidden: 4)]", DeclarationText.Of(network.Shape));
        Assert.Equal([big.Directions[0], small.Directions[0]], network.Weights.Layers);
    }

    [Fact]
    public void Cells_directions_and_dense_layers_can_follow_each_other_in_any_order()
    {
        SourceLayer[] layers =
        [
            Lstm("a", 2, 3), Dense("b", 3, 4), new SourceActivation("b_tanh", Activation.Tanh), Gru("c", 4, 5), BothWays("d", 5, 3),
            new SourceActivation("e", Activation.Relu), Lstm("f", 6, 3) with { Direction = Direction.Backward }, Dense("g", 3, 1),
        ];
        AssembledNetwork network = Assemble(layers);

        Assert.Equal(
            "[Lstm(input: 2, hidden: 3)]\n[Dense(4, Activation.Tanh)]\n[Gru(hidden: 5)]\n[Lstm(hidden: 3, Bidirectional = true)]\n"
            + "[Activation(Activation.Relu)]\n[Lstm(hidden: 3, Direction = Direction.Backward)]\n[Dense(1)]",
            DeclarationText.Of(network.Shape));
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], network.Layers.Select(static layer => layer.Name));
        Assert.Equal(
            layers.OfType<SourceRecurrent>().SelectMany(static layer => layer.Directions), network.Weights.Layers);
        Assert.Equal(
            [((SourceDense)layers[1]).Weights, ((SourceDense)layers[7]).Weights],
            new[] { network.Weights.Sequence[1], network.Weights.Sequence[5] });
    }

    [Fact]
    public void The_layers_of_a_list_get_numbered_names()
    {
        TensorOrigin[] weight = [new("weight_ih", "a", [4, 1]), new("weight_ih_reverse", "b", [4, 1]), new("initial_h0", "c", [1])];
        SourceLayer[] layers =
        [
            Gru("one", 1, 5), Dense("two", 5, 5) with { Origins = [new("bias", "d", [5])] },
            BothWays("three", 5, 4) with { Origins = weight },
        ];
        var model = new ModelDescription(Model(layers), Assemble(layers));

        Assert.Equal(["layers.1.bias"], model.Layers[1].Tensors.Select(static tensor => tensor.Tensor));
        Assert.Equal(
            ["layers.2.weight_ih_l0", "layers.2.weight_ih_l0_reverse", "initial_h0"],
            model.Layers[2].Tensors.Select(static tensor => tensor.Tensor));
        Assert.Equal(["GRU", "Dense", "LSTM"], model.Layers.Select(static layer => layer.Kind));
        Assert.Equal(
            ["[Gru(input: 1, hidden: 5)]", "[Dense(5)]", "[Lstm(input: 5, hidden: 4, Bidirectional = true)]"],
            model.Layers.Select(static layer => layer.Attribute));
        Assert.Equal([3 * 5 * 7 + 5, 30, 2 * 16 * 10], model.Layers.Select(static layer => layer.Parameters));
    }

    [Fact]
    public void Layers_that_do_not_fit_are_refused_with_their_names() =>
        Assert.Equal(
            "the layer 'b' has 4 inputs, but the layer 'a' before it has 8 outputs", Refused(Lstm("a", 1, 8), Lstm("b", 4, 8)).Found);

    [Fact]
    public void Sizes_beyond_the_limits_are_refused_with_a_sentence()
    {
        WeightFormatException wide = Assert.Throws<WeightFormatException>(
            static () => s_file.Build("lstm", static () => new LstmLayerWeights(4097, 1, new float[4 * 4097], new float[4], new float[4])));
        SourceLayer[] many = [.. Enumerable.Range(0, 9).Select(static number => Lstm($"l{number}", 4, 4))];

        Assert.Equal("net.bin: layer 'lstm': expected 1 to 4096 inputs, found 4097", wide.Message);
        Assert.StartsWith("the network has 9 recurrent layers, and a class has at most 8", Refused(many).Found);
        Assert.EndsWith(": --last-layer l7; --first-layer l8", Refused(many).Advice, System.StringComparison.Ordinal);
        SourceLayer[] tanh = [.. Enumerable.Range(0, 40).Select(static number => new SourceActivation($"t{number}", Activation.Tanh))];
        Assert.Contains("too many activations, normalisations and scalings in a row", Refused([Lstm("lstm", 4, 4), .. tanh]).Found);
    }

    [Fact]
    public void Parts_on_both_sides_of_a_pooling_are_advised()
    {
        WeightFormatException between = Refused(Lstm("a", 1, 4), new SourcePool("max", Pooling.Max), Lstm("b", 4, 4));
        WeightFormatException before = Refused(new SourcePool("max", Pooling.Max), Lstm("a", 1, 4), Dense("out", 4, 1));

        Assert.StartsWith("the layer 'max' makes one vector of all steps, but a recurrent layer", between.Found);
        Assert.EndsWith(": --last-layer max; --first-layer b", between.Advice, System.StringComparison.Ordinal);
        Assert.EndsWith(": --first-layer a", before.Advice, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Merged_directions_are_a_layer()
    {
        SourceLayer[] both = [BothWays("bi", 2, 3), new SourceMerge("product", 3, Merging.Product)];
        SourceLayer group = new SourceGroup("bi", both);
        AssembledNetwork network = Assemble(group, new SourceActivation("relu", Activation.Relu), Dense("out", 3, 1));

        Assert.Equal(
            "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Merge(Merging.Product)]\n[Activation(Activation.Relu)]\n[Dense(1)]",
            DeclarationText.Of(network.Shape));
        Assert.Equal((3, 1), (network.Weights.Sequence[0].OutputSize, network.Weights.OutputSize));
    }

    [Fact]
    public void A_merge_without_two_directions_is_refused()
    {
        const string expected = "the layer 'm' makes one vector of two directions, but no layer with two is before it";

        Assert.StartsWith(expected, Refused(Lstm("a", 2, 6), new SourceMerge("m", 3, Merging.Sum)).Found);
        Assert.StartsWith(expected, Refused(BothWays("bi", 2, 3), new SourceMerge("m", 2, Merging.Sum)).Found);
        SourceActivation between = new("t", Activation.Tanh);
        Assert.StartsWith(expected, Refused(BothWays("bi", 2, 3), between, new SourceMerge("m", 3, Merging.Sum)).Found);
    }

    /// <summary>The number of layers is that of the class: some layers of a file become none or a part of another.</summary>
    [Fact]
    public void A_residual_connection_is_around_the_layers_of_the_class()
    {
        SourceLayer first = Dense("first", 2, 4);
        SourceLayer lstm = Lstm("lstm", 4, 4);
        SourceLayer group = new SourceGroup("block", [lstm, new SourceActivation("tanh", Activation.Tanh)]);
        SourceLayer none = new SourceActivation("linear", Activation.Linear);
        AssembledNetwork network = Assemble(
            first, new SourceActivation("relu", Activation.Relu), group, none, new SourceResidual("one", first), Dense("next", 4, 2),
            new SourceResidual("inputs", null), Dense("last", 2, 4), new SourceResidual("of group", group));

        Assert.Equal(
            "[Dense(4)]\n[Activation(Activation.Relu)]\n[Lstm(input: 2, hidden: 4)]\n[Activation(Activation.Tanh)]\n[Residual(3)]\n"
                + "[Dense(2)]\n[Residual(6)]\n[Dense(4)]\n[Residual(4)]",
            DeclarationText.Of(network.Shape));
    }

    [Fact]
    public void A_residual_connection_without_its_source_is_refused()
    {
        SourceLayer a = Dense("a", 4, 4);
        SourceLayer b = Lstm("b", 4, 4);

        Assert.StartsWith(
            "the layer 'add' adds the outputs of the layer 'c', which is not among the layers before it",
            Refused(a, b, new SourceResidual("add", Dense("c", 4, 4))).Found);
        Assert.StartsWith(
            "the layer 'add' adds an earlier vector, but that has 3 values, and here are 4",
            Refused(Lstm("l", 3, 4), new SourceResidual("add", null)).Found);
        Assert.StartsWith(
            "the layer 'add' adds an earlier vector, but that is of each step",
            Refused(Lstm("l", 4, 4), new SourcePool("max", Pooling.Max), new SourceResidual("add", null)).Found);
        Assert.StartsWith(
            "the layer 'add' adds an earlier vector, but no layer is before it",
            Refused(new SourceResidual("add", null), Lstm("l", 4, 4)).Found);
    }

    [Fact]
    public void A_part_whose_name_is_not_unique_is_not_advised()
    {
        UnsupportedLayer unsupported = new("pool", "Pooling", "a pooling");
        WeightFormatException exception = Refused(Lstm("a", 1, 8), unsupported, Lstm("b", 8, 4), unsupported, Lstm("a", 4, 8));

        Assert.EndsWith(": --first-layer b --last-layer b", exception.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Dense_layers_between_recurrent_ones_have_the_limit_of_a_row()
    {
        SourceDense[] eight = [.. Enumerable.Range(0, 8).Select(static number => Dense($"d{number}", 4, 4))];

        Assert.Equal(10, Assemble([Lstm("a", 1, 4), .. eight, Lstm("c", 4, 4)]).Layers.Count);
        WeightFormatException refusal = Refused([Lstm("a", 1, 4), .. eight, Dense("d8", 4, 4), Lstm("c", 4, 4)]);
        Assert.Equal("d8", refusal.Tensor);
        Assert.Contains("at most 8 dense layers in a row", refusal.Found);
    }

    [Fact]
    public void A_network_without_recurrent_layers_is_refused() => Assert.Contains("'out'", Refused(Dense("out", 4, 1)).Found);

    [Fact]
    public void Unsupported_layers_are_refused_by_name_and_kind()
    {
        WeightFormatException exception = Refused(new UnsupportedLayer("conv", "Conv1D", "a convolution"), Lstm("lstm", 1, 4));

        Assert.Equal("conv", exception.Tensor);
        Assert.Equal("the layer 'conv' (Conv1D) cannot be imported: a convolution", exception.Found);
        Assert.EndsWith(": --first-layer lstm", exception.Advice, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_between_unsupported_layers_is_imported_without_the_self_test_of_the_whole()
    {
        SourceModel model = Model(
            new UnsupportedLayer("conv", "Conv1D", "a convolution"),
            Lstm("lstm", 1, 4),
            Dense("out", 4, 1),
            new UnsupportedLayer("pool", "Pooling", "a pooling"))
            with { Residual = true, SelfTest = new LstmSelfTest(1, [1], [1]) };
        SourceModel piece = LayerSelection.Apply(s_file, model, new ModelReadOptions { FirstLayer = "lstm", LastLayer = "out" });

        Assert.Equal(
            "[Lstm(input: 1, hidden: 4, Output = 1)]",
            DeclarationText.Of(NetworkAssembly.Assemble(s_file, piece, ModelReadOptions.Default).Shape));
        Assert.Null(piece.SelfTest);
        Assert.Equal(3, piece.Notes.Count);
    }

    [Fact]
    public void A_piece_that_is_not_there_is_refused_with_the_names_that_are()
    {
        var exception = Assert.Throws<WeightFormatException>(
            () => LayerSelection.Apply(s_file, Model(Lstm("lstm", 1, 4)), new ModelReadOptions { FirstLayer = "lstn" }));

        Assert.Contains("'lstm'", exception.Found);
    }

    [Fact]
    public void Activations_can_be_given_by_name()
    {
        var options = new ModelReadOptions { Activations = new Dictionary<string, Activation> { ["out"] = Activation.Sigmoid } };
        AssembledNetwork network = NetworkAssembly.Assemble(s_file, Model(Lstm("lstm", 1, 4), Dense("out", 4, 1)), options);

        Assert.Equal(new DenseShape(1, Activation.Sigmoid), network.Shape.Layers[^1]);
        Assert.Throws<WeightFormatException>(() => NetworkAssembly.Assemble(s_file, Model(Lstm("lstm", 1, 4)), options));
    }

    [Fact]
    public void Convolutions_and_embeddings_are_layers_with_names_and_activations()
    {
        SourceLayer[] layers =
        [
            new SourceEmbedding("words", new EmbeddingWeights(5, 2, new float[10])) { Origins = [new("embedding", "e", [5, 2])] },
            Convolution("conv", 2, 3, kernel: 4, dilation: 2) with { Origins = [new("weight", "c", [3, 2, 4])] },
            new SourceActivation("relu", Activation.Relu), Lstm("lstm", 3, 4),
        ];
        AssembledNetwork network = Assemble(layers);
        var model = new ModelDescription(Model(layers), network);
        var options = new ModelReadOptions { Activations = new Dictionary<string, Activation> { ["conv"] = Activation.Tanh } };

        Assert.Equal(
            "[Embedding(5, 2)]\n[Conv1D(3, 4, Activation.Relu, Dilation = 2)]\n[Lstm(input: 1, hidden: 4)]",
            DeclarationText.Of(network.Shape));
        Assert.Equal(["Embedding", "Conv1D", "LSTM"], model.Layers.Select(static layer => layer.Kind));
        Assert.Equal([10, 27, 16 * 8], model.Layers.Select(static layer => layer.Parameters));
        Assert.Equal(
            ["layers.0.embedding", "layers.1.weight"],
            model.Layers.Take(2).SelectMany(static layer => layer.Tensors).Select(static origin => origin.Tensor));
        Assert.Equal(
            new Conv1DShape(3, 4, 2, Activation.Tanh), NetworkAssembly.Assemble(s_file, Model(layers), options).Shape.Layers[1]);
    }

    [Fact]
    public void Convolutions_and_embeddings_that_no_class_has_are_refused()
    {
        SourceEmbedding words = new("words", new EmbeddingWeights(5, 4, new float[20]));

        Assert.Equal(
            "the convolution 'conv' has a dilation of 2000, and a class has 1 to 1024",
            Refused(Convolution("conv", 1, 1, kernel: 2, dilation: 2000), Lstm("lstm", 1, 4)).Found);
        Assert.Equal(
            "the convolution 'conv' looks back at 9000 values of earlier steps, and a class keeps at most 8192",
            Refused(Convolution("conv", 3, 4, kernel: 4, dilation: 1000), Lstm("lstm", 4, 4)).Found);
        Assert.Equal(
            "the embedding 'words' is not the first layer, as that of a class is",
            Refused(Lstm("lstm", 4, 1), words, Lstm("other", 4, 1)).Found);
        Assert.Contains(
            "but a convolution over the steps is after it",
            Refused(Lstm("lstm", 1, 4), new SourcePool("mean", Pooling.Mean), Convolution("conv", 4, 1, kernel: 2, dilation: 1)).Found);
        Assert.Contains(
            "its input is the number of a token",
            Assert.Throws<WeightFormatException>(() => NetworkAssembly.Assemble(
                s_file, Model(words, Lstm("lstm", 4, 1)) with { Residual = true }, ModelReadOptions.Default)).Found);
    }

    [Fact]
    public void Layers_with_and_without_initial_states_can_be_mixed()
    {
        AssembledNetwork network = Assemble(Lstm("a", 1, 2), Lstm("b", 2, 2) with { InitialHidden = [1, 2], InitialCell = [3, 4] });

        Assert.Equal([0, 0, 1, 2], network.Weights.InitialHidden.ToArray());
        Assert.Equal([0, 0, 3, 4], network.Weights.InitialCell.ToArray());
    }

    [Fact]
    public void States_of_different_cells_follow_each_other()
    {
        AssembledNetwork network = Assemble(
            Lstm("a", 1, 2) with { InitialHidden = [1, 2], InitialCell = [3, 4] },
            Gru("b", 2, 3) with { InitialHidden = [5, 6, 7] },
            Dense("c", 3, 2),
            Lstm("d", 2, 1));

        Assert.Equal([1, 2, 5, 6, 7, 0], network.Weights.InitialHidden.ToArray());
        Assert.Equal([3, 4, 0], network.Weights.InitialCell.ToArray());
    }

    [Fact]
    public void A_residual_needs_an_input_for_every_output() =>
        Assert.Throws<WeightFormatException>(
            () => NetworkAssembly.Assemble(s_file, Model(Lstm("lstm", 1, 4)) with { Residual = true }, ModelReadOptions.Default));

    private static AssembledNetwork Assemble(params SourceLayer[] layers) =>
        NetworkAssembly.Assemble(s_file, Model(layers), ModelReadOptions.Default);

    private static WeightFormatException Refused(params SourceLayer[] layers) =>
        Assert.Throws<WeightFormatException>(() => Assemble(layers));

    private static SourceModel Model(params SourceLayer[] layers) => new(ModelFormat.Onnx, "a test", layers);

    private static SourceConv1D Convolution(string name, int input, int filters, int kernel, int dilation) => new(
        name,
        new Conv1DWeights(input, filters, kernel, new float[input * filters * kernel], new float[filters]),
        dilation,
        Activation.Linear);

    private static SourceRecurrent Lstm(string name, int input, int hidden) =>
        new(name, new CellShape(CellKind.Lstm, hidden), [LstmCell(input, hidden)]);

    private static SourceRecurrent Gru(string name, int input, int hidden) =>
        new(name, new CellShape(CellKind.GruResetAfter, hidden), [GruCell(input, hidden)]);

    private static SourceRecurrent BothWays(string name, int input, int hidden) =>
        new(name, new CellShape(CellKind.Lstm, hidden), [.. new[] { 1, 2 }.Select(seed => LstmCell(input, hidden, seed))]);

    private static LstmLayerWeights LstmCell(int input, int hidden, int seed = 1) =>
        RandomWeights.Create(input, hidden, seed: seed).Layers[0];

    private static LstmLayerWeights GruCell(int input, int hidden) =>
        RandomWeights.Create(new NetworkSpec(input, hidden) { Gru = true }).Layers[0];

    private static SourceDense Dense(string name, int input, int output) =>
        new(name, new DenseWeights(input, output, new float[input * output], new float[output]), Activation.Linear);
}
