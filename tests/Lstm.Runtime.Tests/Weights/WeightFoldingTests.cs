using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Layers scale * x + offset go into the weights that are packed, and come back from a model as they were.</summary>
public sealed class WeightFoldingTests
{
    private const int Steps = 6;

    private static readonly PointwiseShape s_line = new(PointwiseKind.Function, 3, new ActivationShape(Activation.Affine, 0.75f, -0.5f));

    [Fact]
    public void A_row_of_a_matrix_is_multiplied_by_the_scale_of_its_output()
    {
        LayerWeights[] folded = Fold(
            Lists.Of(3, Dense(2), Lists.Affine(2), Lists.Lstm(4)),
            new DenseWeights(3, 2, [1, 2, 3, 4, 5, 6], [7, 8]),
            new AffineWeights([2, -0.5f], [10, 100]));

        DenseWeights dense = Assert.IsType<DenseWeights>(folded[0]);
        Assert.Equal([2, 4, 6, -2, -2.5f, -3], dense.Weight.ToArray());
        Assert.Equal([24, 96], dense.Bias.ToArray());
        Assert.IsType<RecurrentWeights>(Assert.Single(folded[1..]));
    }

    [Fact]
    public void A_filter_of_a_convolution_is_multiplied_by_the_scale_of_its_output()
    {
        LayerWeights[] folded = Fold(
            Lists.Of(1, new Conv1DShape(2, 3, 2, Activation.Linear), Lists.Affine(2), Lists.Lstm(4)),
            new Conv1DWeights(1, 2, 3, [1, 2, 3, 4, 5, 6], [7, 8]),
            new AffineWeights([2, -0.5f], [10, 100]));

        Conv1DWeights convolution = Assert.IsType<Conv1DWeights>(folded[0]);
        Assert.Equal([2, 4, 6, -2, -2.5f, -3], convolution.Weight.ToArray());
        Assert.Equal([24, 96], convolution.Bias.ToArray());
        Assert.Equal(3, convolution.Kernel);
    }

    [Fact]
    public void A_row_of_a_table_has_the_values_after_the_layer()
    {
        LayerWeights[] folded = Fold(
            Lists.Of(1, new EmbeddingShape(3, 2), Lists.Affine(2), Lists.Lstm(4)),
            new EmbeddingWeights(3, 2, [1, 2, 3, 4, 5, 6]),
            new AffineWeights([2, -0.5f], [10, 100]));

        Assert.Equal([12, 99, 16, 98, 20, 97], Assert.IsType<EmbeddingWeights>(folded[0]).Table.ToArray());
    }

    [Fact]
    public void Several_layers_are_one()
    {
        LayerWeights[] folded = Fold(
            Lists.Of(3, new LayerNormShape(3, 1e-5f), Lists.Affine(3), s_line, Lists.Affine(3), Lists.Lstm(4)),
            new LayerNormWeights([1, 1, 1], [0, 0, 0]),
            new AffineWeights([1, 2, 4], [8, 16, 32]),
            new AffineWeights([2, 4, -8], [0, 1, 2]));

        AffineWeights affine = Assert.IsType<AffineWeights>(folded[1]);
        Assert.Equal([1.5f, 6, -24], affine.Scale.ToArray());
        Assert.Equal([11, 47, -186], affine.Offset.ToArray());
        Assert.Equal(3, folded.Length);
    }

    /// <summary>A product of two floats is exact in doubles. Rounded to a float after each layer, some weights would be others.</summary>
    [Fact]
    public void A_weight_is_rounded_once()
    {
        NetworkShape network = Lists.Of(5, Lists.Lstm(40), Dense(40), Lists.Affine(40), Lists.Affine(40));
        LstmWeights weights = Lists.Weights(network);
        (DenseWeights dense, AffineWeights first, AffineWeights second) = (
            (DenseWeights)weights.Sequence[1], (AffineWeights)weights.Sequence[2], (AffineWeights)weights.Sequence[3]);

        DenseWeights folded = (DenseWeights)WeightFolding.Fold(weights, network).Sequence[1];

        int others = 0;
        for (int index = 0; index < dense.Weight.Length; index++)
        {
            int unit = index / 40;
            Assert.Equal((float)((double)second.Scale[unit] * first.Scale[unit] * dense.Weight[index]), folded.Weight[index]);
            others += second.Scale[unit] * (first.Scale[unit] * dense.Weight[index]) != folded.Weight[index] ? 1 : 0;
        }

        Assert.True(others > 100);
        for (int unit = 0; unit < 40; unit++)
        {
            double offset = (double)second.Scale[unit] * first.Offset[unit] + second.Offset[unit];
            Assert.Equal((float)((double)second.Scale[unit] * first.Scale[unit] * dense.Bias[unit] + offset), folded.Bias[unit]);
        }
    }

