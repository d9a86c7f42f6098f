using System;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Tests;

/// <summary>Files of every variant: what belongs to which, what must be there, and in which shape.</summary>
public sealed class VariantFileTests
{
    // Two layers of two directions with everything that a layer can have: each of the shapes below is another.
    private static readonly NetworkSpec Rich = new(3, 8)
    {
        Layers = 2, Bidirectional = true, Projection = 5, Peephole = true, LayerNorm = true,
        Head = [new DenseSpec(6, Activation.Tanh), new DenseSpec(2, Activation.Linear)],
        Stem = [new DenseSpec(7, Activation.Relu), new DenseSpec(4, Activation.Relu)],
    };

    private static readonly string[] Suffixes = ["_l0", "_l0_reverse", "_l1", "_l1_reverse"];

    private static readonly string[] Parts =
        ["weight_hr", "weight_peephole", "weight_ln_gates", "bias_ln_gates", "weight_ln_cell", "bias_ln_cell"];

    private static SafetensorsBuilder RichFile => SafetensorsBuilder.Of(RandomWeights.Create(Rich, initialStates: true), "rnn.");

    private static SafetensorsBuilder GruFile => SafetensorsBuilder.Of(RandomWeights.Create(new NetworkSpec(3, 8) { Gru = true }), "gru.");

    public static TheoryData<int> Cases => Variants.Cases;

