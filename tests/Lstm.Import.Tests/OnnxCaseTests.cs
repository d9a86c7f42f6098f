using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Google.Protobuf;
using Lstm.Import.OnnxFormat;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

/// <summary>ONNX files of other projects, with the outputs that those published.</summary>
public class OnnxCaseTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("onnx-backend-lstm_batchwise", 1e-6)]
    [InlineData("onnx-backend-lstm_defaults", 1e-6)]
    [InlineData("onnx-backend-lstm_with_initial_bias", 1e-6)]
    [InlineData("onnx-backend-lstm_with_peepholes", 1e-6)]
    [InlineData("onnx2c-lstm_activations", 1e-5)]
    [InlineData("onnx2c-lstm_all_outputs", 1e-5)]
    [InlineData("onnx2c-lstm_bidirectional", 1e-5)]
    [InlineData("onnx2c-lstm_clip", 1e-5)]
    [InlineData("onnx2c-lstm_intermediate_h", 1e-5)]
    [InlineData("onnx2c-lstm_missing_inputs", 1e-5)]
    [InlineData("onnx2c-lstm_reverse", 1e-5)]
    [InlineData("onnx2c-lstm_simple", 1e-5)]
    [InlineData("onnx2c-lstm_y_c", 1e-5)]
    public void A_node_test_is_refused_without_its_weights_and_met_with_them(string name, double tolerance)
    {
        if (Folder(name) is not { } folder)
        {
            return;
        }

        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, "model.onnx"));
        GraphProto graph = ModelProto.Parser.ParseFrom(bytes).Graph;
        NodeProto node = Assert.Single(graph.Node);
        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => ModelFile.Read(Path.Combine(folder, "model.onnx")));
        Assert.Contains($"its input W is the graph input '{node.Input[1]}' without an initializer", exception.Message);

        TensorProto[] inputs = [.. graph.Input.Select((input, index) => Tensor(folder, $"input_{index}.pb", input.Name))];
        var initializers = new GraphProto();
        initializers.Initializer.AddRange(inputs.Skip(1));
        using var stream = new MemoryStream([.. bytes, .. new ModelProto { Graph = initializers }.ToByteArray()]);
        ModelDescription model = ModelFile.Read(stream, name);

        bool batchFirst = node.Attribute.Any(static attribute => attribute is { Name: "layout", I: 1 });
        int[] shape = [.. inputs[0].Dims.Select(static size => (int)size)];
        (int steps, int batch) = batchFirst ? (shape[1], shape[0]) : (shape[0], shape[1]);
        float[] x = Values(inputs[0]);
        int compared = 0;
        for (int row = 0; row < batch; row++)
        {
            float[] sequence = [.. Enumerable.Range(0, steps).SelectMany(step =>
                x.Skip((batchFirst ? row * steps + step : step * batch + row) * shape[2]).Take(shape[2]))];
            LstmOracleResult found = Described.Run(model, sequence);
            foreach ((string own, int index) in graph.Output.Select(static (item, index) => (item.Name, index)))
            {
                float[] expected = Values(Tensor(folder, $"output_{index}.pb", own));
                int slot = node.Output.IndexOf(own);
                compared += Compare(found, slot, expected, row, batch, steps, batchFirst, tolerance);
            }
        }

        output.WriteLine($"Run: {folder}, {compared} values");
        Assert.True(compared > 0);
    }

    [Theory]
    [InlineData("burn-onnx-lstm", 5e-6)]
    [InlineData("burn-onnx-lstm_with_initial_state", 3e-4)]
    public void An_export_of_PyTorch_gives_the_published_sums(string name, double tolerance)
    {
        if (Folder(name) is not { } folder)
        {
            return;
        }

        ModelDescription model = ModelFile.Read(Path.Combine(folder, "model.onnx"));
        using JsonDocument io = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "io.json")));
        JsonElement inputs = io.RootElement.GetProperty("inputs");
        double[][]? Start(string key, int row) => inputs.TryGetProperty(key, out JsonElement state)
            ? [[.. state[0][row].EnumerateArray().Select(static value => (double)value.GetSingle())]]
            : null;

        double y = 0;
        double h = 0;
        double c = 0;
        for (int row = 0; row < 2; row++)
        {
            float[] sequence = [.. inputs.GetProperty("input")
                .EnumerateArray()
                .SelectMany(step => step[row].EnumerateArray())
                .Select(static value => value.GetSingle())];
            LstmOracleResult found = Described.Run(model, sequence, Start("h_0", row), Start("c_0", row));
            y += found.Outputs.Sum();
            h += found.Hidden[0].Sum();
            c += found.Cell[0].Sum();
        }

        JsonElement sums = io.RootElement.GetProperty("expected_sums");
        Assert.Equal(sums.GetProperty("output").GetDouble(), y, tolerance);
        Assert.Equal(sums.GetProperty("h_n").GetDouble(), h, tolerance);
        Assert.Equal(sums.GetProperty("c_n").GetDouble(), c, tolerance);
        Assert.Equal(inputs.TryGetProperty("h_0", out _), model.Notes.Any(static note => note.Contains("graph input 'h_0'")));
        output.WriteLine($"Run: {folder}");
    }

    [Theory]
    [InlineData("lstm_k1_b1_r1.onnx")]
    [InlineData("lstm_k1_b1_r1_relu.onnx")]
    public void An_export_of_Keras_gives_the_published_output(string name)
    {
        if (Folder("onnx2c-networks") is not { } folder)
        {
            return;
        }

        ModelDescription model = ModelFile.Read(Path.Combine(folder, name));
        using JsonDocument io = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
        double[] expected = [.. io.RootElement.GetProperty(name).EnumerateArray().Select(static value => value.GetDouble())];
        double[] found = Described.Outputs(model, [1, 0, 0, 0, 0]);
        for (int index = 0; index < 3; index++)
        {
            Assert.Equal(expected[index], found[index], 1e-5);
        }

        Assert.Contains("[Pool(Pooling.Last)]", model.Declaration);
        Assert.Empty(model.Notes);
        Assert.Contains("keras2onnx", model.FormatDetail);
        output.WriteLine($"Run: {folder}/{name}");
    }

    private string? Folder(string name)
    {
        string? folder = TestFiles.Case(name);
        if (folder is null)
        {
            output.WriteLine($"Not run: ../shared/cases/{name} is not beside the repository.");
        }

        return folder;
    }

    private static TensorProto Tensor(string folder, string name, string tensor)
    {
        TensorProto read = TensorProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "test_data_set_0", name)));
        read.Name = tensor;
        return read;
    }

    private static float[] Values(TensorProto tensor) => tensor.DataType == 1 && tensor.RawData.Length > 0
        ? [.. Enumerable.Range(0, tensor.RawData.Length / 4).Select(index => BitConverter.ToSingle(tensor.RawData.Span[(index * 4)..]))]
        : [.. tensor.FloatData];

    // One row of the batch of Y [T, D, N, H] or [N, T, D, H], or of Y_h and Y_c [D, N, H] or [N, D, H].
    private static int Compare(
        LstmOracleResult found, int slot, float[] expected, int row, int batch, int steps, bool batchFirst, double tolerance)
    {
        int directions = found.Hidden.Length;
        int hidden = found.Hidden[0].Length;
        int compared = 0;
        for (int step = 0; step < (slot == 0 ? steps : 1); step++)
        {
            for (int direction = 0; direction < directions; direction++)
            {
                int at = batchFirst
                    ? (row * (slot == 0 ? steps : 1) + step) * directions + direction
                    : (step * directions + direction) * batch + row;
                for (int unit = 0; unit < hidden; unit++, compared++)
                {
                    double own = slot switch
                    {
                        0 => found.Outputs[(step * directions + direction) * hidden + unit],
                        1 => found.Hidden[direction][unit],
                        _ => found.Cell[direction][unit],
                    };
                    Assert.Equal(expected[at * hidden + unit], own, tolerance);
                }
            }
        }

        return compared;
    }
}
