using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Inputs that were once read wrongly, or refused without a reason.</summary>
public class ReviewedInputTests
{
    [Theory]
    [InlineData("sample_rate", "48000")]
    [InlineData("cell", "LSTM")]
    public void Foreign_metadata_does_not_make_a_file_canonical_or_lose_a_dense_layer(string key, string value)
    {
        ModelDescription model = ModelFile.Read(new MemoryStream(Safetensors(
            key, value, ("lstm.weight_ih_l0", [8, 1]), ("lstm.weight_hh_l0", [8, 2]), ("fc.weight", [1, 2]), ("fc.bias", [1]))));

        Assert.Equal("[Lstm(input: 1, hidden: 2, Output = 1)]", model.Declaration);
    }

    [Theory]
    [InlineData("44100", 44100.0)]
    [InlineData("44.1 kHz", null)]
    public void A_valid_sample_rate_in_a_foreign_file_is_used(string value, double? rate)
    {
        ModelDescription model = ModelFile.Read(
            new MemoryStream(Safetensors("sample_rate", value, ("lstm.weight_ih_l0", [8, 1]), ("lstm.weight_hh_l0", [8, 2]))));

        Assert.Equal(rate, model.Preprocessing.SampleRate);
    }

    [Fact]
    public void A_head_beside_layers_that_cannot_be_read_is_a_state_dict()
    {
        byte[] file = Safetensors(
            "format", "pt", ("lstm.weight_ih_l0", [8, 1]), ("lstm.weight_hh_l0", [8, 2]), ("conv.weight", [2, 2, 1, 1]), ("conv.bias", [2]),
            ("head.weight", [1, 2]), ("head.bias", [1]));

        Assert.Contains(
            "'conv.weight' [2, 2, 1, 1]",
            Assert.Throws<WeightFormatException>(() => ModelFile.Read(new MemoryStream(file))).Message,
            StringComparison.Ordinal);
        ModelDescription model = ModelFile.Read(
            new MemoryStream(file), "net.safetensors", new ModelReadOptions { Layers = ["lstm", "head"] });
        Assert.Equal("[Lstm(input: 1, hidden: 2, Output = 1)]", model.Declaration);
    }

    [Fact]
    public void A_given_activation_replaces_a_separate_one()
    {
        SourceFile file = new("net", []);
        var model = new SourceModel(
            ModelFormat.Onnx,
            "a test",
            [
                new SourceRecurrent("lstm", new CellShape(CellKind.Lstm, 2), [RandomWeights.Create(1, 2).Layers[0]]),
                new SourceDense("fc", new DenseWeights(2, 1, [1, 2], [3]), Activation.Linear),
                new SourceActivation("relu", Activation.Relu),
            ]);
        var options = new ModelReadOptions { Activations = new Dictionary<string, Activation> { ["fc"] = Activation.Tanh } };

        Assert.Equal(
            "[Lstm(input: 1, hidden: 2, Output = 1, OutputActivation = Activation.Tanh)]",
            DeclarationText.Of(NetworkAssembly.Assemble(file, model, options).Shape));
    }

    [Fact]
    public void A_long_name_is_not_repeated_by_every_value_below_it()
    {
        string text = "{\"" + new string('a', 200_000) + "\":[" + string.Join(',', Enumerable.Repeat("[]", 19_000)) + "]}";
        var file = new DamagedFile("a long name", Encoding.UTF8.GetBytes(text), Folder: null);

        Assert.Null(FaultRun.FirstFault([file]));
    }

    [Fact]
    public void The_layers_after_a_Keras_layer_are_ignored_when_it_is_imported_alone()
    {
        string file = Fixtures.File("keras", "last-step-inside.h5");

        Assert.Contains("a recurrent layer follows", Assert.Throws<WeightFormatException>(() => ModelFile.Read(file)).Found);
        Assert.Single(ModelFile.Read(file, new ModelReadOptions { LastLayer = "lstm" }).Layers);
    }

    // Zeros, in the order in which they are given.
    private static byte[] Safetensors(string key, string value, params (string Name, int[] Shape)[] tensors)
    {
        Dictionary<string, object> header = new() { ["__metadata__"] = new Dictionary<string, string> { [key] = value } };
        int end = 0;
        foreach ((string name, int[] shape) in tensors)
        {
            int begin = end;
            end += 4 * shape.Aggregate(1, static (product, size) => product * size);
            header.Add(name, new { dtype = "F32", shape, data_offsets = new[] { begin, end } });
        }

        byte[] text = JsonSerializer.SerializeToUtf8Bytes(header);
        return [.. BitConverter.GetBytes((long)text.Length), .. text, .. new byte[end]];
    }
}
