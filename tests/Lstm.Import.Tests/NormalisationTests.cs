using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.StateDict;
using Lstm.Shared;
using Xunit;
using static Lstm.Import.Tests.StateDicts;

namespace Lstm.Import.Tests;

/// <summary>Normalisations and PReLUs in state dicts.</summary>
public sealed class NormalisationTests
{
    [Fact]
    public void Normalisations_are_found_by_their_tensors()
    {
        StateDictNetwork network = InOrder(
        [
            .. BatchNorm("bn", 3), .. Rnn("lstm.", 3, 4), .. LayerNorm("ln", 4), .. Dense("fc", 4, 2), .. PRelu("act", 2),
            .. Dense("out", 2, 1),
        ]);

        Assert.Equal(["bn", "lstm", "ln", "fc", "act", "out"], Names(network));
        Assert.Equal(
            "[Affine]\n[Lstm(input: 3, hidden: 4)]\n[LayerNorm]\n[Dense(2)]\n[PRelu]\n[Dense(1)]", DeclarationOf(network));
        Assert.Contains(network.Notes, static note => note.Text.Contains(
            "does not store the eps of a normalisation: 'bn', 'ln' are imported with PyTorch's default, 1e-5", StringComparison.Ordinal));
        Assert.Contains(network.Notes, static note => note.Text.StartsWith(
            "'act' has one weight for each unit and no bias, as an nn.PReLU has", StringComparison.Ordinal));
        Assert.DoesNotContain(network.Notes, static note => note.Text.Contains("Not read", StringComparison.Ordinal));
    }

