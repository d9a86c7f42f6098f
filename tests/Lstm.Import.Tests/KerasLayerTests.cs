using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lstm.Import.Sequences;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>
/// Keras models with layers between the recurrent ones, against outputs that fixtures/keras-layers/make.py computed in float64.
/// </summary>
public sealed class KerasLayerTests
{
    // Statistics and scales are rounded to one float each.
    private const double Tolerance = 2e-6;

    private static readonly Lazy<JsonElement> s_expected =
        new(static () => JsonDocument.Parse(File.ReadAllText(Fixture("expected.json"))).RootElement);

    /// <summary>Every fixture with outputs.</summary>
    public static TheoryData<string> Computed => [.. s_expected.Value.EnumerateObject().Select(static member => member.Name)];

    /// <summary>Files with inputs and outputs beside them.</summary>
    public static TheoryData<string> Reported =>
        [.. Directory.EnumerateFiles(Fixture(), "fault-*.h5").Select(static path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Computed))]
    public void A_file_gives_the_outputs_that_were_computed_from_its_own_layout(string name)
    {
        ModelDescription model = ModelFile.Read(Fixture(name));
        JsonElement expected = s_expected.Value.GetProperty(name);
        float[] inputs = [.. expected.GetProperty("input").EnumerateArray().Select(static value => value.GetSingle())];
        double[] outputs = [.. expected.GetProperty("output").EnumerateArray().Select(static value => value.GetDouble())];

        FixtureOutputs.Check(outputs, Described.Reference(model, inputs), Tolerance);
        FixtureOutputs.Check(outputs, Described.Outputs(model, inputs), Tolerance);
    }

    [Theory]
    [MemberData(nameof(Reported))]
    public void A_reported_file_gives_the_outputs_of_its_report(string name)
    {
        ModelDescription model = ModelFile.Read(Fixture(name));
        LstmSelfTest test = SequenceFile.ReadSelfTest(
            Fixture(Path.ChangeExtension(name, ".x.npy")), Fixture(Path.ChangeExtension(name, ".y.npy")), model);

        FixtureOutputs.Check(
            [.. test.Output.ToArray().Select(static value => (double)value)], Described.Outputs(model, test.Input), Tolerance);
        model.WithSelfTest(test).Verify();
    }

    [Theory]
    [InlineData(
        "units.h5",
        "[Affine]\n[Lstm(input: 3, hidden: 4)]\n[Affine]\n[Lstm(hidden: 5)]\n[LayerNorm(Epsilon = 0.001f)]\n[PRelu]\n[Dense(2)]\n"
            + "[Affine]\n[Activation(Activation.Affine, Alpha = 0.5f, Beta = -2f)]")]
    [InlineData(
        "activations.h5",
        "[Activation(Activation.Tanh)]\n[LayerNorm(Epsilon = 0.001f)]\n[Lstm(input: 2, hidden: 3)]\n"
            + "[Activation(Activation.Elu, Alpha = 0.5f)]\n[Lstm(hidden: 3)]\n"
            + "[Activation(Activation.LeakyRelu, Alpha = 0.3f)]\n[Activation(Activation.Softmax)]")]
    [InlineData("fault-batchnorm.h5", "[Lstm(input: 3, hidden: 4)]\n[Affine]\n[Dense(2)]")]
    [InlineData(
        "fault-last-dense.h5",
        "[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Dense(2, Activation.Sigmoid)]")]
    [InlineData("fault-sum.h5", "[Lstm(input: 3, hidden: 4, Bidirectional = true)]\n[Merge(Merging.Sum)]\n[Dense(2)]")]
    [InlineData("last-backwards.h5", "[Lstm(input: 2, hidden: 3, Direction = Direction.Backward)]\n[Pool(Pooling.Final)]\n[Dense(2)]")]
    [InlineData(
        "last-above.h5",
        "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Lstm(hidden: 3)]\n[Pool(Pooling.Last)]\n[Dense(2)]")]
    [InlineData("tfjs-mean/model.json", "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Pool(Pooling.Mean)]\n[Dense(2)]")]
    [InlineData(
        "max.h5",
        "[Lstm(input: 2, hidden: 3)]\n[Dense(2, Activation.Tanh)]\n[Pool(Pooling.Max)]\n[Activation(Activation.Sigmoid)]")]
    [InlineData("last-step.h5", "[Lstm(input: 2, hidden: 3, Output = 2)]")]
    [InlineData(
        "merge-norm.h5",
        "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Merge(Merging.Sum)]\n[Affine]\n[Dense(2)]")]
    [InlineData(
        "merge-last.h5", "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Merge(Merging.Sum)]\n[Dense(2)]")]
    [InlineData(
        "merge-mul.h5",
        "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Merge(Merging.Product)]\n[Activation(Activation.Tanh)]\n[Dense(2)]")]
    [InlineData(
        "merge-mul-last.h5",
        "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Merge(Merging.Product)]\n[Dense(2)]")]
    [InlineData("slice3.h5", "[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Pool(Pooling.Last)]\n[Dense(2)]")]
    [InlineData("slice-step.h5", "[Lstm(input: 2, hidden: 3)]")]
    [InlineData(
        "conv.h5",
        "[Conv1D(4, 3, Activation.Relu, Dilation = 2)]\n[Lstm(input: 2, hidden: 3)]\n[Conv1D(5, 2, Activation.Tanh)]\n"
            + "[Lstm(hidden: 3)]\n[Dense(4, Activation.Sigmoid)]\n[Conv1D(2, 2)]")]
    [InlineData("conv-one-weights.h5", "[Dense(4)]\n[Lstm(input: 3, hidden: 3)]")]
    [InlineData("embedding.h5", "[Embedding(7, 3)]\n[Lstm(input: 1, hidden: 2, Output = 2)]")]
    [InlineData(
        "embedding-mask.h5",
        "[Embedding(7, 3)]\n[Conv1D(3, 2, Activation.Relu)]\n[Lstm(input: 1, hidden: 2, Bidirectional = true)]\n"
            + "[Pool(Pooling.Final)]\n[Dense(2)]")]
    public void Each_layer_is_a_layer_of_the_class(string name, string declaration) =>
        Assert.Equal(declaration, ModelFile.Read(Fixture(name)).Declaration);

    [Fact]
    public void Both_inner_layers_of_a_bidirectional_one_can_have_names()
    {
        string path = Fixture("tfjs-mean/model.json");
        JsonNode model = JsonNode.Parse(File.ReadAllText(path))!;
        JsonNode topology = model["modelTopology"]!;
        JsonNode config = (topology["model_config"] ?? topology)["config"]!;
        JsonNode bidirectional = (config is JsonArray ? config : config["layers"]!)[0]!["config"]!;
        bidirectional["layer"]!["config"]!["name"] = "forward_innerbi";
        bidirectional["backward_layer"] = bidirectional["layer"]!.DeepClone();
        bidirectional["backward_layer"]!["config"]!["name"] = "backward_innerbi";
        bidirectional["backward_layer"]!["config"]!["go_backwards"] = true;
        byte[] bytes = Encoding.UTF8.GetBytes(model.ToJsonString());

        ModelDescription named = ModelFile.Read(
            new Input.SourceFile("model.json", bytes, Path.GetDirectoryName(path)), ModelReadOptions.Default);
        Assert.Equal(ModelFile.Read(path).Weights.Checksum, named.Weights.Checksum);
    }

    [Theory]
    [InlineData("units")]
    [InlineData("conv")]
    [InlineData("embedding")]
    public void The_three_containers_hold_the_same_network(string network)
    {
        string[] names = [$"{network}.h5", $"{network}.keras", $"tfjs-{network}/model.json"];

        Assert.Single(names.Select(static name => ModelFile.Read(Fixture(name)).Weights.Checksum).Distinct());
    }

    [Fact]
    public void Tensors_have_their_origins()
    {
        IReadOnlyList<LayerDescription> layers = ModelFile.Read(Fixture("units.h5")).Layers;

        Assert.Equal(
            [
                ("layers.2.scale", "bn/gamma:0", "gamma / sqrt(variance + epsilon)"),
                ("layers.2.scale", "bn/moving_variance:0", "gamma / sqrt(variance + epsilon)"),
                ("layers.2.offset", "bn/beta:0", "beta - mean * scale"), ("layers.2.offset", "bn/moving_mean:0", "beta - mean * scale"),
            ],
            layers[2].Tensors.Select(static origin => (origin.Tensor, origin.Source, origin.Conversion)));
        Assert.Equal("layers.5.weight", Assert.Single(layers[5].Tensors).Tensor);
    }

    [Fact]
    public void Kernels_and_tables_have_their_origins()
    {
        IReadOnlyList<LayerDescription> convolved = ModelFile.Read(Fixture("conv.h5")).Layers;
        TensorOrigin table = Assert.Single(ModelFile.Read(Fixture("embedding.h5")).Layers[0].Tensors);

        Assert.Equal(
            [("layers.0.weight", "a/kernel:0", "axes reversed"), ("layers.0.bias", "a/bias:0", "")],
            convolved[0].Tensors.Select(static origin => (origin.Tensor, origin.Source, origin.Conversion)));
        Assert.Equal(
            [("layers.4.weight", "c/kernel:0", "transposed"), ("layers.4.bias", "c/bias:0", "")],
            convolved[4].Tensors.Select(static origin => (origin.Tensor, origin.Source, origin.Conversion)));
        Assert.Equal(("layers.0.embedding", "emb/embeddings:0", ""), (table.Tensor, table.Source, table.Conversion));
    }

    [Fact]
    public void A_mask_of_tokens_becomes_a_note() => Assert.Contains(
        "Layer 'emb' masks the token 0 (mask_zero)",
        Assert.Single(ModelFile.Read(Fixture("embedding-mask.h5")).Notes),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_of_weights_has_a_note_about_its_embeddings() => Assert.Contains(
        "Embeddings are taken to mask no token.",
        Assert.Single(ModelFile.Read(Fixture("embedding-weights.h5")).Notes),
        StringComparison.Ordinal);

    [Fact]
    public void A_file_of_weights_has_a_note_about_its_norm_about_its_normalisations() => Assert.Contains(
        "normalisations have Keras's epsilon",
        Assert.Single(ModelFile.Read(Fixture("units-weights.h5")).Notes),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("refused-size.h5", "it has 2000000000 inputs, and a class has at most 4096")]
    [InlineData("refused-axis.h5", "'norm' (BatchNormalization) cannot be imported: its axis is 1")]
    [InlineData("refused-rms.h5", "'norm' (LayerNormalization) cannot be imported: it does not subtract the mean (rms_scaling)")]
    [InlineData("refused-slopes.h5", "'norm' (PReLU) cannot be imported: its slopes have the shape [5, 3]")]
    [InlineData(
        "refused-mode.h5",
        "its directions are merged by 'max' (merge_mode); a class concatenates, adds, averages or multiplies them")]
    [InlineData("refused-none.h5", "its directions are merged by null (merge_mode)")]
    [InlineData("refused-flatten.h5", "'flat' (Flatten) cannot be imported: it joins the values of all steps")]
    [InlineData("refused-channels.h5", "it pools the values of each step (data_format is 'channels_first')")]
    [InlineData("refused-twice.h5", "there is only one vector before it")]
    [InlineData("refused-before.h5", "the last output of each direction (return_sequences is false), and a recurrent layer follows")]
    [InlineData("refused-reshape.h5", "'rows' (Reshape) cannot be imported: it arranges its values in the shape [3, 1]")]
    [InlineData("refused-split.h5", "'rows' (Reshape) cannot be imported: it moves values from one step to another")]
    [InlineData("refused-pool.h5", "the layer 'max' makes one vector of all steps, but no recurrent layer is before it")]
    [InlineData("refused-conv-same.h5", "it is not causal: its padding is 'same'; a class needs padding='causal'")]
    [InlineData("refused-conv-valid.h5", "its padding is 'valid'; a class needs padding='causal', or a ZeroPadding1D of (2, 0)")]
    [InlineData("refused-conv-short.h5", "its padding is 'valid' after 1 zeros")]
    [InlineData("refused-conv-both.h5", "its padding is 'causal' after 4 zeros")]
    [InlineData("refused-conv-after.h5", "'pad' (ZeroPadding1D) cannot be imported: it adds 1 steps after the last one")]
    [InlineData("refused-conv-alone.h5", "'pad' (ZeroPadding1D) cannot be imported: it adds 4 steps before the first one, and no Conv1D")]
    [InlineData("refused-conv-end.h5", "'pad' (ZeroPadding1D) cannot be imported: it adds 4 steps before the first one, and no Conv1D")]
    [InlineData("refused-conv-strides.h5", "it skips steps (strides is 2)")]
    [InlineData("refused-conv-groups.h5", "its filters take some of the inputs each (groups is 2)")]
    [InlineData("refused-conv-first.h5", "it convolves the values of each step (data_format is 'channels_first')")]
    [InlineData("refused-conv-kernel.h5", "its kernel has 65 steps, and that of a class 1 to 64")]
    [InlineData("refused-conv-dilation.h5", "its dilation_rate is 1025, and the dilation of a class is 1 to 1024")]
    [InlineData("refused-conv-shape.h5", "expected shape [3, ?, 5], found shape [3, 2, 4]")]
    [InlineData("refused-conv-vector.h5", "'a' (Conv1D) cannot be imported: there is only one vector before it")]
    [InlineData("refused-conv-wrapped.h5", "'td' (TimeDistributed) cannot be imported: it contains a Conv1D")]
    [InlineData("refused-conv-weights.h5", "its kernel [3, 2, 4] is that of a convolution over 3 steps, whose padding and dilation")]
    [InlineData("refused-embedding-late.h5", "'emb' (Embedding) cannot be imported: its input has an axis of values")]
    [InlineData("refused-embedding-axis.h5", "'emb' (Embedding) cannot be imported: its input has an axis of values")]
    [InlineData("refused-embedding-shape.h5", "expected shape [8, 3], found shape [7, 3]")]
    [InlineData("refused-slice.h5", "it selects a part of its input other than the last step")]
    public void What_a_class_cannot_do_is_refused_with_the_reason(string name, string text) => Assert.Contains(
        text, Assert.Throws<WeightFormatException>(() => ModelFile.Read(Fixture(name))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "last-step.h5", "take the network's output at the last step", "splits its input into steps, [?, 2]", "in the shape [2, 1]")]
    [InlineData("slice-step.h5", "selects the last step: take the network's output at the last step")]
    public void What_a_class_leaves_to_its_user_becomes_a_note(string name, params string[] texts)
    {
        IReadOnlyList<string> notes = ModelFile.Read(Fixture(name)).Notes;

        Assert.Equal(texts.Length, notes.Count);
        Assert.All(texts, text => Assert.Contains(notes, note => note.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public void Networks_with_exactly_the_output_of_Keras_have_no_notes() => Assert.All(
        (string[])
        [
            "last-norm.h5", "last-gru.keras", "last-backwards.h5", "last-above.h5", "tfjs-mean/model.json", "merge-last.h5", "slice2.h5",
            "merge-mul-last.h5",
        ],
        static name => Assert.Empty(ModelFile.Read(Fixture(name)).Notes));

    [Fact]
    public void A_self_test_of_one_output_has_one_row()
    {
        ModelDescription model = ModelFile.Read(Fixture("fault-last-dense.h5"));
        SequenceFormatException exception = Assert.Throws<SequenceFormatException>(
            () => SequenceFile.ReadSelfTest(Fixture("fault-last-dense.x.npy"), Fixture("fault-sum.y.npy"), model));

        Assert.Contains("expected one row, the output for the whole sequence", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_merges_or_pools_is_imported_as_a_whole()
    {
        string last = ModelFile.Read(Fixture("merge-last.h5"), new ModelReadOptions { LastLayer = "bi" }).Declaration;
        string sum = ModelFile.Read(Fixture("merge-norm.h5"), new ModelReadOptions { LastLayer = "bi" }).Declaration;

        Assert.Equal("[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Merge(Merging.Sum)]", last);
        Assert.Equal("[Lstm(input: 2, hidden: 3, Bidirectional = true)]\n[Merge(Merging.Sum)]", sum);
    }

    [Fact]
    public void A_merge_leaves_the_weights_after_it_as_they_are()
    {
        IReadOnlyList<LayerDescription> layers = ModelFile.Read(Fixture("merge-ave.h5")).Layers;
        TensorOrigin weight = layers[^1].Tensors[0];

        Assert.Equal(("dense/kernel:0", "transposed"), (weight.Source, weight.Conversion));
        Assert.Equal([3, 2], weight.Shape);
        Assert.Equal(("bi (merged)", "Merge", 6, 3), (layers[1].Name, layers[1].Kind, layers[1].InputSize, layers[1].OutputSize));
    }

    private static string Fixture(params string[] parts) => Fixtures.File(["keras-layers", .. parts]);
}
