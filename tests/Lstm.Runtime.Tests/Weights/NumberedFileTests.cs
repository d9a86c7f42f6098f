using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Shared;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Files whose layers are numbered.</summary>
public sealed class NumberedFileTests
{
    private static readonly NetworkShape s_three =
        Lists.Of(3, Lists.Lstm(4), new DenseShape(2, Activation.Tanh), Lists.Gru(5) with { Bidirectional = true });

    public static TheoryData<int> Cases => Lists.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_saved_list_loads_with_the_same_bits(int index) => Reloads(Lists.All[index], index);

    [Fact]
    public void So_do_lists_by_chance()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Reloads(Lists.ByChance(seed), seed);
        }
    }

    [Fact]
    public void The_names_are_numbered()
    {
        LstmWeights weights = Lists.Weights(s_three, initialStates: true, selfTest: new LstmSelfTest(2, new float[6], new float[20]));
        string header = HeaderOf(Saved(weights));

        string[] names =
        [
            "layers.0.weight_ih_l0", "layers.0.bias_hh_l0", "layers.1.weight", "layers.1.bias", "layers.2.weight_hh_l0_reverse",
        ];
        Assert.All(names, name => Assert.Contains($"\"{name}\"", header));
        Assert.Contains("\"cell\":\"lstm,gru\"", header);
        Assert.Contains("\"initial_h0\":{\"dtype\":\"F32\",\"shape\":[14]", header);
        Assert.Contains("\"initial_c0\":{\"dtype\":\"F32\",\"shape\":[4]", header);
        Assert.Contains("\"selftest.input\":{\"dtype\":\"F32\",\"shape\":[2,3]", header);
    }

    [Fact]
    public void States_of_equal_cells_are_a_matrix()
    {
        NetworkShape network = Lists.Of(3, Lists.Lstm(4), new DenseShape(2, Activation.Tanh), Lists.Lstm(4));
        string header = HeaderOf(Saved(Lists.Weights(network, initialStates: true)));

        Assert.Contains("\"initial_h0\":{\"dtype\":\"F32\",\"shape\":[2,4]", header);
        Assert.Contains("\"cell\":\"lstm\"", header);
    }

    [Fact]
    public void Equal_layers_between_dense_ones_keep_the_names_of_PyTorch()
    {
        DenseShape dense = new(4, Activation.Tanh);
        string header = HeaderOf(Saved(Lists.Weights(Lists.Of(3, dense, Lists.Lstm(4), Lists.Lstm(4), dense))));

        Assert.Contains("\"weight_ih_l1\"", header);
        Assert.Contains("\"stem.weight\"", header);
        Assert.DoesNotContain("layers.", header);
        Assert.DoesNotContain("cell", header);
    }

    /// <summary>The names of a module list, without any metadata: four rows for each unit are an LSTM, three a GRU.</summary>
    [Fact]
    public void Shapes_decide_without_metadata()
    {
        LstmWeights weights = Lists.Weights(s_three);
        WeightsAssert.SameBits(weights, WeightsAssert.Load(Numbered(weights).Build()));
        WeightsAssert.SameBits(weights, WeightsAssert.Load(Numbered(weights, "model.").Build()));
    }

    [Fact]
    public void The_declaration_decides_the_cells()
    {
        NetworkShape coupled = Lists.Of(3, Lists.Gru(4), new RecurrentShape(new CellShape(CellKind.Lstm, 5) { CoupledGates = true }));
        LstmWeights weights = Lists.Weights(coupled);
        SafetensorsBuilder file = Numbered(weights);
        string declaration = DeclarationText.Of(coupled).Replace("\n", "\\n", System.StringComparison.Ordinal);

        // Without it, three rows are taken for those of a GRU.
        Assert.Equal(["gru", "gru"], WeightsAssert.Load(file.Build()).Layers.Select(static layer => layer.Cell));
        LstmWeights loaded = WeightsAssert.Load(file.WithMetadata($"\"declaration\":\"{declaration}\"").Build());
        Assert.Equal(["gru", "lstm"], loaded.Layers.Select(static layer => layer.Cell));
        WeightsAssert.SameBits(weights, loaded);
        NetworkMatch.Require(loaded, coupled);
        LstmWeights named = WeightsAssert.Load(file.WithMetadata("\"cell\":\"gru,lstm\"").Build());
        Assert.Equal(["gru", "lstm"], named.Layers.Select(static layer => layer.Cell));
    }

    [Fact]
    public void Files_that_are_not_complete_are_refused()
    {
        LstmWeights weights = Lists.Weights(s_three);
        WeightsAssert.Refused(
            Numbered(weights).Remove("layers.1.weight").Remove("layers.1.bias").Build(),
            "layers.1.weight",
            "every layer from 0 on",
            "layers 0, 2 only");
        WeightsAssert.Refused(
            Numbered(weights).Remove("layers.2.weight_hh_l0_reverse").Build(), "layers.2.weight_hh_l0_reverse", "this tensor", "no tensor");
        WeightsAssert.Refused(Numbered(weights).Remove("layers.1.weight").Build(), "layers.1.weight", "this tensor", "no tensor");
        WeightsAssert.Refused(
            Numbered(weights).Add("layers.2.weight_ih_l1", [1]).Build(),
            "layers.2.weight_ih_l1",
            "one recurrent layer under each number",
            "another layer");
        WeightsAssert.Refused(
            Numbered(weights).Remove("layers.1.weight").Add("layers.1.weight", [2, 5]).Build(),
            "layers.1.weight",
            "shape [output, 4]",
            "shape [2, 5]");
        WeightsAssert.Refused(
            Numbered(weights).Remove("layers.2.weight_ih_l0_reverse").Add("layers.2.weight_ih_l0_reverse", [15, 3]).Build(),
            "layers.2.weight_ih_l0_reverse",
            "shape [15, 2]",
            "shape [15, 3]");
        WeightsAssert.Refused(
            Numbered(weights).Add("initial_h0", [3, 5]).Build(), "initial_h0", "shape [14]", "shape [3, 5]");
        WeightsAssert.Refused(
            Numbered(weights).WithMetadata("\"cell\":\"lstm,gru,gru\"").Build(),
            null,
            "one for each of 2 recurrent layers",
            "'lstm,gru,gru'");
    }

    [Fact]
    public void Files_of_another_declaration_are_refused()
    {
        LstmWeights weights = Lists.Weights(s_three);
        byte[] Declared(string text) => Numbered(weights).WithMetadata($"\"declaration\":\"{text}\"").Build();

        WeightsAssert.Refused(
            Declared("[Lstm(input: 3, hidden: 4)]\\n[Gru(hidden: 5, Bidirectional = true)]"), null, "2 numbered layers", "3");
        WeightsAssert.Refused(
            Declared("[Lstm(input: 3, hidden: 4)]\\n[Dense(2)]\\n[Gru(hidden: 5)]"), "layers.2.weight_ih_l0", "one direction", "two");
        WeightsAssert.Refused(
            Declared("[Lstm(input: 3, hidden: 4)]\\n[Gru(hidden: 2)]\\n[Gru(hidden: 5, Bidirectional = true)]"),
            null,
            "a GRU of 2 units as layer 1",
            "a dense layer");
        WeightsAssert.Refused(
            Declared("[Lstm(input: 3, hidden: 4)]\\n[Dense(3)]\\n[Gru(hidden: 5, Bidirectional = true)]"),
            "layers.1.weight",
            "shape [3, 4]",
            "shape [2, 4]");
        WeightsAssert.Refused(
            Declared("[Lstm(input: 3, hidden: 4, Peephole = true)]\\n[Dense(2)]\\n[Gru(hidden: 5, Bidirectional = true)]"),
            "layers.0.weight_peephole_l0",
            "this tensor",
            "no tensor");
    }

    /// <summary>A state dict of other modules may have such a name, too. It is read as before.</summary>
    [Fact]
    public void A_single_layer_with_a_number_is_an_LSTM_with_a_prefix()
    {
        LstmWeights one = RandomWeights.Create(3, 4, output: 2);
        byte[] file = SafetensorsBuilder.Of(new LstmWeights(one.Layers), "layers.7.").AddHead("fc.", one.Head[0]).Build();

        LstmWeights loaded = WeightsAssert.Load(file);

        WeightsAssert.SameBits(one, loaded);
        Assert.Equal("fc.weight", loaded.UnnamedHead);
        WeightsAssert.SameBits(one.Layers[0], WeightsAssert.Load(Numbered(Lists.Weights(s_three)).Append(
            SafetensorsBuilder.Of(new LstmWeights(one.Layers), "lstm.")).Build(), "lstm").Layers[0]);
    }

    [Fact]
    public void Too_many_layers_are_refused()
    {
        SafetensorsBuilder many = new();
        SafetensorsBuilder dense = Numbered(Lists.Weights(Lists.Of(3, Lists.Lstm(4), Lists.Gru(4))));
        for (int layer = 0; layer < 9; layer++)
        {
            many.Add($"layers.{layer}.weight_ih_l0", [4, 1]).Add($"layers.{layer}.weight_hh_l0", [4, 1]);
            dense.Add($"layers.{layer + 2}.weight", [4, 4]);
        }

        WeightsAssert.Refused(many.Build(), null, "at most 8 recurrent layers", "9");
        WeightsAssert.Refused(dense.Build(), "layers.10.weight", "at most 8 dense layers in a row", "9");
    }

    private static void Reloads(NetworkShape network, int seed)
    {
        LstmSelfTest test = new(
            2,
            RandomWeights.Inputs(2, network.Input, seed),
            RandomWeights.Inputs(2, network.Output, seed + 1),
            RandomWeights.Inputs(1, network.Cells.Sum(static cell => cell.Shape.Width), seed),
            RandomWeights.Inputs(1, network.Cells.Sum(static cell => StartShape.WidthOf(cell.Shape, StartShape.Cell)), seed));
        LstmWeights weights = Lists.Weights(network, seed, initialStates: seed % 2 == 0, selfTest: test);
        WeightsAssert.SameBits(weights, WeightsAssert.Load(Saved(weights)));

        LstmWeights declared = WeightsAssert.LoadForwardOnly(Saved(Lists.Declared(weights, network)));
        WeightsAssert.SameBits(weights, declared);
        NetworkMatch.Require(declared, network);
    }

    private static byte[] Saved(LstmWeights weights)
    {
        using var stream = new MemoryStream();
        weights.Save(stream);
        return stream.ToArray();
    }

    private static string HeaderOf(byte[] file) =>
        System.Text.Encoding.UTF8.GetString(file, 8, (int)System.BitConverter.ToUInt64(file, 0));

    // All of a network, with its layers numbered and without metadata.
    private static SafetensorsBuilder Numbered(LstmWeights weights, string module = "")
    {
        SafetensorsBuilder file = new();
        for (int layer = 0; layer < weights.Sequence.Count; layer++)
        {
            string prefix = $"{module}layers.{layer}.";
            if (weights.Sequence[layer] is DenseWeights dense)
            {
                file.AddHead(prefix, dense);
            }
            else
            {
                IReadOnlyList<LstmLayerWeights> directions = ((RecurrentWeights)weights.Sequence[layer]).Directions;
                file.Append(SafetensorsBuilder.Of(new LstmWeights(directions, [], [], directions.Count > 1), prefix).WithMetadata(""));
            }
        }

        return file;
    }
}
