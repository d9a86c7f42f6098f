using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Tests;

/// <summary>Files that PyTorch wrote, with the outputs it computed.</summary>
public sealed class GoldenFileTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("torch-3x3", 3, 3, 1, 3, Activation.Linear)]
    [InlineData("torch-1x8-dense1", 1, 8, 1, 1, Activation.Linear)]
    [InlineData("torch-1x16-dense1", 1, 16, 1, 1, Activation.Linear)]
    [InlineData("torch-2x8-dense1", 1, 8, 2, 1, Activation.Linear)]
    [InlineData("torch-5x20-start", 5, 20, 1, 20, Activation.Linear)]
    [InlineData("torch-8x64-dense4-sigmoid", 8, 64, 1, 4, Activation.Sigmoid)]
    public void The_oracle_computes_what_PyTorch_computed(
        string name, int inputSize, int hiddenSize, int layers, int outputSize, Activation activation)
    {
        string path = TestFiles.Golden(name);
        LstmWeights weights = LstmWeights.Load(path);

        Assert.Equal(
            (path, inputSize, hiddenSize, layers, outputSize),
            (weights.Source, weights.InputSize, weights.HiddenSize, weights.LayerCount, weights.OutputSize));
        LstmSelfTest test = Assert.IsType<LstmSelfTest>(weights.SelfTest);
        Assert.Equal(name.EndsWith("start", StringComparison.Ordinal), !test.StartHidden.IsEmpty);
        double[] found = LstmOracle.Run(weights, activation, test.Input, Start(test.StartHidden, weights), Start(test.StartCell, weights)).Outputs;
        Assert.Equal(test.Output.Length, found.Length);
        for (int index = 0; index < found.Length; index++)
        {
            Assert.Equal(test.Output[index], found[index], 1e-6);
        }
    }

    [Theory]
    [InlineData("torch-4x12-bidirectional", "lstm.bias_hh_l0_reverse", "bidirectional networks are not supported")]
    [InlineData("torch-3x10-3layers-bidirectional-dense2", "lstm.bias_hh_l0_reverse", "bidirectional networks are not supported")]
    [InlineData("torch-6x16-projection8", "lstm.weight_hr_l0", "projected networks are not supported")]
    public void What_this_version_cannot_run_is_refused_by_name(string name, string tensor, string expected)
    {
        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => LstmWeights.Load(TestFiles.Golden(name)));

        Assert.Equal(tensor, exception.Tensor);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_that_candle_published_is_reached()
    {
        if (TestFiles.Case("candle-nn-lstm-2x3") is not { } folder)
        {
            output.WriteLine("Nothing was tested: there is no shared/cases/candle-nn-lstm-2x3 beside the repository.");
            return;
        }

        using JsonDocument published = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "io.json")));
        float[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetSingle())];
        float[] input = [.. published.RootElement.GetProperty("input").EnumerateArray().SelectMany(Numbers)];
        LstmWeights weights = LstmWeights.Load(Path.Combine(folder, "model.safetensors"));

        LstmOracleResult result = LstmOracle.Run(weights, Activation.Linear, input);

        Assert.Equal((2, 3, 1, 3), (weights.InputSize, weights.HiddenSize, weights.LayerCount, weights.OutputSize));
        float[] hidden = Numbers(published.RootElement.GetProperty("h"));
        float[] cell = Numbers(published.RootElement.GetProperty("c"));
        for (int unit = 0; unit < 3; unit++)
        {
            // Four decimals are published.
            Assert.Equal(hidden[unit], result.Hidden[0][unit], 6e-5);
            Assert.Equal(cell[unit], result.Cell[0][unit], 6e-5);
        }

        output.WriteLine($"h and c of {folder} agree.");
    }

    private static double[][]? Start(ReadOnlySpan<float> start, LstmWeights weights)
    {
        double[] values = Array.ConvertAll(start.ToArray(), value => (double)value);
        return values.Length == 0 ? null : [.. values.Chunk(weights.HiddenSize)];
    }
}
