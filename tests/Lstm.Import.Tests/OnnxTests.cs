using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>The project's own ONNX files: every attribute, every way to store a constant, and graphs that PyTorch exported.</summary>
public class OnnxTests
{
    // The weights are rounded to floats when biases are added; everything else is in doubles.
    private const double Tolerance = 2e-6;

    public static IEnumerable<object[]> Names() =>
        Directory.GetFiles(Fixtures.File("onnx"), "*.json")
            .Select(static path => new object[] { Path.GetFileNameWithoutExtension(path) })
            .OrderBy(static name => (string)name[0]);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_fixture_gives_the_outputs_of_an_independent_implementation(string name)
    {
        using JsonDocument io = JsonDocument.Parse(File.ReadAllText(Fixtures.File("onnx", name + ".json")));
        double[] Numbers(string member) =>
        [
            .. io.RootElement.GetProperty(member).EnumerateArray().Select(static value => value.GetDouble()),
        ];

        ModelDescription model = ModelFile.Read(Fixtures.File("onnx", name + ".onnx"));
        double[] found = Described.Outputs(model, [.. Numbers("inputs").Select(static value => (float)value)]);
        double[] expected = Numbers("outputs");

        Assert.Equal(ModelFormat.Onnx, model.Format);
        Assert.Contains(io.RootElement.GetProperty("declares").GetString()!, model.Declaration);

        Assert.Equal(expected.Length, found.Length);
        for (int index = 1; index <= expected.Length; index++)
        {
            Assert.Equal(expected[^index], found[^index], Tolerance);
        }
    }

    [Fact]
    public void Origins_name_the_tensors_of_the_file_and_what_was_done()
    {
        ModelDescription model = ModelFile.Read(Fixtures.File("onnx", "torch-lstm-unfolded.onnx"));

        Assert.Equal("LSTM", model.Layers[0].Kind);
        TensorOrigin weight = Assert.Single(model.Layers[0].Tensors, static origin => origin.Tensor == "weight_ih_l0");
        Assert.Equal("rnn.weight_ih_l0", weight.Source);
        Assert.Equal([16, 3], weight.Shape);
        Assert.Equal("cut, joined, rows from i, o, f, c", weight.Conversion);
        TensorOrigin bias = Assert.Single(model.Layers[0].Tensors, static origin => origin.Tensor == "bias_ih_l0");
        Assert.Equal("rnn.bias_ih_l0, rnn.bias_hh_l0", bias.Source);
        TensorOrigin head = Assert.Single(model.Layers[1].Tensors, static origin => origin.Tensor == "head.weight");
        Assert.Equal("fc.weight", head.Source);
        Assert.Equal("ONNX, opset 13, written by pytorch 1.13.0", model.FormatDetail);
    }

    [Fact]
    public void Notes_list_the_other_requirements_of_the_file()
    {
        Assert.Empty(Notes("torch-lstm-hidden-2"));
        string[] cell = Notes("torch-lstm-cell");
        Assert.Contains(cell, static note => note.Contains("'h'"));
        Assert.Contains(cell, static note => note.Contains("'c_out' is the cell state"));
        Assert.Empty(Notes("torch-lstm-bidirectional-2"));
    }

    [Fact]
    public void A_zero_initial_state_is_omitted()
    {
        Assert.True(ModelFile.Read(Fixtures.File("onnx", "torch-lstm-last.onnx")).Weights.InitialHidden.IsEmpty);
        Assert.Equal(8, ModelFile.Read(Fixtures.File("onnx", "lstm-start-bidirectional.onnx")).Weights.InitialCell.Length);
    }

    private static string[] Notes(string name) => [.. ModelFile.Read(Fixtures.File("onnx", name + ".onnx")).Notes];
}