    public static TheoryData<string> TensorsOfALayer =>
        [.. Suffixes.SelectMany(
            static suffix => Parts.Concat(["weight_ih", "weight_hh", "bias_ih", "bias_hh"]).Select(kind => $"rnn.{kind}{suffix}"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_variant_is_read(int index)
    {
        foreach (string prefix in new[] { "", "decoder.rnn." })
        {
            LstmWeights weights = RandomWeights.Create(Variants.All[index], seed: 3, initialStates: true);
            byte[] file = SafetensorsBuilder.Of(weights, prefix).Build();

            WeightsAssert.SameBits(weights, WeightsAssert.Load(file));
            WeightsAssert.SameBits(weights, WeightsAssert.LoadForwardOnly(file));
        }
    }

    [Theory]
    [MemberData(nameof(TensorsOfALayer))]
    public void A_tensor_that_the_others_have_is_named_where_it_is_missing(string tensor)
    {
        WeightFormatException exception = WeightsAssert.Refused(RichFile.Remove(tensor).Build(), tensor, "", "");

        if (Parts.Any(part => tensor.Contains(part, StringComparison.Ordinal)))
        {
            Assert.StartsWith("this tensor, because 'rnn.", exception.Expected, StringComparison.Ordinal);
            Assert.EndsWith(
                "' exists and all layers and directions must have the same parts",
                exception.Expected,
                StringComparison.Ordinal);
            Assert.Equal("no tensor of this name", exception.Found);
        }
    }

    [Theory]
    [InlineData("weight_hr_l1", "weight_hr_l0", 5, 8)]
    [InlineData("weight_peephole_l1", "weight_peephole_l0", 24)]
    [InlineData("bias_ln_cell_l1", "weight_ln_gates_l0", 8)]
    [InlineData("weight_ln_gates_l0", "bias_ln_gates_l0", 32)]
    public void A_part_that_is_missing_in_one_layer_is_named(string there, string missing, params int[] shape)
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(RandomWeights.Create(new NetworkSpec(3, 8) { Layers = 2 }))
            .Add(there, [.. shape.Select(static size => (long)size)]);

        WeightsAssert.Refused(file.Build(), missing, $"this tensor, because '{there}' exists", "no tensor of this name");
    }

    [Fact]
    public void A_backward_direction_that_is_missing_in_one_layer_is_named()
    {
        SafetensorsBuilder file = SafetensorsBuilder.Of(RandomWeights.Create(new NetworkSpec(3, 8) { Layers = 2, Bidirectional = true }));
        foreach (string kind in new[] { "weight_ih", "weight_hh", "bias_ih", "bias_hh" })
        {
            file.Remove($"{kind}_l1_reverse");
        }

        WeightsAssert.Refused(file.Build(), "weight_ih_l1_reverse", "this tensor", "no tensor of this name");
    }

    [Theory]
    [InlineData("rnn.weight_ih_l0", "[4·hidden, input] with hidden from 1 to 1024 and input from 1 to 4096", 31, 4)]
    [InlineData("rnn.weight_ih_l0_reverse", "[32, 4]", 32, 5)]
    [InlineData("rnn.weight_ih_l1", "[32, 10]", 32, 8)]
    [InlineData("rnn.weight_ih_l1_reverse", "[32, 10]", 32, 5)]
    [InlineData("rnn.weight_hh_l0", "[32, 5]", 32, 8)]
    [InlineData("rnn.weight_hh_l1_reverse", "[32, 5]", 24, 5)]
    [InlineData("rnn.bias_ih_l1", "[32]", 24)]
    [InlineData("rnn.bias_hh_l0_reverse", "[32]", 32, 1)]
    [InlineData("rnn.weight_hr_l0", "[projection, 8] with projection from 1 to 1024", 5, 9)]
    [InlineData("rnn.weight_hr_l0", "[projection, 8] with projection from 1 to 1024", 0, 8)]
    [InlineData("rnn.weight_hr_l0", "[projection, 8] with projection from 1 to 1024", 1025, 8)]
    [InlineData("rnn.weight_hr_l0", "[projection, 8] with projection from 1 to 1024", 40)]
    [InlineData("rnn.weight_hr_l0_reverse", "[5, 8]", 8, 5)]
    [InlineData("rnn.weight_hr_l1", "[5, 8]", 4, 8)]
    [InlineData("rnn.weight_peephole_l0", "[24]", 32)]
    [InlineData("rnn.weight_peephole_l1_reverse", "[24]", 3, 8)]
    [InlineData("rnn.weight_ln_gates_l0", "[32]", 8)]
    [InlineData("rnn.bias_ln_gates_l0_reverse", "[32]", 4, 8)]
    [InlineData("rnn.weight_ln_cell_l1", "[8]", 32)]
    [InlineData("rnn.bias_ln_cell_l1_reverse", "[8]", 5)]
    [InlineData("rnn.initial_h0", "[4, 5]", 4, 8)]
    [InlineData("rnn.initial_h0", "[4, 5]", 4, 1, 5)]
    [InlineData("rnn.initial_c0", "[4, 8]", 2, 8)]
    [InlineData("stem.0.weight", "[output, input] with output from 1 to 1024 and input from 1 to 4096", 7)]
    [InlineData("stem.0.weight", "[output, input] with output from 1 to 1024 and input from 1 to 4096", 7, 0)]
    [InlineData("stem.0.weight", "[output, input] with output from 1 to 1024 and input from 1 to 4096", 7, 4097)]
    [InlineData("stem.0.bias", "[7]", 3)]
    [InlineData("stem.2.weight", "[output, 7] with output from 1 to 1024", 4, 3)]
    [InlineData("head.0.weight", "[output, 10] with output from 1 to 1024", 6, 8)]
    [InlineData("head.2.weight", "[output, 6] with output from 1 to 1024", 2, 10)]
    [InlineData("head.2.bias", "[2]", 2, 1)]
    public void A_wrong_shape_is_refused(string tensor, string expected, params int[] shape)
    {
        long[] found = [.. shape.Select(static size => (long)size)];

        WeightsAssert.Refused(RichFile.Replace(tensor, found).Build(), tensor, $"shape {expected}", $"shape [{string.Join(", ", shape)}]");
    }

    [Theory]
    [InlineData("gru.weight_ih_l0", "[3·hidden, input] with hidden from 1 to 1024 and input from 1 to 4096", 24, 0)]
    [InlineData("gru.weight_hh_l0", "[24, 8]", 24, 6)]
    [InlineData("gru.weight_hh_l0", "[24, 8]", 8, 24)]
    [InlineData("gru.bias_ih_l0", "[24]", 32)]
    [InlineData("gru.bias_hh_l0", "[24]", 8)]
    public void A_wrong_shape_in_a_GRU_is_refused(string tensor, string expected, params int[] shape)
    {
        // One that says so, or any other shape of its recurrent weights would make it an LSTM.
        SafetensorsBuilder file = GruFile.WithMetadata("\"cell\":\"gru\"").Replace(tensor, [.. shape.Select(static size => (long)size)]);
        if (shape is [24, 6])
        {
            WeightsAssert.Refused(
                file.Build(),
                tensor,
                "three rows per hidden unit, because __metadata__ declares a GRU",
                "shape [24, 6], four rows per hidden unit as in an LSTM");
        }
        else
        {
            WeightsAssert.Refused(file.Build(), tensor, $"shape {expected}", $"shape [{string.Join(", ", shape)}]");
        }
    }

    [Theory]
    [InlineData(30, 30, 9)]
    [InlineData(30, 10, 30)]
    [InlineData(30, 30)]
    [InlineData(24, 24, 7)]
    [InlineData(24, 24, 0)]
    public void Recurrent_weights_that_fit_no_cell_are_named(int rows, params int[] shape)
    {
        // Nothing is wrong with the input weights: a GRU of ten units, or of eight.
        SafetensorsBuilder file = new SafetensorsBuilder().Add("weight_ih_l0", [rows, 2]).Add(
            "weight_hh_l0",
            [.. shape.Select(static size => (long)size)]);

        WeightsAssert.Refused(
            file.Build(), "weight_hh_l0", "shape [rows, units] with rows 1, 3 or 4 times the units", $"shape [{string.Join(", ", shape)}]");
    }

    [Fact]
    public void Every_value_must_be_finite()
    {
        foreach ((string tensor, long[] shape) in new (string, long[])[]
        {
            ("rnn.weight_hr_l1_reverse", [5, 8]), ("rnn.weight_peephole_l0", [24]), ("rnn.weight_ln_gates_l0_reverse", [32]),
            ("rnn.bias_ln_cell_l1", [8]),
            ("rnn.initial_h0", [4, 5]), ("rnn.initial_c0", [4, 8]), ("stem.2.weight", [4, 7]), ("head.0.bias", [6]),
        })
        {
            WeightsAssert.Refused(RichFile.Remove(tensor).Add(tensor, shape, float.NaN).Build(), tensor, "finite values", "NaN at [0");
        }
    }

    [Fact]
    public void Three_rows_for_each_unit_are_a_GRU_unless_the_metadata_says_otherwise()
    {
        LstmWeights gru = RandomWeights.Create(new NetworkSpec(3, 8) { Gru = true });
        LstmWeights coupled = RandomWeights.Create(new NetworkSpec(3, 8) { CoupledGates = true });
        LstmWeights plain = RandomWeights.Create(new NetworkSpec(3, 8));

        WeightsAssert.SameBits(gru, WeightsAssert.Load(SafetensorsBuilder.Of(gru).Build()));
        WeightsAssert.SameBits(gru, WeightsAssert.Load(SafetensorsBuilder.Of(gru).WithMetadata("\"cell\":\"gru\"").Build()));
        WeightsAssert.SameBits(coupled, WeightsAssert.Load(SafetensorsBuilder.Of(coupled).WithMetadata("\"cell\":\"lstm\"").Build()));
        WeightsAssert.SameBits(plain, WeightsAssert.Load(SafetensorsBuilder.Of(plain).WithMetadata("\"cell\":\"lstm\"").Build()));
        Assert.True(WeightsAssert.Load(SafetensorsBuilder.Of(coupled).WithMetadata("\"format\":\"pt\"").Build()).Layers[0].IsGru);
        WeightsAssert.Refused(
            SafetensorsBuilder.Of(plain).WithMetadata("\"cell\":\"gru\"").Build(),
            "weight_hh_l0",
            "three rows",
            "shape [32, 8], four rows per hidden unit as in an LSTM");
        WeightsAssert.Refused(
            SafetensorsBuilder.Of(plain).WithMetadata("\"cell\":\"LSTM\"").Build(),
            null,
            "'lstm', 'gru', 'rnn' or 'slstm' as the 'cell' of __metadata__",
            "'LSTM'");
    }

    [Theory]
    [InlineData("weight_hr", 5, 8)]
    [InlineData("weight_peephole", 16)]
    [InlineData("weight_ln_gates", 24)]
    public void A_part_that_a_GRU_cannot_have_needs_metadata(string kind, params int[] shape)
    {
        SafetensorsBuilder file = GruFile.Add($"gru.{kind}_l0", [.. shape.Select(static size => (long)size)]);
        foreach (string norm in kind.Contains("ln", StringComparison.Ordinal)
            ? new[] { "bias_ln_gates", "weight_ln_cell", "bias_ln_cell" }
            : [])
        {
            file.Add($"gru.{norm}_l0", [norm.EndsWith("cell", StringComparison.Ordinal) ? 8 : 24]);
        }

        string first = kind.Contains("ln", StringComparison.Ordinal) ? "gru.bias_ln_cell_l0" : $"gru.{kind}_l0";
        WeightsAssert.Refused(file.Build(), first, "in a GRU", "\"cell\": \"lstm\"");
    }

    [Fact]
    public void The_biases_of_a_GRU_are_added_but_for_the_candidate()
    {
        byte[] file = new SafetensorsBuilder()
            .Add("weight_ih_l0", [6, 1]).Add("weight_hh_l0", [6, 2])
            .Add("bias_ih_l0", "F32", [6], 1, 2, 3, 4, 5, 6)
            .Add("bias_hh_l0", "F32", [6], 10, 20, 30, 40, 50, 60)
            .Build();

        LstmLayerWeights layer = WeightsAssert.Load(file).Layers[0];

        Assert.Equal([11f, 22, 33, 44, 5, 6], layer.Bias.ToArray());
        Assert.Equal([50f, 60], layer.CandidateBias.ToArray());
        layer = WeightsAssert.Load(new SafetensorsBuilder().Add("weight_ih_l0", [6, 1]).Add("weight_hh_l0", [6, 2]).Build()).Layers[0];
        Assert.Equal(new float[6], layer.Bias.ToArray());
        Assert.Equal(new float[2], layer.CandidateBias.ToArray());
    }

    [Fact]
    public void Biases_of_a_GRU_that_are_not_added_may_be_large()
    {
        SafetensorsBuilder File(int row)
        {
            float[] bias = new float[3];
            bias[row] = float.MaxValue;
            return new SafetensorsBuilder().Add("weight_ih_l0", [3, 1]).Add("weight_hh_l0", [3, 1]).Add("bias_ih_l0", "F32", [3], bias).Add(
                "bias_hh_l0", "F32", [3], bias);
        }

        Assert.Equal(float.MaxValue, WeightsAssert.Load(File(2).Build()).Layers[0].CandidateBias[0]);
        WeightsAssert.Refused(File(1).Build(), "bias_hh_l0", "a finite sum with 'bias_ih_l0'", "[1]");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Names_of_cells_without_numbers_are_accepted(int index)
    {
        NetworkSpec spec = Variants.All[index] with { Layers = 1, Bidirectional = false };
        LstmWeights weights = RandomWeights.Create(spec, initialStates: true);
        SafetensorsBuilder file = SafetensorsBuilder.Of(weights, "cell.");
        foreach (string kind in Parts.Concat(["weight_ih", "weight_hh", "bias_ih", "bias_hh"]))
        {
            file.RenameIfAny($"cell.{kind}_l0", $"cell.{kind}");
        }

        WeightsAssert.SameBits(weights, WeightsAssert.Load(file.Build()));
        WeightsAssert.Refused(
            file.Add("cell.weight_ih_reverse", [1]).Build(), "cell.weight_ih_reverse", "only a forward direction", "a backward direction");
    }

    [Fact]
    public void The_parts_of_another_LSTM_are_ignored()
    {
        LstmWeights plain = RandomWeights.Create(2, 3);
        byte[] file = SafetensorsBuilder.Of(plain, "encoder.lstm.")
            .Append(SafetensorsBuilder.Of(RandomWeights.Create(Rich with { Stem = [], Head = [] }, initialStates: true), "decoder.lstm."))
            .Build();

        WeightsAssert.SameBits(plain, WeightsAssert.Load(file, "encoder.lstm"));
        Assert.True(WeightsAssert.Load(file, "decoder.lstm").IsBidirectional);
    }
}
