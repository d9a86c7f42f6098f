using System;
using System.Linq;
using Lstm.Shared;
using Xunit;

namespace Lstm.Tests;

/// <summary>Random weights are those of an untrained PyTorch network, and the same on every machine.</summary>
public sealed class UntrainedWeightsTests
{
    public static TheoryData<int> Cases => Variants.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_of_the_network_and_counted(int index)
    {
        NetworkShape shape = Variants.Describe(Variants.All[index]).Shape;

        LstmWeights weights = UntrainedWeights.Of(shape, seed: 3);

        NetworkMatch.Require(weights, shape);
        Assert.Equal(DeclarationText.Of(shape), weights.Declaration);
        Assert.Equal("random weights, seed 3", weights.Source);
        Assert.Equal(
            weights.Layers.Sum(Count) + weights.Stem.Concat(weights.Head).Sum(static layer => layer.Weight.Length + layer.Bias.Length),
            ParameterCounts.Of(shape));
    }

    [Fact]
    public void Networks_by_chance_are_counted_as_well()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            NetworkShape shape = Variants.Describe(Variants.ByChance(seed)).Shape;
            LstmWeights weights = UntrainedWeights.Of(shape, seed);
            Assert.Equal(
                weights.Layers.Sum(Count) + weights.Stem.Concat(weights.Head).Sum(static layer => layer.Weight.Length + layer.Bias.Length),
                ParameterCounts.Of(shape));
        }
    }

    /// <summary>Computed once. Philox is integer arithmetic, and the rest is exact or rounded as IEEE 754 prescribes.</summary>
    [Theory]
    [InlineData(0, 0x727A04AAu)]
    [InlineData(1, 0x9E691303u)]
    [InlineData(-1, 0xB2840734u)]
    public void A_seed_gives_the_same_bits_everywhere(int seed, uint checksum) =>
        Assert.Equal(checksum, UntrainedWeights.Of(Variants.Describe(Variants.All[16]).Shape, seed).Checksum);

    [Fact]
    public void Another_seed_gives_other_weights()
    {
        NetworkShape shape = Variants.Plain(1, 4);
        Assert.Equal(1000, Enumerable.Range(-500, 1000).Select(seed => UntrainedWeights.Of(shape, seed).Checksum).Distinct().Count());
    }

    [Fact]
    public void They_are_uniform_within_one_over_the_root_of_the_size()
    {
        LstmWeights weights = UntrainedWeights.Of(Variants.Plain(100, 64, 1, 50), seed: 1);
        AssertUniform(weights.Layers[0].Input, 0.125f);
        AssertUniform(weights.Layers[0].Recurrent, 0.125f);
        AssertUniform(weights.Head[0].Weight, 0.125f);

        // The sum of two biases, as PyTorch has them: a variance of twice bound² / 3.
        Assert.InRange(weights.Layers[0].Bias.ToArray().Max(), 0.15f, 0.25f);
        Assert.InRange(weights.Layers[0].Bias.ToArray().Min(), -0.25f, -0.15f);
    }

    [Fact]
    public void Normalisation_starts_as_the_identity_and_a_grus_second_bias_stays_apart()
    {
        LstmLayerWeights normalised = UntrainedWeights.Of(Variants.Describe(new(3, 5) { LayerNorm = true }).Shape, 1).Layers[0];
        Assert.All(normalised.GateNormWeight.ToArray(), static value => Assert.Equal(1, value));
        Assert.All(normalised.CellNormWeight.ToArray(), static value => Assert.Equal(1, value));
        Assert.All(normalised.GateNormBias.ToArray(), static value => Assert.Equal(0, value));
        Assert.All(normalised.CellNormBias.ToArray(), static value => Assert.Equal(0, value));

        LstmLayerWeights gru = UntrainedWeights.Of(Variants.Describe(new(3, 400) { Gru = true }).Shape, 1).Layers[0];
        AssertUniform(gru.CandidateBias, 0.05f);
        AssertUniform(gru.Bias[800..], 0.05f);
    }

    private static void AssertUniform(ReadOnlySpan<float> values, float bound)
    {
        double sum = 0;
        double squares = 0;
        foreach (float value in values)
        {
            Assert.InRange(value, -bound, bound);
            sum += value / bound;
            squares += value / bound * (double)(value / bound);
        }

        // Five standard deviations of the mean and of the mean square of a uniform value in [-1, 1].
        double n = values.Length;
        Assert.InRange(sum / n, -5 * Math.Sqrt(1 / (3 * n)), 5 * Math.Sqrt(1 / (3 * n)));
        Assert.InRange(squares / n, 1 / 3.0 - 5 * Math.Sqrt(4 / (45 * n)), 1 / 3.0 + 5 * Math.Sqrt(4 / (45 * n)));
    }

    private static int Count(LstmLayerWeights layer) =>
        layer.Input.Length + layer.Recurrent.Length + layer.Bias.Length + layer.CandidateBias.Length + layer.Projection.Length
        + layer.Peephole.Length + layer.GateNormWeight.Length + layer.GateNormBias.Length + layer.CellNormWeight.Length
        + layer.CellNormBias.Length;
}
