using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests.Quantized;

/// <summary>How far quantized weights take a network from its equations, what it says about that, and which files it takes.</summary>
public sealed class QuantizedErrorTests(ITestOutputHelper output)
{
    private static readonly LstmWeights s_sunspots =
        LstmWeights.Load(Repository.File("samples", "Quickstart", "data", "sunspots.safetensors"));

    [Fact]
    public void Int16_stays_within_a_ten_thousandth_over_100000_steps_of_a_trained_model()
    {
        double error = ErrorOf(Network.Around(new Sunspots16(s_sunspots)), steps: 100_000);

        Assert.InRange(error, 1e-7, 1e-4);
    }

    [Fact]
    public void Int8_stays_within_a_hundredth_over_100000_steps_of_a_trained_model()
    {
        double error = ErrorOf(Network.Around(new Sunspots8(s_sunspots)), steps: 100_000);

        Assert.InRange(error, 1e-5, 1e-2);
    }

    [Fact]
    public void A_report_describes_the_errors_of_the_kernel()
    {
        Sunspots16 model = new(s_sunspots);
        QuantizationReport report = model.QuantizationReport;
        output.WriteLine(report.ToString());

        // Another random input has another largest error, but not another order of it.
        double error = ErrorOf(Network.Around(model), report.Steps);
        Assert.InRange(report.RelativeError, error / 4, error * 4);
        Assert.Equal(LstmPrecision.Int16, report.Precision);
        Assert.Equal(1000 + s_sunspots.SelfTest!.Steps, report.Steps);
        Assert.InRange(report.LargestWeightError, 1e-6, 1e-3);
        Assert.InRange(report.WeightBytes, 1000, report.SingleWeightBytes);
        Assert.Same(report, model.QuantizationReport);
        Assert.Contains("Int16: largest error ", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_bits_are_reported_as_more_error_and_fewer_bytes()
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden("torch-8x64-dense4-sigmoid"));
        QuantizationReport wide = new Golden64In16(weights).QuantizationReport;
        QuantizationReport quantized = new Golden64In8(weights).QuantizationReport;

        output.WriteLine(wide.ToString());
        output.WriteLine(quantized.ToString());
        Assert.True(quantized.LargestError > 3 * wide.LargestError);
        Assert.True(quantized.WeightBytes < wide.WeightBytes && wide.WeightBytes < wide.SingleWeightBytes);
        Assert.Equal(wide.LargestOutput, quantized.LargestOutput);
    }

    /// <summary>Its states to start from leave [-1, 1]; and its self-test is missed by more than floats may.</summary>
    [Fact]
    public void A_file_is_taken_that_is_right_though_rounding_misses_its_self_test()
    {
        LstmWeights weights = LstmWeights.Load(TestFiles.Golden("torch-5x20-start"));

        GoldenStartIn8 model = new(weights);

        Assert.InRange(model.QuantizationReport.RelativeError, 1e-4, 1e-2);
    }

    [Fact]
    public void A_wrong_file_is_refused_with_its_cause()
    {
        LstmWeights right = LstmWeights.Load(TestFiles.Golden("torch-8x64-dense4-sigmoid"));
        LstmLayerWeights layer = right.Layers[0];
        float[] Exchanged(ReadOnlySpan<float> rows)
        {
            float[][] gates = [.. rows.ToArray().Chunk(rows.Length / 4)];
            return [.. gates[1], .. gates[0], .. gates[2], .. gates[3]];
        }

        LstmLayerWeights wrong = new(8, 64, Exchanged(layer.Input), Exchanged(layer.Recurrent), Exchanged(layer.Bias));
        LstmWeights weights = new([wrong], right.Head[0], right.SelfTest);

        foreach (Func<object> load in (Func<object>[])[() => new Golden64In16(weights), () => new Golden64In8(weights)])
        {
            Assert.Contains(
                "the self-test passes if the rows are in the order f,i,g,o",
                Assert.Throws<WeightFormatException>(load).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Weights_for_which_a_precision_is_too_coarse_are_refused_with_that_reason()
    {
        // With weights ten times as large the network is chaotic: whatever is rounded grows to the size of the outputs.
        LstmLayerWeights layer = RandomWeights.Create(3, 20).Layers[0];
        float[] recurrent = [.. layer.Recurrent.ToArray().Select(static weight => 10 * weight)];
        LstmLayerWeights chaotic = new(3, 20, layer.Input, recurrent, layer.Bias);
        float[] inputs = RandomWeights.Inputs(100, 3);
        float[] right =
        [
            .. LstmOracle.Run(new NetworkSpec(3, 20), new LstmWeights([chaotic]), inputs).Outputs.Select(static value => (float)value),
        ];

        WeightFormatException refusal = Assert.Throws<WeightFormatException>(
            () => new ChaosIn8(new LstmWeights([chaotic], selfTest: new LstmSelfTest(100, inputs, right))));

        Assert.Contains("Int8 is too coarse for them, LstmPrecision.Single is not", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_loads_in_every_precision()
    {
        string path = TestFiles.Golden("torch-8x64-dense4-sigmoid");

        Assert.NotNull(Golden64In16.Load(path));
        Assert.NotNull(Golden64In8.Load(path));
    }

    /// <summary>The largest error of an output as a share of the largest output.</summary>
    private double ErrorOf(Network network, int steps)
    {
        NetworkSpec spec = NetworkSpec.Plain(1, 8, 1, 1);
        float[] inputs = RandomWeights.Inputs(steps, 1, seed: 5);
        double[] expected = LstmOracle.Run(spec, s_sunspots, inputs).Outputs;
        float[] found = network.Run(inputs).Outputs;

        double error = expected.Zip(found, static (one, other) => Math.Abs(one - other)).Max() / expected.Max(Math.Abs);
        output.WriteLine($"{error:G3}");
        return error;
    }
}
