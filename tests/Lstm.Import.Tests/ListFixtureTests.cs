using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.Import.Sequences;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Networks whose recurrent layers differ, or have other layers between them, in the formats that can hold them.</summary>
public sealed class ListFixtureTests
{
    private const string Declaration = "[Lstm(input: 2, hidden: 4)]\n[Dense(3, Activation.Tanh)]\n[Gru(hidden: 5)]\n[Dense(1)]";

    // The biases are added in floats, and the values between the parts that the oracle runs are floats.
    private const double Tolerance = 2e-6;

    [Theory]
    [InlineData("list.h5", ModelFormat.KerasHdf5)]
    [InlineData("list.keras", ModelFormat.KerasArchive)]
    [InlineData("tfjs/model.json", ModelFormat.TensorFlowJs)]
    [InlineData("list.onnx", ModelFormat.Onnx)]
    [InlineData("list-rtneural.json", ModelFormat.RTNeural)]
    [InlineData("list.pt", ModelFormat.PyTorch)]
    [InlineData("list-dict.json", ModelFormat.StateDictJson)]
    [InlineData("list.safetensors", ModelFormat.Safetensors)]
    public void A_list_of_layers_is_one_class_in_every_format(string name, ModelFormat format)
    {
        // A state dict stores no activations.
        ModelReadOptions options = format is ModelFormat.PyTorch or ModelFormat.StateDictJson or ModelFormat.Safetensors
            ? new ModelReadOptions { Activations = new Dictionary<string, Activation> { ["mid"] = Activation.Tanh } }
            : ModelReadOptions.Default;
        ModelDescription model = ModelFile.Read(Fixtures.File(["lists", .. name.Split('/')]), options);

        Assert.Equal(format, model.Format);
        Assert.Equal(Declaration, model.Declaration);
        Check(model, Fixtures.File("lists", "expected.json"));
        CheckSame(model, ModelFile.Read(Fixtures.File("lists", "list.onnx")));
    }

    [Fact]
    public void TensorFlow_Lite_has_lists_of_LSTMs()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("lists", "list.tflite"));

        Assert.Equal("[Lstm(input: 2, hidden: 4)]\n[Dense(3, Activation.Tanh)]\n[Lstm(hidden: 5)]\n[Dense(1)]", model.Declaration);
        Check(model, Fixtures.File("lists", "list.expected.json"));
    }

    [Fact]
    public void An_activation_between_two_layers_is_a_layer_of_the_class()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("unusual", "activation-between.h5"));

        Assert.Equal(
            "[Lstm(input: 3, hidden: 4)]\n[Activation(Activation.Relu)]\n[Lstm(hidden: 4)]\n[Dense(2)]", model.Declaration);
        LstmSelfTest test = SequenceFile.ReadSelfTest(
            Fixtures.File("unusual", "activation-between.x.npy"), Fixtures.File("unusual", "activation-between.y.npy"), model);
        model.WithSelfTest(test).Verify();
    }

    [Fact]
    public void A_canonical_file_of_a_list_is_read_as_it_was_written()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("lists", "list.onnx"));
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        ModelDescription again = ModelFile.Read(stream);

        Assert.Equal(model.Declaration, again.Declaration);
        Assert.Empty(again.Notes);
        CheckSame(again, model);
        Assert.Equal(["layers.0", "layers.1", "layers.2", "layers.3"], again.Layers.Select(static layer => layer.Name));
        Assert.All(again.Layers.SelectMany(static layer => layer.Tensors), static origin => Assert.Equal(origin.Source, origin.Tensor));
    }

    [Fact]
    public void Without_a_declaration_the_tensors_of_a_list_tell_its_layers()
    {
        LstmWeights weights = ModelFile.Read(Fixtures.File("lists", "list.onnx")).Weights;
        using var stream = new MemoryStream();
        new LstmWeights(weights.Sequence).Save(stream);
        stream.Position = 0;
        ModelDescription model = ModelFile.Read(stream);

        Assert.Equal("[Lstm(input: 2, hidden: 4)]\n[Dense(3)]\n[Gru(hidden: 5)]\n[Dense(1)]", model.Declaration);
        Assert.Contains("the defaults are assumed", Assert.Single(model.Notes));
        Assert.Equal(weights.Checksum, model.Weights.Checksum);
    }

    private static void Check(ModelDescription model, string expected)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(expected));
        double[] Values(string name) => [.. json.RootElement.GetProperty(name).EnumerateArray().Select(static value => value.GetDouble())];
        FixtureOutputs.Check(
            Values("outputs"), Described.Outputs(model, [.. Values("inputs").Select(static value => (float)value)]), Tolerance);
    }

    private static void CheckSame(ModelDescription model, ModelDescription other)
    {
        Assert.Equal(other.Weights.Checksum, model.Weights.Checksum);
        Assert.Equal(
            other.Layers.Select(static layer => (layer.Kind, layer.InputSize, layer.OutputSize, layer.Parameters)),
            model.Layers.Select(static layer => (layer.Kind, layer.InputSize, layer.OutputSize, layer.Parameters)));
    }
}
