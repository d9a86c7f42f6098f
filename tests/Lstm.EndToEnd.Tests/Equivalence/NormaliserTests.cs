using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// A normalisation of the inputs has small errors because it stays a layer of its own. docs/numerics.md has these errors.
/// </summary>
public sealed class NormaliserTests(ITestOutputHelper output)
{
    private const int Steps = 1000;

    private static readonly ListSpec s_plain = new(4, [new RecurrentSpec(CellForm.Lstm, 16)]);
    private static readonly ListSpec s_normalised = new(4, [new AffineSpec(4), .. s_plain.Layers]);
    private static readonly ListSpec s_inTwoLayers = new(4, [new AffineSpec(4), .. s_normalised.Layers]);

    private static readonly ListSpec s_afterDense =
        new(4, [new DenseSpec(16, Activation.Linear), new AffineSpec(16), .. s_plain.Layers]);

    private static readonly ListSpec s_apart =
        new(4, [new DenseSpec(16, Activation.Linear), new PReluSpec(16), new AffineSpec(16), .. s_plain.Layers]);

    private static readonly CompiledNetworks s_compiled = new(
        "LstmGen.Normalised", [s_plain, s_normalised, s_inTwoLayers, s_afterDense, s_apart]);

    /// <summary>
    /// In the weights of the LSTM the scale and the offset would give sums of large products: they cancel, but their roundings do not.
    /// </summary>
    [Theory]
    [InlineData(101325, 10)]
    [InlineData(1e6, 1)]
    public void A_normaliser_before_a_layer_has_small_errors(double mean, double deviation)
    {
        LstmLayerWeights cell = RandomWeights.Create(s_plain).Layers[0];
        float[] scale = Same(1 / deviation);
        float[] offset = Same(-mean / deviation);
        LstmWeights weights = Weights(new AffineWeights(scale, offset), new RecurrentWeights(cell));
        LstmWeights folded = Weights(new RecurrentWeights(new LstmLayerWeights(
            4,
            16,
            [.. cell.Input.ToArray().Select((weight, index) => (float)((double)weight * scale[index % 4]))],
            cell.Recurrent,
            [.. cell.Input.ToArray().Chunk(4).Zip(cell.Bias.ToArray(), (row, bias) =>
                (float)(bias + row.Zip(offset, static (weight, each) => (double)weight * each).Sum()))])));
        float[] inputs = Inputs(mean, deviation);
        double[] expected = LstmOracle.Run(s_normalised, weights, inputs).Outputs;

        double error = LargestError(expected, s_compiled.Create(s_normalised, weights).Run(inputs).Outputs);
        double errorOfFolded = LargestError(expected, s_compiled.Create(s_plain, folded).Run(inputs).Outputs);

        output.WriteLine($"mean {mean}, deviation {deviation}: {error:G2} as a layer, {errorOfFolded:G2} in the weights of the LSTM");
        Assert.InRange(error, 0, 4e-7);
        Assert.True(errorOfFolded > 100 * error, $"{errorOfFolded} and {error}");
    }

    /// <summary>Subtracting the mean is exact. Divided by the deviation it is rounded, so two layers stay two.</summary>
    [Theory]
    [InlineData(101325, 10)]
    [InlineData(1e6, 0.7)]
    public void A_normaliser_in_two_layers_has_small_errors(double mean, double deviation)
    {
        LayerWeights cell = RandomWeights.Create(s_plain).Sequence[0];
        AffineWeights centred = new(Same(1), Same(-mean));
        AffineWeights scaled = new(Same(1 / deviation), Same(0));
        LstmWeights weights = Weights(centred, scaled, cell);
        LstmWeights folded = Weights(new AffineWeights(scaled.Scale, Same((double)scaled.Scale[0] * centred.Offset[0])), cell);
        float[] inputs = Inputs(mean, deviation);
        double[] expected = LstmOracle.Run(s_inTwoLayers, weights, inputs).Outputs;

        double error = LargestError(expected, s_compiled.Create(s_inTwoLayers, weights).Run(inputs).Outputs);
        double errorOfFolded = LargestError(expected, s_compiled.Create(s_normalised, folded).Run(inputs).Outputs);

        output.WriteLine($"mean {mean}, deviation {deviation}: {error:G2} in two layers, {errorOfFolded:G2} in one");
        Assert.InRange(error, 0, 4e-7);
        Assert.True(errorOfFolded > 50 * error, $"{errorOfFolded} and {error}");
    }

    /// <summary>The sums of a dense layer on such inputs have large errors, in two layers as in one.</summary>
    [Theory]
    [InlineData(101325, 10)]
    [InlineData(1e6, 1)]
    public void A_normaliser_after_a_dense_layer_has_the_errors_of_that_layer(double mean, double deviation)
    {
        LstmWeights random = RandomWeights.Create(s_afterDense);
        DenseWeights dense = (DenseWeights)random.Sequence[0];
        float[] offset =
            [.. dense.Weight.ToArray().Chunk(4).Select(row => (float)(-mean / deviation * row.Sum(static weight => (double)weight)))];
        AffineWeights affine = new([.. offset.Select(_ => (float)(1 / deviation))], offset);

        // A slope of 1 changes nothing, but it keeps the layers apart.
        PReluWeights between = new([.. offset.Select(static _ => 1f)]);
        float[] inputs = Inputs(mean, deviation);
        LstmWeights weights = Weights(dense, affine, random.Sequence[2]);
        double[] expected = LstmOracle.Run(s_afterDense, weights, inputs).Outputs;

        double error = LargestError(
            expected, s_compiled.Create(s_apart, Weights(dense, between, affine, random.Sequence[2])).Run(inputs).Outputs);
        double errorOfFolded = LargestError(expected, s_compiled.Create(s_afterDense, weights).Run(inputs).Outputs);

        output.WriteLine($"mean {mean}, deviation {deviation}: {error:G2} after a dense layer, {errorOfFolded:G2} in its weights");
        Assert.InRange(errorOfFolded / error, 0.5, 2);
    }

    private static LstmWeights Weights(params LayerWeights[] layers) => new(layers);

    private static float[] Same(double value) => [.. Enumerable.Repeat((float)value, 4)];

    private static float[] Inputs(double mean, double deviation) =>
        Array.ConvertAll(RandomWeights.Inputs(Steps, 4, bound: 2), value => (float)(mean + deviation * value));

    private static double LargestError(double[] expected, float[] found) =>
        expected.Zip(found, static (one, other) => Math.Abs(one - other)).Max();
}
