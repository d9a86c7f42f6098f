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
    public static TheoryData<string, NetworkSpec> Files => new()
    {
        { "torch-3x3", new NetworkSpec(3, 3) },
        { "torch-1x8-dense1", new NetworkSpec(1, 8) { Head = [new DenseSpec(1, Activation.Linear)] } },
        { "torch-1x16-dense1", new NetworkSpec(1, 16) { Head = [new DenseSpec(1, Activation.Linear)] } },
        { "torch-2x8-dense1", new NetworkSpec(1, 8) { Layers = 2, Head = [new DenseSpec(1, Activation.Linear)] } },
        { "torch-5x20-start", new NetworkSpec(5, 20) },
        { "torch-8x64-dense4-sigmoid", new NetworkSpec(8, 64) { Head = [new DenseSpec(4, Activation.Sigmoid)] } },
        { "torch-4x12-bidirectional", new NetworkSpec(4, 12) { Bidirectional = true } },
        {
            "torch-3x10-3layers-bidirectional-dense2",
            new NetworkSpec(3, 10) { Layers = 3, Bidirectional = true, Head = [new DenseSpec(2, Activation.Linear)] }
        },
        { "torch-6x16-projection8", new NetworkSpec(6, 16) { Projection = 8 } },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void What_PyTorch_computed_is_computed_again(string name, NetworkSpec spec)
    {
        string path = TestFiles.Golden(name);
        LstmWeights weights = LstmWeights.Load(path);

        Assert.Equal(
            (path, spec.Input, spec.Hidden, spec.Layers, spec.OutputSize, spec.Bidirectional, spec.Projection),
            (weights.Source, weights.InputSize, weights.HiddenSize, weights.LayerCount, weights.OutputSize, weights.IsBidirectional, weights.Layers[0].ProjectionSize));
        LstmSelfTest test = Assert.IsType<LstmSelfTest>(weights.SelfTest);
        Assert.Equal(name.EndsWith("start", StringComparison.Ordinal), !test.StartHidden.IsEmpty);
        double[] oracle = LstmOracle.Run(spec, weights, test.Input, Start(test.StartHidden, spec.Width), Start(test.StartCell, spec.Hidden)).Outputs;
        double[] reference = [.. ReferenceNetwork.RunSelfTest(Variants.Describe(spec).Shape, weights).SelectMany(static outputs => outputs)];
        Assert.Equal((test.Output.Length, test.Output.Length), (oracle.Length, reference.Length));
        for (int index = 0; index < oracle.Length; index++)
        {
            Assert.Equal(test.Output[index], oracle[index], 1e-6);
            Assert.Equal(test.Output[index], reference[index], 1e-6);
        }
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

    private static double[][]? Start(ReadOnlySpan<float> start, int width)
    {
        double[] values = Array.ConvertAll(start.ToArray(), value => (double)value);
        return values.Length == 0 ? null : [.. values.Chunk(width)];
    }
}
