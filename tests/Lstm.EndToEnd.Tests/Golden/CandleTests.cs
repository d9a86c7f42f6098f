using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Golden;

/// <summary>
/// A case that another project published: huggingface/candle, candle-nn/tests/rnn.rs at 2a13b0f, whose weights are a formula and whose
/// final state PyTorch computed.
/// </summary>
public sealed class CandleTests(ITestOutputHelper output)
{
    // Four decimals were published.
    private const double Tolerance = 6e-5;

    private static readonly float[] s_inputs = [3, 1.5f, 1, 0.5f, 4, 2, 1, 0.5f, 5, 2.5f, 9, 4.5f, 2, 1];
    private static readonly double[] s_hidden = [0.9919, 0.1738, -0.1451];
    private static readonly double[] s_cell = [5.7250, 0.4458, -0.2908];

    [Fact]
    public void The_published_formula_gives_the_published_state()
    {
        float[] input = [.. Enumerable.Range(0, 24).Select(static n => (float)Math.Cos(n))];
        float[] recurrent = [.. Enumerable.Range(0, 36).Select(static n => (float)Math.Sin(n))];
        double[] bias = [-1, 1, -0.5, 2, -1, 1, -0.5, 2, -1, 1, -0.5, 2];
        float[] sum = [.. bias.Select(static value => (float)(value + Math.Cos(value)))];

        Check(new Candle2x3(new LstmWeights([new LstmLayerWeights(2, 3, input, recurrent, sum)])), s_inputs, s_hidden, s_cell);
    }

    [Fact]
    public void The_file_gives_the_published_state()
    {
        string? folder = TestFiles.Case("candle-nn-lstm-2x3");
        if (folder is null)
        {
            output.WriteLine("Not run: ../shared/cases/candle-nn-lstm-2x3 is not beside the repository.");
            return;
        }

        using JsonDocument io = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "io.json")));
        double[] Row(string name) => [.. io.RootElement.GetProperty(name).EnumerateArray().Select(static value => value.GetDouble())];
        float[] inputs =
        [
            .. io.RootElement.GetProperty("input")
                .EnumerateArray()
                .SelectMany(static row => row.EnumerateArray())
                .Select(static value => value.GetSingle()),
        ];

        Check(Candle2x3.Load(Path.Combine(folder, "model.safetensors")), inputs, Row("h"), Row("c"));
        output.WriteLine($"Run: {folder}");
    }

    private static void Check(Candle2x3 model, float[] inputs, double[] hidden, double[] cell)
    {
        Trace found = StepNetwork.Around(model).Steps(inputs);
        for (int unit = 0; unit < 3; unit++)
        {
            Assert.Equal(hidden[unit], found.Hidden[0][unit], Tolerance);
            Assert.Equal(cell[unit], found.Cell[0][unit], Tolerance);
        }
    }
}
