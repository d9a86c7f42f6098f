using System;
using System.Collections.Generic;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>A model gives back the weights that it was created from: every bit, the checksum, the source and the metadata.</summary>
public sealed class WeightUnpackerTests
{
    public static TheoryData<int> Cases => Variants.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_variant_gives_its_weights_back(int index) => GivesBack(Variants.All[index], index);

    [Fact]
    public void So_do_networks_by_chance()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            GivesBack(Variants.ByChance(seed), seed);
        }
    }

    [Theory]
    [InlineData(LstmPrecision.Int16)]
    [InlineData(LstmPrecision.Int8)]
    public void A_quantized_network_gives_the_floats_back(LstmPrecision precision)
    {
        NetworkSpec spec = new(3, 11) { Layers = 2 };
        LstmWeights weights = RandomWeights.Create(spec, initialStates: true);
        PackedWeights packed = Pack(weights, Variants.Describe(spec, precision));
        WeightsAssert.SameBits(weights, packed.Weights);

        _ = packed.QuantizationReport;
        WeightsAssert.SameBits(weights, packed.Weights);
    }

    /// <summary>Half of the smallest float rounds to zero, so the packed weights of a sigmoid do not determine it.</summary>
    [Fact]
    public void Subnormal_weights_are_not_lost()
    {
        float[] input = [float.Epsilon, 3 * float.Epsilon, -float.Epsilon, 1.1754942e-38f];
        LstmWeights weights = new([new LstmLayerWeights(1, 1, input, [0, -0f, 0, 1], [1, 2, 3, 4])]);
        WeightsAssert.SameBits(weights, Pack(weights, Variants.Describe(new(1, 1))).Weights);
    }

    [Fact]
    public void The_source_and_the_metadata_stay_and_the_self_test_does_not()
    {
        NetworkSpec spec = new(3, 11);
        LstmWeights weights = Variants.Proved(spec, seed: 4);
        LstmWeights noted = new(weights.Layers, selfTest: weights.SelfTest, source: "amp")
        {
            Notes = new Dictionary<string, string> { ["sample_rate"] = "48000" },
        };

        LstmWeights back = Pack(noted, Variants.Describe(spec)).Weights;

        Assert.Null(back.SelfTest);
        Assert.Equal(("amp", "48000"), (back.Source, back.Notes["sample_rate"]));
    }

    [Fact]
    public void The_same_object_comes_again_while_it_is_in_use()
    {
        NetworkSpec spec = new(3, 11);
        PackedWeights packed = Pack(RandomWeights.Create(spec), Variants.Describe(spec));
        LstmWeights weights = packed.Weights;
        Assert.Same(weights, packed.Weights);
        GC.KeepAlive(weights);
    }

    private static void GivesBack(NetworkSpec spec, int seed)
    {
        LstmWeights weights = RandomWeights.Create(spec, seed, initialStates: seed % 2 == 0);

        LstmWeights back = Pack(weights, Variants.Describe(spec)).Weights;

        WeightsAssert.SameBits(weights, back);
        Assert.Equal(weights.Checksum, back.Checksum);
    }

    private static PackedWeights Pack(LstmWeights weights, NetworkDescription network) =>
        PackedWeights.Pack(weights, network, PackedLayout.Version, PackedLayout.For(network.Shape).Length);
}