    /// <summary>
    /// The double reference computes the same from both, in networks by chance: equal sizes, so that a connection can be around anything.
    /// </summary>
    [Fact]
    public void The_folded_network_has_the_outputs_of_the_declared_one()
    {
        int folded = 0;
        int around = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            NetworkShape network = ByChance(seed);
            LstmWeights weights = Lists.Weights(network, seed);
            LstmWeights other = WeightFolding.Fold(weights, network);
            NetworkMatch.Require(other, network.Folded());

            double[] expected = Outputs(network, weights, seed);
            double[] found = Outputs(network.Folded(), other, seed);

            Assert.Equal(expected.Length, found.Length);
            Assert.All(expected.Zip(found), pair => Assert.True(
                Math.Abs(pair.First - pair.Second) <= 2e-6 * Math.Max(1, Math.Abs(pair.First)), $"{network}: {pair}"));
            folded += network.Layers.Count - network.Folded().Layers.Count;
            around += network.Layers.OfType<ResidualShape>().Sum(static residual => residual.Layers)
                - network.Folded().Layers.OfType<ResidualShape>().Sum(static residual => residual.Layers);
        }

        Assert.True(folded > 1500 && around > 300, $"{folded} folded layers, {around} in connections");
    }

    /// <summary>The buffer has the folded weights, and a model the declared ones. Layers without a change come from the buffer.</summary>
    [Fact]
    public void A_model_gives_its_weights_back()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            NetworkShape network = ByChance(seed);
            LstmWeights weights = Lists.Weights(network, seed);

            PackedWeights packed = Pack(weights, network);

            SameTensors(weights.Sequence, packed.Weights.Sequence);
            WeightsAssert.SameBits(weights, packed.Weights);
            Assert.Equal(weights.Checksum, packed.Weights.Checksum);
            SameTensors(
                WeightFolding.Fold(weights, network).Sequence,
                WeightUnpacker.Unpack(PackedLayout.For(network.Folded()), packed.Values, WeightUnpacker.TwoBiasesOf(weights, network)));
        }
    }

    [Fact]
    public void Only_layers_that_the_buffer_lacks_stay_in_memory()
    {
        NetworkShape network = Lists.Of(3, Lists.Affine(3), Lists.Lstm(4), Dense(3), Lists.Affine(3), Lists.Lstm(5));
        LstmWeights weights = Lists.Weights(network);

        IReadOnlyList<LayerWeights> back = Pack(weights, network).Weights.Sequence;

        Assert.Equal(
            [false, false, true, true, false], weights.Sequence.Zip(back, static (one, other) => ReferenceEquals(one, other)));
    }

    [Fact]
    public void A_quantized_network_is_folded_too()
    {
        NetworkShape network = Lists.Of(3, Dense(3), Lists.Affine(3), Lists.Lstm(9), Dense(3), Lists.Affine(3)) with
        {
            Precision = LstmPrecision.Int8,
        };
        LstmWeights weights = Lists.Weights(network);

        PackedWeights packed = Pack(weights, network);

        SameTensors(weights.Sequence, packed.Weights.Sequence);
        Assert.Equal(sizeof(float) * packed.Length, packed.QuantizationReport.WeightBytes);
        Assert.InRange(packed.QuantizationReport.LargestError, 1e-9, 0.1);
    }

    [Theory]
    [InlineData(1e30f, 0, 1e20f, 1)]
    [InlineData(1, 3e38f, 1, 3e38f)]
    [InlineData(-1e30f, 0, 1, 1e10f)]
    public void A_weight_beyond_the_range_of_float_is_refused(float scale, float offset, float weight, float bias)
    {
        NetworkShape network = Lists.Of(1, Dense(1), Lists.Affine(1), Lists.Lstm(4));
        LstmWeights weights = new(
            [
                new DenseWeights(1, 1, [weight], [bias]), new AffineWeights([scale], [offset]),
                .. Lists.Weights(Lists.Of(1, Lists.Lstm(4))).Sequence,
            ],
            source: "amp");

        WeightFormatException error = Assert.Throws<WeightFormatException>(() => Pack(weights, network));

        Assert.Equal("amp", error.File);
        Assert.Equal("weights of layer 0 that are finite when layer 1, scale * x + offset, is folded into them", error.Expected);
        Assert.Equal($"{(bias > 1 ? "bias" : "weight")} 0 beyond the range of float", error.Found);
    }

    [Fact]
    public void A_scale_of_zero_leaves_the_offset_and_a_tiny_product_is_zero()
    {
        LayerWeights[] folded = Fold(
            Lists.Of(1, Dense(2), Lists.Affine(2), Lists.Lstm(4)),
            new DenseWeights(1, 2, [5, 1e-30f], [6, 1e-30f]),
            new AffineWeights([0, 1e-30f], [3, 0]));

        DenseWeights dense = (DenseWeights)folded[0];
        Assert.Equal([0, 0], dense.Weight.ToArray());
        Assert.Equal([3, 0], dense.Bias.ToArray());
    }

    [Fact]
    public void Weights_of_another_declaration_are_refused_in_its_words()
    {
        NetworkShape network = Lists.Of(3, Dense(3), Lists.Affine(3), Lists.Lstm(4));
        WeightFormatException error = Assert.Throws<WeightFormatException>(
            () => Pack(Lists.Weights(network.Folded()), network));
        Assert.Equal("layer 1: an affine layer of 3 values", error.Expected);
    }

    /// <summary>A class without a head ignores one of another name, also if it has a folded layer.</summary>
    [Fact]
    public void An_unnamed_head_is_still_ignored()
    {
        NetworkShape network = Lists.Of(3, Dense(3), s_line, Lists.Lstm(4));
        LstmWeights weights = new([.. Lists.Weights(network).Sequence, new DenseWeights(4, 2, new float[8], new float[2])])
        {
            UnnamedHead = "fc.weight",
        };

        Assert.Equal(2, Pack(weights, network).Weights.Sequence.Count);
    }

    [Fact]
    public void Nothing_to_fold_changes_nothing()
    {
        NetworkShape network = Lists.Of(3, Lists.Affine(3), Lists.Lstm(4), Lists.Affine(4));
        LstmWeights weights = Lists.Weights(network);
        Assert.Same(weights, WeightFolding.Fold(weights, network));
        Assert.Empty(WeightFolding.OriginalsOf(weights, network));
    }

    private static DenseShape Dense(int units) => new(units, Activation.Linear);

    private static LayerWeights[] Fold(NetworkShape network, params LayerWeights[] others)
    {
        LayerWeights cells = Lists.Weights(network).Sequence.Single(static layer => layer is RecurrentWeights);
        return [.. WeightFolding.Fold(new LstmWeights([.. others, cells]), network).Sequence];
    }

    private static PackedWeights Pack(LstmWeights weights, NetworkShape network) => PackedWeights.Pack(
        weights, new NetworkDescription(network), PackedLayout.Version, PackedLayout.For(network.Folded()).Length);

    private static void SameTensors(IReadOnlyList<LayerWeights> expected, IReadOnlyList<LayerWeights> found)
    {
        Assert.Equal(expected.Select(static layer => layer.GetType()), found.Select(static layer => layer.GetType()));
        foreach ((LayerWeights one, LayerWeights other) in expected.Zip(found))
        {
            if (one is FeedForwardWeights layer)
            {
                Assert.All(layer.Tensors, tensor => WeightsAssert.SameBits(
                    layer.Of(tensor.Name), ((FeedForwardWeights)other).Of(tensor.Name)));
            }
        }
    }

    private static double[] Outputs(NetworkShape network, LstmWeights weights, int seed)
    {
        SplitMix64 random = new(seed);
        float[] inputs = network.Vocabulary > 0
            ? [.. Enumerable.Range(0, Steps).Select(_ => (float)(random.Next() % (ulong)network.Vocabulary))]
            : random.Values(Steps * network.Input, 1);
        LstmSelfTest test = new(Steps, inputs, new float[Steps * network.Output]);
        return
        [
            .. ReferenceNetwork.RunSelfTest(network, WeightMending.WithSelfTest(weights, test)).OrderBy(static step => step.Step)
                .SelectMany(static step => step.Outputs),
        ];
    }

    // Linear layers, layers that they take in, and others, before and after a recurrent layer and after pooling; connections around any.
    private static NetworkShape ByChance(int seed)
    {
        SplitMix64 random = new(seed);
        int Below(int count) => (int)(random.Next() % (ulong)count);
        List<LayerShape> layers = [];
        bool hasTokens = Below(4) == 0;
        NetworkShape Network() => new(hasTokens ? 1 : 3, new LayerList(layers));
        void AddSome(bool canConvolve)
        {
            for (int more = Below(7); more > 0; more--)
            {
                ResidualShape connection = new(1 + Below(layers.Count + 1), 3);
                layers.Add(Below(11) switch
                {
                    0 or 1 => Dense(3),
                    2 => new DenseShape(3, Activation.Tanh),
                    3 when canConvolve => new Conv1DShape(3, 2, 2, Activation.Linear),
                    4 => Lists.PRelu(3),
                    5 => s_line,
                    6 or 7 when layers.Count > 0 && Network().FaultOf(layers.Count, connection) is null => connection,
                    _ => Lists.Affine(3),
                });
            }
        }

        layers.AddRange(hasTokens ? [new EmbeddingShape(5, 3)] : []);
        AddSome(canConvolve: true);
        layers.AddRange(Below(3) == 0
            ? [Lists.Lstm(3) with { Bidirectional = true }, new MergeShape(Merging.Mean, 3)]
            : [Lists.Lstm(3)]);
        AddSome(canConvolve: true);
        if (Below(3) == 0)
        {
            layers.Add(new PoolShape((Pooling)(Below(2) == 0 ? 0 : 2), 3));
            AddSome(canConvolve: false);
        }

        return Network();
    }
}
