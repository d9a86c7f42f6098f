using System;
using System.Collections.Generic;
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
    public void Every_list_is_computed_layer_by_layer(int index) => Agrees(Lists.All[index], index);

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

        Explained("the rows are in the order i,f,o,g", WeightMending.EachLayer(right, layer => WeightMending.FromOrder(layer, "ifog", "ifgo")));
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
        LstmWeights weights = Lists.Weights(network, seed, initialStates: true, new LstmSelfTest(Steps, inputs, new float[Steps * network.Output]));
        float[] outputs =
        [
            .. ReferenceNetwork.RunSelfTest(network, weights).OrderBy(static step => step.Step)
                .SelectMany(static step => step.Outputs).Select(static value => (float)value),
        ];
        return WeightMending.WithSelfTest(weights, new LstmSelfTest(Steps, inputs, outputs));
    }

    // The oracle runs one recurrent layer at a time, and rounds the values between layers to floats.
    private static void Agrees(NetworkShape network, int seed)
    {
        LstmWeights weights = Proved(network, seed);
        float[] values = weights.SelfTest!.Input.ToArray();
        int cell = 0;
        int h = 0;
        int c = 0;
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            if (network.Layers[layer] is DenseShape)
            {
                values = Dense((DenseShape)network.Layers[layer], (DenseWeights)weights.Sequence[layer], values);
                continue;
            }

            var recurrent = (RecurrentWeights)weights.Sequence[layer];
            NetworkSpec spec = NetworkSpecs.Of(new NetworkShape(network.InputOf(layer), new LayerList([network.Layers[layer]])));
            LstmWeights one = new([recurrent]);
            List<double[]> hidden = [];
            List<double[]> state = [];
            foreach (CellPlace place in network.Cells.Where(place => place.Layer == layer))
            {
                hidden.Add(Doubles(weights.InitialHidden.Slice(h, place.Shape.Width)));
                h += place.Shape.Width;
                int width = StartShape.WidthOf(place.Shape, StartShape.Cell);
                state.Add(Doubles(weights.InitialCell.Slice(c, width)));
                c += width;
                cell++;
            }

            values = Floats(LstmOracle.Run(spec with { StochasticForget = false }, one, values, [.. hidden], [.. state]).Outputs);
        }

        ReadOnlySpan<float> found = weights.SelfTest.Output;
        Assert.Equal(network.Cells.Count, cell);
        Assert.Equal(values.Length, found.Length);
        for (int index = 0; index < found.Length; index++)
        {
            int step = index / network.Output;
            double added = network.Residual ? weights.SelfTest.Input[step * network.Input + index % network.Output] : 0;
            Assert.True(
                Math.Abs(values[index] + added - found[index]) <= 1e-5 * Math.Max(1, Math.Abs(found[index])),
                $"{network}: {values[index] + added} and {found[index]} at {index}");
        }
    }

    private static float[] Dense(DenseShape shape, DenseWeights layer, float[] values)
    {
        List<float> outputs = [];
        for (int first = 0; first < values.Length; first += layer.InputSize)
        {
            double[] sums = new double[layer.OutputSize];
            for (int unit = 0; unit < sums.Length; unit++)
            {
                sums[unit] = layer.Bias[unit];
                for (int input = 0; input < layer.InputSize; input++)
                {
                    sums[unit] += layer.Weight[unit * layer.InputSize + input] * values[first + input];
                }
            }

            outputs.AddRange(Floats(ReferenceActivation.Apply(shape.Activation, sums)));
        }

        return [.. outputs];
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), static value => (double)value);

    private static float[] Floats(double[] values) => Array.ConvertAll(values, static value => (float)value);
}
