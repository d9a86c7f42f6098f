using System;
using Lstm.CompilerServices;
using Lstm.Shared;
using Xunit;

namespace Lstm.Tests;

/// <summary>A list of layers is packed and unpacked with every bit, and weights of another list are refused.</summary>
public sealed class ListPackingTests
{
    public static TheoryData<int> Cases => Lists.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_list_gives_its_weights_back(int index) => GivesBack(Lists.All[index], index);

    [Fact]
    public void So_do_lists_by_chance()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            GivesBack(Lists.ByChance(seed), seed);
        }
    }

    [Fact]
    public void Sections_are_those_of_their_own_layer()
    {
        NetworkShape network = Lists.Of(3, Lists.Lstm(11), new DenseShape(5, Activation.Tanh), Lists.Gru(9));
        LstmWeights weights = Lists.Weights(network);
        PackedLayout layout = PackedLayout.For(network);
        float[] packed = new float[layout.Length];
        WeightPacker.Pack(weights, layout, packed);
        foreach (PackedSection section in layout.Sections)
        {
            // The first value of a tile is the bias of the first unit's first sum, halved for the sigmoid.
            float? expected = section.Kind switch
            {
                PackedKind.Input => weights.Layers[section.Cell].Bias[section.Group.FirstBlock * 8] / 2,
                PackedKind.RecurrentBias => weights.Layers[section.Cell].CandidateBias[section.Group.FirstBlock * 8],
                PackedKind.DenseWeight => ((DenseWeights)weights.Sequence[section.Layer]).Weight[0],
                PackedKind.DenseBias => ((DenseWeights)weights.Sequence[section.Layer]).Bias[0],
                _ => null,
            };
            Assert.Equal(expected ?? packed[section.Offset], packed[section.Offset]);
        }
    }

    [Theory]
    [InlineData(LstmPrecision.Int16)]
    [InlineData(LstmPrecision.Int8)]
    public void Few_inputs_that_are_no_hidden_states_stay_floats(LstmPrecision precision)
    {
        NetworkShape network =
            Lists.Of(3, Lists.Lstm(11), Lists.Lstm(6), new DenseShape(5, Activation.Tanh), Lists.Lstm(4)) with { Precision = precision };
        LstmWeights weights = Lists.Weights(network);

        QuantizedNetwork quantized = QuantizedNetwork.Of(weights, network);

        Assert.Equal([true, false, true], Indices(3, cell => quantized.Roundings[cell].Input is null));
        bool IsExact(int cell) => quantized.Weights.Layers[cell].Input.SequenceEqual(weights.Layers[cell].Input);
        Assert.Equal([true, false, true], Indices(3, IsExact));
        PackedWeights packed = Pack(weights, network);
        WeightsAssert.SameBits(weights, packed.Weights);
        Assert.InRange(packed.QuantizationReport.LargestError, 1e-9, 0.1);
    }

    [Fact]
    public void Weights_of_another_list_are_refused()
    {
        NetworkShape declared = Lists.Of(3, Lists.Lstm(4), Lists.Gru(5), new DenseShape(2, Activation.Linear));
        Refused(declared, Lists.Of(2, Lists.Lstm(4), Lists.Gru(5), new DenseShape(2, Activation.Linear)), "input size 3", "input size 2");
        Refused(
            declared,
            Lists.Of(3, Lists.Lstm(4), Lists.Gru(6), new DenseShape(2, Activation.Linear)),
            "layer 1: a GRU of 5 units",
            "layer 1: a GRU of 6 units");
        Refused(
            declared,
            Lists.Of(3, Lists.Lstm(4), Lists.Lstm(5), new DenseShape(2, Activation.Linear)),
            "layer 1: a GRU of 5 units",
            "layer 1: an LSTM with four gates of 5 units");
        Refused(
            declared,
            Lists.Of(3, Lists.Lstm(4) with { Bidirectional = true }, Lists.Gru(5), new DenseShape(2, Activation.Linear)),
            "layer 0: an LSTM with four gates of 4 units",
            "layer 0: an LSTM with four gates of 4 units in both directions");
        Refused(declared, Lists.Of(3, Lists.Lstm(4), Lists.Gru(5)), "layer 2: a dense layer of 2 units", "no layer 2");
        Refused(
            declared,
            Lists.Of(3, Lists.Lstm(4), Lists.Gru(5), new DenseShape(2, Activation.Linear), new DenseShape(3, Activation.Linear)),
            "no layer 3",
            "layer 3: a dense layer of 3 units");
        Refused(declared, Lists.Of(3, Lists.Lstm(4)), "layer 1: a GRU of 5 units", "no layer 1");

        // What no tensor shows is in the declaration.
        NetworkShape before = Lists.Of(3, Lists.Lstm(4), Lists.Gru(5, CellKind.GruResetBefore), new DenseShape(2, Activation.Linear));
        NetworkMatch.Require(Lists.Weights(before), declared);
        WeightFormatException error = Assert.Throws<WeightFormatException>(
            () => NetworkMatch.Require(Lists.Declared(Lists.Weights(before), before), declared));
        Assert.Equal("weights of [Lstm(input: 3, hidden: 4)] [Gru(hidden: 5)] [Dense(2)]", error.Expected);
    }

    [Fact]
    public void Random_weights_are_those_of_the_list_and_counted()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            NetworkShape network = Lists.ByChance(seed);
            LstmWeights weights = UntrainedWeights.Of(network, seed);
            NetworkMatch.Require(weights, network);
            int count = 0;
            foreach (LayerWeights layer in weights.Sequence)
            {
                count += layer is DenseWeights dense ? dense.Weight.Length + dense.Bias.Length : 0;
            }

            foreach (LstmLayerWeights cell in weights.Layers)
            {
                foreach (CellTensor tensor in cell.Tensors)
                {
                    count += cell.Of(tensor.Kind).Length;
                }
            }

            Assert.Equal(ParameterCounts.Of(network), count);
        }
    }

    private static void Refused(NetworkShape declared, NetworkShape given, string expected, string found)
    {
        NetworkMatch.Require(Lists.Weights(declared), declared);
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => NetworkMatch.Require(Lists.Weights(given), declared));
        Assert.Equal((expected, found), (error.Expected, error.Found));
    }

    private static void GivesBack(NetworkShape network, int seed)
    {
        LstmWeights weights = Lists.Weights(network, seed, initialStates: seed % 2 == 0);

        LstmWeights back = Pack(weights, network).Weights;

        WeightsAssert.SameBits(weights, back);
        Assert.Equal(weights.Checksum, back.Checksum);
    }

    private static PackedWeights Pack(LstmWeights weights, NetworkShape network) =>
        PackedWeights.Pack(
            weights, new NetworkDescription(network), PackedLayout.Version, PackedLayout.For(network.Folded()).Length);

    private static bool[] Indices(int count, Func<int, bool> holds)
    {
        bool[] result = new bool[count];
        for (int index = 0; index < count; index++)
        {
            result[index] = holds(index);
        }

        return result;
    }
}
