using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Import.Input;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

/// <summary>
/// Keras' HDF5, its archives and TensorFlow.js, against outputs that fixtures/keras/make.py computed in float64 from Keras' own layout.
/// </summary>
public sealed class KerasTests(ITestOutputHelper output)
{
    // The weights are floats on both sides; the script's sums differ from the oracle's in their order alone. An added pair of biases is
    // rounded once more.
    private const double Tolerance = 1e-9;
    private const double PairTolerance = 1e-6;

    private static readonly Lazy<JsonElement> s_expected =
        new(static () => JsonDocument.Parse(File.ReadAllText(Fixture("expected.json"))).RootElement);

    /// <summary>Every fixture with outputs.</summary>
    public static TheoryData<string> Computed => [.. s_expected.Value.EnumerateObject().Select(static member => member.Name)];

    [Theory]
    [MemberData(nameof(Computed))]
    public void A_file_gives_the_outputs_that_were_computed_from_its_own_layout(string name)
    {
        ModelReadOptions options = name == "fork.h5" ? new ModelReadOptions { LastLayer = "first" } : ModelReadOptions.Default;
        ModelDescription model = ModelFile.Read(Fixture(name), options);
        JsonElement expected = s_expected.Value.GetProperty(name);
        float[] inputs = [.. expected.GetProperty("input").EnumerateArray().Select(static value => value.GetSingle())];
        double[] outputs = [.. expected.GetProperty("output").EnumerateArray().Select(static value => value.GetDouble())];
        double[] found = Described.Outputs(model, inputs);

        double tolerance = name.Contains("cudnn", StringComparison.Ordinal)
            || name.Contains("gru", StringComparison.Ordinal)
            || name.StartsWith("rnn", StringComparison.Ordinal)
            ? PairTolerance
            : Tolerance;
        Assert.Equal(outputs.Length, found.Length);
        for (int index = 0; index < found.Length; index++)
        {
            Assert.Equal(outputs[index], found[index], tolerance);
        }
    }

    [Theory]
    [InlineData(
        "keras2.h5",
        ModelFormat.KerasHdf5,
        "Keras 2.15.0",
        "[Lstm(input: 3, hidden: 4, Output = 2, OutputActivation = Activation.Softmax)]")]
    [InlineData(
        "keras3.keras",
        ModelFormat.KerasArchive,
        "Keras 3.10.0",
        "[Lstm(input: 3, hidden: 4, Output = 2, OutputActivation = Activation.Softmax)]")]
    [InlineData(
        "tfjs/model.json",
        ModelFormat.TensorFlowJs,
        "Keras 2.15.0",
        "[Lstm(input: 3, hidden: 4, Output = 2, OutputActivation = Activation.Softmax)]")]
    public void A_file_is_recognised_by_its_content(string name, ModelFormat format, string version, string declaration)
    {
        ModelDescription model = ModelFile.Read(Fixture(name));

        Assert.Equal(format, model.Format);
        Assert.Contains(version, model.FormatDetail, StringComparison.Ordinal);
        Assert.Equal(declaration, model.Declaration);
    }

    [Theory]
    [InlineData("hard-sigmoid2.h5", Activation.HardSigmoid)]
    [InlineData("hard-sigmoid3.h5", Activation.HardSigmoid3)]
    [InlineData("default-old.h5", Activation.HardSigmoid)]
    [InlineData("default-new.h5", Activation.Sigmoid)]
    public void The_version_decides_what_a_name_or_its_absence_means(string name, Activation gate) =>
        Assert.Equal(gate, ModelFile.Read(Fixture(name)).Shape.Recurrent.First().Cell.GateActivation.Function);

    [Theory]
    [InlineData("layers.h5", "stateful")]
    [InlineData("functional2.h5", "masks steps")]
    [InlineData("last-step.h5", "take the network's output at the last step")]
    [InlineData("backwards.h5", "runs backwards")]
    [InlineData("weights-only-old.h5", "hard_sigmoid")]
    [InlineData("tfjs-uint8/model.json", "stored as uint8")]
    public void Facts_for_the_user_become_notes(string name, string text) =>
        Assert.Contains(ModelFile.Read(Fixture(name)).Notes, note => note.Contains(text, StringComparison.Ordinal));

