using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Tests;

/// <summary>Files that others wrote, with the outputs they computed.</summary>
public sealed class GoldenFileTests(ITestOutputHelper output)
{
    public static TheoryData<string> Files => [.. VariantReferences.Networks.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_outputs_in_the_file_are_reproduced(string name)
    {
        string path = TestFiles.Golden(name);
        NetworkSpec spec = VariantReferences.Networks[name];

        LstmWeights weights = LstmWeights.Load(path);

        NetworkMatch.Require(weights, Variants.Describe(spec).Shape);
        Assert.Equal((path, spec.OutputSize), (weights.Source, weights.OutputSize));
        Assert.Equal(
            name.Contains("initial", StringComparison.Ordinal) || name.Contains("everything", StringComparison.Ordinal),
            !weights.InitialHidden.IsEmpty);
        LstmSelfTest test = Assert.IsType<LstmSelfTest>(weights.SelfTest);
        Assert.Equal(name.EndsWith("start", StringComparison.Ordinal), !test.StartHidden.IsEmpty);
        Near(
            test,
            LstmOracle.Run(spec, weights, test.Input, Start(test.StartHidden, spec.Width), Start(test.StartCell, spec.Hidden)).Outputs);
        if (!spec.StochasticForget)
        {
            Near(test, Variants.RunReference(spec, weights));
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_saved_file_loads_with_the_same_bits(string name)
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden(name));
        using var stream = new MemoryStream();
        weights.Save(stream);

        WeightsAssert.SameBits(weights, WeightsAssert.Load(stream.ToArray()));
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

    private static void Near(LstmSelfTest test, double[] found)
    {
        float[] expected = test.Output.ToArray();
        float largest = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, found.Length);
        for (int index = 0; index < found.Length; index++)
        {
            Assert.Equal(expected[index], found[index], 1e-6 * Math.Max(1, largest));
        }
    }

    private static double[][]? Start(ReadOnlySpan<float> start, int width)
    {
        double[] values = Array.ConvertAll(start.ToArray(), value => (double)value);
        return values.Length == 0 ? null : [.. values.Chunk(width)];
    }
}