    [Fact]
    public void A_batch_normalisation_is_a_scale_and_an_offset()
    {
        SourceTensor[] tensors = BatchNorm("bn", 4);
        var norm = (SourceUnits)InOrder([.. Rnn("lstm.", 3, 4), .. tensors]).Layers[1];
        var plain = (SourceUnits)InOrder([.. Rnn("lstm.", 3, 4), .. tensors[2..]]).Layers[1];
        float[] weight = tensors[0].Values;
        for (int index = 0; index < 4; index++)
        {
            double deviation = Math.Sqrt(tensors[3].Values[index] + 1e-5);
            double mean = tensors[2].Values[index];
            Assert.Equal(weight[index] / deviation, ((AffineWeights)norm.Weights).Scale[index], 1e-6);
            Assert.Equal(
                tensors[1].Values[index] - mean * weight[index] / deviation, ((AffineWeights)norm.Weights).Offset[index], 1e-6);
            Assert.Equal(1 / deviation, ((AffineWeights)plain.Weights).Scale[index], 1e-6);
        }

        SourceTensor[] wrong = [.. tensors[..3], Tensor("bn.running_var", 4) with { Decode = static () => [1, 1, -1, 1] }];
        Assert.Contains(
            "'bn.running_var': expected variances of 0 or more, found -1 at index 2",
            Assert.Throws<WeightFormatException>(() => InOrder([.. Rnn("lstm.", 3, 4), .. wrong])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_slope_of_all_units_is_repeated()
    {
        StateDictNetwork network = InOrder([.. Rnn("lstm.", 3, 4), .. Dense("fc", 4, 2), .. PRelu("act", 1), .. Dense("out", 2, 1)]);
        PReluWeights weights = (PReluWeights)((SourceUnits)network.Layers[2]).Weights;

        Assert.Equal(2, weights.InputSize);
        Assert.Equal(weights.Weight[0], weights.Weight[1]);
        Assert.DoesNotContain(network.Notes, static note => note.Text.Contains("nn.PReLU has", StringComparison.Ordinal));
    }

    [Fact]
    public void A_slope_that_is_defined_last_is_a_question_and_the_names_answer_it()
    {
        SourceTensor[] tensors = [.. Rnn("lstm.", 3, 4), .. Dense("fc", 4, 2), .. Dense("out", 2, 1), .. PRelu("act", 1)];
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(() => InOrder(tensors));

        Assert.Contains(
            "does not show where 'act' (PReLU with one slope) acts; name all layers in their order (option Layers). "
            + "Choose the order (option Layers): --layers lstm,fc,act,out; --layers lstm,act,fc,out; --layers lstm,fc,out,act",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Throws<WeightFormatException>(() => ByShapes(tensors));
        StateDictNetwork network = ByShapes(tensors, new ModelReadOptions { Layers = ["lstm", "act", "fc", "out"] });
        Assert.Equal(["lstm", "act", "fc", "out"], Names(network));
        Assert.Equal(4, ((SourceUnits)network.Layers[1]).InputSize);
    }

    [Fact]
    public void Numbers_place_slopes_without_an_order()
    {
        SourceTensor[] tensors =
        [
            .. Rnn("net.0.", 3, 4), .. BatchNorm("net.1", 4), .. Dense("net.2", 4, 5), .. PRelu("net.10", 1), .. Dense("net.11", 5, 5),
            .. LayerNorm("net.12", 5), .. PRelu("net.13", 1),
        ];

        Assert.Equal(["net.0", "net.1", "net.2", "net.10", "net.11", "net.12", "net.13"], Names(ByShapes(tensors)));
        Assert.Equal(Names(ByShapes(tensors)), Names(InOrder(tensors)));
        Assert.Equal(
            "[Lstm(input: 3, hidden: 4)]\n[Affine]\n[Dense(5)]\n[PRelu]\n[Dense(5)]\n[LayerNorm]\n[PRelu]",
            DeclarationOf(ByShapes(tensors)));
    }

    [Fact]
    public void A_normalisation_that_is_defined_elsewhere_goes_where_it_fits()
    {
        SourceTensor[] late = [.. Rnn("lstm.", 3, 8), .. Dense("fc", 8, 1), .. LayerNorm("norm", 8)];
        SourceTensor[] early = [.. LayerNorm("norm", 8), .. Rnn("lstm.", 3, 8), .. Dense("fc", 8, 2)];

        Assert.Equal(["lstm", "norm", "fc"], Names(InOrder(late)));
        Assert.Equal(["lstm", "norm", "fc"], Names(InOrder(early)));
        Assert.Equal(["lstm", "norm", "fc"], Names(ByShapes(early)));
        Assert.Contains(InOrder(early).Notes, static note => note.Text.Contains(
            "'norm', 'fc' were placed after the recurrent layers, according to their names and shapes", StringComparison.Ordinal));
    }

    [Fact]
    public void A_normalisation_that_fits_in_two_places_is_a_question()
    {
        SourceTensor[] tensors = [.. LayerNorm("norm", 8), .. Rnn("lstm.", 3, 8), .. Dense("fc", 8, 8), .. Dense("out", 8, 1)];

        WeightFormatException refusal = Assert.Throws<WeightFormatException>(() => InOrder(tensors));
        Assert.EndsWith(
            "fit in several orders, and they are not defined in one of them. "
            + "Choose the order (option Layers): --layers lstm,norm,fc,out; --layers lstm,fc,norm,out",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.Equal(
            ["lstm", "fc", "norm", "out"],
            Names(InOrder(tensors, new ModelReadOptions { Layers = ["lstm", "fc", "norm", "out"] })));
    }

    [Fact]
    public void A_weight_without_bias_whose_name_is_that_of_a_normalisation_is_not_guessed()
    {
        SourceTensor[] tensors = [.. Rnn("lstm.", 3, 4), Tensor("norm.weight", 4), .. Dense("fc", 4, 1)];

        Assert.Contains(
            "'norm.weight' [4]", Assert.Throws<WeightFormatException>(() => InOrder(tensors)).Message, StringComparison.Ordinal);
        Assert.Equal(["lstm", "fc"], Names(InOrder(tensors, new ModelReadOptions { Layers = ["lstm", "fc"] })));
        Assert.Contains(
            "the layer 'norm' cannot be read: its only tensor 'norm.weight' [4] is that of an nn.RMSNorm or of an nn.LayerNorm without "
            + "bias, which the file does not tell apart; if it is an nn.LayerNorm, add zeros as 'norm.bias'",
            Assert.Throws<WeightFormatException>(
                () => InOrder(tensors, new ModelReadOptions { Layers = ["lstm", "norm", "fc"] })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_normalisation_inside_a_cell_is_no_layer()
    {
        SourceTensor[] tensors = [.. Rnn("rnn.", 3, 4), .. LayerNorm("rnn.ln", 4), .. Dense("fc", 4, 1)];

        Assert.Equal(["rnn", "fc"], Names(InOrder(tensors, new ModelReadOptions { Layers = ["rnn", "fc"] })));
        Assert.Contains(
            "'rnn.ln.weight' [4]", Assert.Throws<WeightFormatException>(() => InOrder(tensors)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_activation_after_a_normalisation_is_a_layer_of_its_own()
    {
        StateDictNetwork network = InOrder([.. Rnn("lstm.", 3, 4), .. Dense("fc", 4, 4), .. BatchNorm("bn", 4), .. Dense("out", 4, 1)]);

        Assert.Equal(
            "[Lstm(input: 3, hidden: 4)]\n[Dense(4)]\n[Affine]\n[Activation(Activation.Relu)]\n[Dense(1)]",
            DeclarationOf(network, new Dictionary<string, Activation> { ["bn"] = Activation.Relu }));
    }

    private static string DeclarationOf(StateDictNetwork network, IReadOnlyDictionary<string, Activation>? activations = null)
    {
        var model = new SourceModel(ModelFormat.PyTorch, "a test", network.Layers);
        ModelReadOptions options = activations is null ? ModelReadOptions.Default : new() { Activations = activations };
        return DeclarationText.Of(NetworkAssembly.Assemble(new SourceFile("dict", []), model, options).Shape);
    }

    // weight, bias, running_mean, running_var, in the order of PyTorch.
    private static SourceTensor[] BatchNorm(string name, int units) =>
    [
        Tensor(name + ".weight", units), Tensor(name + ".bias", units), Tensor(name + ".running_mean", units),
        Tensor(name + ".running_var", units) with { Decode = () => [.. Enumerable.Range(1, units).Select(static value => 0.3f * value)] },
    ];

    private static SourceTensor[] LayerNorm(string name, int units) => [Tensor(name + ".weight", units), Tensor(name + ".bias", units)];

    private static SourceTensor[] PRelu(string name, int units) => [Tensor(name + ".weight", units)];
}
