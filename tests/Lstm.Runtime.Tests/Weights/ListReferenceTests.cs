using System;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>The double reference and the diagnosis of self-tests, with lists of layers.</summary>
public sealed class ListReferenceTests
{
    private const int Steps = 7;

    public static TheoryData<int> Cases => Lists.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_list_is_computed(int index) => Agrees(Lists.All[index], index);

    [Fact]
    public void So_are_networks_with_pooling() => Assert.All(Lists.Pooled, static network => Agrees(network, seed: 5));

    [Fact]
    public void A_miss_of_a_network_with_pooling_is_explained()
    {
        foreach (NetworkShape network in Lists.Pooled)
        {
            LstmWeights right = Proved(network, seed: 6);
            LstmWeights wrong = WeightMending.WithSelfTest(WeightMending.EachLayer(right, WeightMending.BiasTwice), right.SelfTest);

            WeightFormatException error = Assert.Throws<WeightFormatException>(() => SelfTests.VerifyReference(wrong, network));

            Assert.Contains("the bias is counted twice", error.Found, StringComparison.Ordinal);
            SelfTests.VerifyReference(right, network);
        }
    }

    [Fact]
    public void A_self_test_has_the_outputs_of_its_network()
    {
        NetworkShape pooled = Lists.Pooled[0];
        NetworkShape plain = pooled with { Layers = new LayerList(pooled.Layers.Where(static layer => layer is not PoolShape)) };
        LstmWeights one = Proved(pooled, seed: 7);
        LstmWeights many = Proved(plain, seed: 7);

        Refused(one, plain, "shape [7, 5], an output for each step", "shape [1, 5]");
        Refused(many, pooled, "shape [1, 5], one output for the sequence", "shape [7, 5]");

        // The weights are the same. So is the output, that of the last step.
        Assert.Equal(many.Checksum, one.Checksum);
        WeightsAssert.SameBits(many.SelfTest!.Output[^5..], one.SelfTest!.Output);

        static void Refused(LstmWeights weights, NetworkShape network, string expected, string found)
        {
            WeightFormatException error = Assert.Throws<WeightFormatException>(() => SelfTests.VerifyReference(weights, network));
            Assert.Equal(("selftest.output", expected, found), (error.Tensor, error.Expected, error.Found));
        }
    }

    [Fact]
    public void So_are_lists_by_chance()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            Agrees(Lists.ByChance(seed), seed);
        }
    }

    [Fact]
    public void A_miss_of_any_list_is_explained_or_not_but_never_an_exception()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            NetworkShape network = Lists.ByChance(seed);
            LstmWeights right = Proved(network, seed);
            float[] outputs = [.. right.SelfTest!.Output.ToArray().Select(static value => value + 0.5f)];
            LstmWeights wrong = WeightMending.WithSelfTest(right, new LstmSelfTest(Steps, right.SelfTest.Input, outputs));

            string explanation = SelfTestDiagnosis.Explain(network, wrong, SelfTestComparison.Of(outputs, right.SelfTest.Output, 1e-4));

            Assert.NotEmpty(explanation);
            _ = SelfTestReach.Of(network, right, 1e-4);
            Assert.True(SelfTestDiagnosis.Passes(network, right, 1e-4), explanation);
        }
    }

    [Fact]
    public void Mistakes_in_lists_are_found()
    {
        NetworkShape network = Lists.Of(3, Lists.Lstm(4), Lists.Lstm(6), new DenseShape(2, Activation.Tanh));
        LstmWeights right = Proved(network, seed: 3);

        LstmWeights reordered = WeightMending.EachLayer(right, layer => WeightMending.FromOrder(layer, "ifog", "ifgo"));
        Explained("the rows are in the order i,f,o,g", reordered);
        Explained("the output activation is Tanh", right, network with
        {
            Layers = new LayerList([.. network.Layers.SkipLast(1), new DenseShape(2, Activation.Linear)]),
        });
        Explained("the bias is counted twice", WeightMending.EachLayer(right, WeightMending.BiasTwice));

        void Explained(string expected, LstmWeights wrong, NetworkShape? declared = null)
        {
            LstmWeights tested = WeightMending.WithSelfTest(wrong, right.SelfTest);
            WeightFormatException error =
                Assert.Throws<WeightFormatException>(() => SelfTests.VerifyReference(tested, declared ?? network));
            Assert.Contains(expected, error.Found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Tensors_of_one_shape_can_be_exchanged_between_layers_that_differ()
    {
        // The second and the fourth layer are equal, the first and the third have other inputs.
        NetworkShape network = Lists.Of(3, Lists.Lstm(4), Lists.Lstm(4), Lists.Gru(4), Lists.Lstm(4));
        LstmWeights right = Proved(network, seed: 4);
        LstmLayerWeights[] cells = [.. right.Layers];
        (cells[1], cells[3]) = (cells[3], cells[1]);
        LstmWeights wrong = WeightMending.WithLayers(right, cells);

        WeightFormatException error = Assert.Throws<WeightFormatException>(() => SelfTests.VerifyReference(wrong, network));

        Assert.Contains("the weights and biases of layer 1 and layer 3 are exchanged", error.Found, StringComparison.Ordinal);
    }

    private static LstmWeights Proved(NetworkShape network, int seed)
    {
        float[] inputs = RandomWeights.Inputs(Steps, network.Input, seed);
        LstmSelfTest unknown = new(Steps, inputs, new float[(network.Pool is null ? Steps : 1) * network.Output]);
        LstmWeights weights = Lists.Weights(network, seed, initialStates: true, unknown);
        float[] outputs =
        [
            .. ReferenceNetwork.RunSelfTest(network, weights).OrderBy(static step => step.Step)
                .SelectMany(static step => step.Outputs).Select(static value => (float)value),
        ];
        return WeightMending.WithSelfTest(weights, new LstmSelfTest(Steps, inputs, outputs));
    }

    private static void Agrees(NetworkShape network, int seed)
    {
        LstmWeights weights = Proved(network, seed);
        double[] run = LstmOracle.Run(NetworkSpecs.Of(network), weights, weights.SelfTest!.Input).Outputs;
        double[] expected = network.Pool is null ? run : run[^network.Output..];
        ReadOnlySpan<float> found = weights.SelfTest.Output;
        Assert.Equal(expected.Length, found.Length);
        for (int index = 0; index < found.Length; index++)
        {
            // The found values are rounded to floats.
            Assert.True(
                Math.Abs(expected[index] - found[index]) <= 1e-6 * Math.Max(1, Math.Abs(found[index])),
                $"{network}: {expected[index]} and {found[index]} at {index}");
        }
    }
}