    [Theory]
    [InlineData("default-unknown.h5", "depends on the version of Keras, which the file does not contain")]
    [InlineData("gru-wrong-bias.h5", "shape [9]")]
    [InlineData("backwards-twice.h5", "go_backwards")]
    [InlineData("last-step-inside.h5", "return_sequences is false")]
    [InlineData("fork.h5", "also goes to 'dense'")]
    [InlineData("unsupported.h5", "(SeparableConv1D) cannot be imported: this kind of layer is not supported")]
    [InlineData("keras1.h5", "which stores one array for each gate")]
    [InlineData("keras3.weights.h5", "save the model itself, as .keras")]
    [InlineData("dense-groups.h5", "libver='earliest'")]
    [InlineData("wrong-units.h5", "expected shape [?, 16]")]
    [InlineData("keras3-wrong-name.keras", "weights of 'other'")]
    [InlineData("tfjs-escape/model.json", "a path inside the model's folder")]
    public void A_network_that_cannot_be_converted_is_refused_with_the_reason(string name, string text)
    {
        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => ModelFile.Read(Fixture(name)));

        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_between_others_can_be_cut_out()
    {
        ModelDescription model = ModelFile.Read(
            Fixture("unsupported.h5"),
            new ModelReadOptions { FirstLayer = "lstm", LastLayer = "lstm" });

        Assert.Equal("[Lstm(input: 2, hidden: 3)]", model.Declaration);
    }

    [Fact]
    public void Tensors_have_their_origins()
    {
        TensorOrigin[] origins = [.. ModelFile.Read(Fixture("keras2.h5")).Layers[0].Tensors];

        Assert.Equal("lstm/lstm_cell/kernel:0", origins[0].Source);
        Assert.Equal([3, 16], origins[0].Shape);
        Assert.Equal("transposed", origins[0].Conversion);
    }

    [Fact]
    public void Weights_of_TensorFlow_js_need_a_folder()
    {
        using FileStream stream = File.OpenRead(Fixture("tfjs", "model.json"));
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        bytes.Position = 0;

        Assert.Contains(
            "a model.json from a stream",
            Assert.Throws<WeightFormatException>(() => ModelFile.Read(bytes)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"format":"graph-model","modelTopology":{"node":[]},"weightsManifest":[]}""", "a graph model")]
    [InlineData("""{"modelTopology":{"class_name":"Mine","config":{}},"weightsManifest":[]}""", "the class Mine")]
    [InlineData("""{"modelTopology":{},"weightsManifest":[{"paths":["/etc/x"],"weights":[]}]}""", "a path inside the model's folder")]
    [InlineData("""{"modelTopology":{},"weightsManifest":[{"paths":["a/../../x"],"weights":[]}]}""", "a path inside the model's folder")]
    [InlineData("""{"modelTopology":{},"weightsManifest":[{"paths":["none.bin"],"weights":[]}]}""", "no file 'none.bin'")]
    [InlineData(
        """{"modelTopology":{},"weightsManifest":[{"paths":[],"weights":[{"name":"a","dtype":"float32",""" +
        "\"shape\":[2000000000,2000000000]}]}]}",
        "a shape of at most 2147483647 bytes")]
    [InlineData(
        """{"modelTopology":{},"weightsManifest":[{"paths":[],"weights":[{"name":"a","dtype":"float32","shape":[20000000,20]}]}]}""",
        "expected 1600000000 bytes of weights, found 0")]
    public void Hostile_manifests_are_refused(string json, string text)
    {
        WeightFormatException exception = Assert.Throws<WeightFormatException>(
            () => ModelFile.Read(
                new SourceFile("model.json", System.Text.Encoding.UTF8.GetBytes(json), AppContext.BaseDirectory),
                ModelReadOptions.Default));

        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Real_files_of_three_formats_hold_one_architecture()
    {
        string? folder = TestFiles.Case("keras-weather-h32");
        if (folder is null)
        {
            output.WriteLine("Not run: ../shared/cases/keras-weather-h32 is not beside the repository.");
            return;
        }

        List<float> first = [];
        foreach (string name in (string[])["LSTM.h5", "lstm.keras", "tfjs/model.json"])
        {
            ModelDescription model = ModelFile.Read(Path.Combine(folder, name));
            LstmLayerWeights layer = Assert.Single(model.Weights.Layers);

            Assert.Equal("[Lstm(input: 8, hidden: 32, Output = 3)]", model.Declaration);
            Assert.Empty(model.Notes);

            // The forget gate started from a bias of 1, the others from 0.
            float[] means = [.. Enumerable.Range(0, 4).Select(gate => layer.Bias.Slice(gate * 32, 32).ToArray().Average())];
            Assert.Equal(means.Max(), means[1]);
            first.Add(layer.Input[0]);
            output.WriteLine($"Run: {name}, bias means {string.Join(", ", means)}");
        }

        Assert.Equal(3, first.Distinct().Count());
    }

    private static string Fixture(params string[] parts) => Fixtures.File(["keras", .. parts]);
}
