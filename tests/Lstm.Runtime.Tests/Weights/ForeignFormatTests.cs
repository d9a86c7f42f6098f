using System;
using System.IO;
using System.Text;
using Xunit;

namespace Lstm.Tests;

/// <summary>Files that were given in place of a safetensors file.</summary>
public sealed class ForeignFormatTests
{
    public static TheoryData<string, string, string> Heads => new()
    {
        { "08 08 12 07 70 79 74 6F 72 63 68", "an ONNX model", "lstmgen import" },
        { "89 48 44 46 0D 0A 1A 0A 00", "a Keras model or another HDF5 file", "lstmgen import" },
        { Hex("PK\x03\x04 archive/data.pkl"), "a PyTorch checkpoint", "lstmgen import" },
        { Hex("PK\x03\x04 config.json"), "a Keras model (.keras)", "lstmgen import" },
        { Hex("PK\x03\x04 x.npy"), "a zip archive of NumPy arrays (.npz)", "safetensors" },
        { "80 02 8A 0A 6C FC 9C 46 F9 20", "a PyTorch checkpoint or another Python pickle", "lstmgen import" },
        { "93 4E 55 4D 50 59 01 00 76", "a NumPy array (.npy)", "safetensors" },
        { "1C 00 00 00 54 46 4C 33 14", "a TensorFlow Lite model", "lstmgen import" },
        { "1F 8B 08 00 00 00 00 00 00", "a gzip file", "Unpack" },
        { Hex("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n"), "a Git LFS pointer", "git lfs pull" },
        { Hex("\n<!DOCTYPE html><html>"), "an HTML page", "Download" },
        { Hex("<HTML><head>"), "an HTML page", "Download" },
        { Hex("<?xml version=\"1.0\"?><Error>"), "an XML document", "Download" },
        { Hex("{\"in_shape\": [null, null, 1]"), "an RTNeural or AIDA-X model", "lstmgen import" },
        { Hex("{\"version\": \"0.5\", \"architecture\": \"LSTM\""), "a NAM model", "lstmgen import" },
        { Hex("{\"model_data\": {}, \"state_dict\": {}"), "a GuitarML model", "lstmgen import" },
        { Hex("{\"format\": \"layers-model\", \"modelTopology\": {}"), "a TensorFlow.js model", "lstmgen import" },
        { Hex("{\"lstm.weight_ih_l0\": [[1"), "a PyTorch state dict as JSON", "lstmgen import" },
        { Hex("\uFEFF {\"a\": 1}"), "a JSON file", "If it is a model" },
    };

    [Theory]
    [MemberData(nameof(Heads))]
    public void A_known_format_is_named_with_the_remedy(string head, string format, string remedy)
    {
        byte[] file = [.. Convert.FromHexString(head.Replace(" ", "", StringComparison.Ordinal)), .. new byte[20]];

        foreach (string message in new[] { Refusal(() => WeightsAssert.Load(file)), Refusal(() => WeightsAssert.LoadForwardOnly(file)) })
        {
            Assert.StartsWith($"{WeightsAssert.Name}: this is {format}", message, StringComparison.Ordinal);
            Assert.Contains(remedy, message, StringComparison.Ordinal);
            Assert.DoesNotContain("header", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_command_has_the_path_of_the_file()
    {
        byte[] onnx = [0x08, 0x08, 0x12, 0x00, .. new byte[20]];
        string MessageFor(string name) => Refusal(() => LstmWeights.Load(new MemoryStream(onnx), name));

        Assert.EndsWith("'lstmgen import models/amp.onnx -o amp.safetensors'", MessageFor("models/amp.onnx"), StringComparison.Ordinal);
        Assert.EndsWith("import \"my amp.onnx\" -o \"my amp.safetensors\"'", MessageFor("my amp.onnx"), StringComparison.Ordinal);
        Assert.EndsWith("import amp.safetensors -o amp-converted.safetensors'", MessageFor("amp.safetensors"), StringComparison.Ordinal);
        Assert.EndsWith("'lstmgen import FILE -o model.safetensors'", MessageFor("stream"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_and_a_directory_are_named()
    {
        const string Empty = ": this file is empty, not a safetensors file";
        Assert.EndsWith(Empty, Refusal(() => WeightsAssert.Load([])), StringComparison.Ordinal);
        Assert.EndsWith(Empty, Refusal(() => WeightsAssert.LoadForwardOnly([])), StringComparison.Ordinal);
        Assert.Contains(
            "this is a directory, not a safetensors file",
            Assert.Throws<UnauthorizedAccessException>(() => LstmWeights.Load(Path.GetTempPath())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_plausible_header_is_never_taken_for_another_format()
    {
        // The tensor's name contains the names of other formats' members, and the first bytes are the length of the header.
        byte[] file = new SafetensorsBuilder().Add("\\\"architecture\\\"layers.weight_ih", [1, 1]).Build();

        Assert.DoesNotContain("this is", Refusal(() => WeightsAssert.Load(file)), StringComparison.Ordinal);
    }

    private static string Refusal(Action load) => Assert.Throws<WeightFormatException>(load).Message;

    private static string Hex(string text) => Convert.ToHexString(Encoding.UTF8.GetBytes(text));
}
