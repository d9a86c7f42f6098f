using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.StateDict;
using Xunit;
using static Lstm.Import.Tests.StateDicts;

namespace Lstm.Import.Tests;

public class StateDictTests
{
    [Fact]
    public void Layers_are_named_after_their_modules()
    {
        StateDictNetwork network = InOrder([.. Rnn("body.rnn.", 3, 4, layers: 2), .. Dense("fc", 4, 2)]);

        Assert.Equal(["body.rnn[0]", "body.rnn[1]", "fc"], Names(network));
        Assert.Equal(["lstm"], Names(InOrder(Rnn("", 3, 4))));
        Assert.Equal(["gru"], Names(InOrder(Rnn("", 3, 4, gates: 3))));
        Assert.Equal(["rnn"], Names(InOrder(Rnn("", 3, 4, gates: 1))));
        Assert.Equal(["cell"], Names(InOrder([.. Rnn("cell.", 3, 4).Select(static tensor => tensor with { Name = tensor.Name[..^3] })])));
    }

    [Fact]
    public void Both_biases_are_added_and_missing_ones_are_zero()
    {
        SourceTensor[] tensors = Rnn("lstm.", 3, 4);
        LstmLayerWeights weights = ((SourceRecurrent)InOrder(tensors).Layers[0]).Directions[0];

        Assert.Equal(tensors[2].Values.Zip(tensors[3].Values, static (one, other) => one + other), weights.Bias.ToArray());
        Assert.All(((SourceRecurrent)InOrder(tensors[..2]).Layers[0]).Directions[0].Bias.ToArray(), static value => Assert.Equal(0, value));
        Refused(tensors[..3], "'lstm.bias_ih_l0': expected both biases of a layer, or neither, found only this one");
    }

    [Fact]
    public void A_gru_keeps_the_candidates_biases_apart()
    {
        SourceTensor[] tensors = Rnn("", 3, 4, gates: 3);
        LstmLayerWeights weights = ((SourceRecurrent)InOrder(tensors).Layers[0]).Directions[0];

        Assert.True(weights.IsGru);
        Assert.Equal(tensors[3].Values[8..], weights.CandidateBias.ToArray());
        Assert.Equal(tensors[2].Values[8..], weights.Bias[8..].ToArray());
        Assert.Equal(tensors[2].Values[0] + tensors[3].Values[0], weights.Bias[0]);
    }

    [Fact]
    public void Modules_in_a_row_are_one_network_and_a_note_says_so()
    {
        SourceTensor[] tensors = [.. Rnn("a.", 3, 4), .. Rnn("b.", 4, 4), .. Dense("fc", 4, 1)];
        StateDictNetwork network = InOrder(tensors);

        Assert.Equal(["a", "b", "fc"], Names(network));
        Assert.Contains("'a', 'b' were connected one after the other", network.Notes[0].Text, StringComparison.Ordinal);
        Assert.Equal(["b", "fc"], Names(InOrder(tensors, new ModelReadOptions { Module = "b." })));
        Assert.Equal(["a"], Names(InOrder(tensors, new ModelReadOptions { Module = "a" })));
    }

    [Fact]
    public void Modules_that_do_not_follow_each_other_are_named()
    {
        SourceTensor[] tensors = [.. Rnn("left.", 3, 4), .. Rnn("right.", 3, 4)];

        Refused(
            tensors,
            "'left' (LSTM, 3 inputs, 4 outputs), 'right' (LSTM, 3 inputs, 4 outputs) do not form a chain by their sizes. "
                + "Read one of them (option Module): --module left; --module right");
        Refused(tensors, "there is no recurrent module 'middle'; the file has 'left'", new ModelReadOptions { Module = "middle" });
    }

    [Fact]
    public void Without_an_order_the_chain_must_be_the_only_one()
    {
        Assert.Equal(["z", "a"], Names(ByShapes([.. Rnn("a.", 5, 6), .. Rnn("z.", 3, 5)])));
        Assert.Equal(["cells.2", "cells.10"], Names(ByShapes([.. Rnn("cells.10.", 4, 4), .. Rnn("cells.2.", 4, 4)])));
        WeightFormatException error = Assert.Throws<WeightFormatException>(() => ByShapes([.. Rnn("a.", 4, 4), .. Rnn("b.", 4, 4)]));
        Assert.Contains(
            "exactly one chain by their sizes. Read one of them (option Module): --module a; --module b",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Dense_layers_are_found_by_the_order_of_the_file()
    {
        StateDictNetwork network = InOrder([.. Dense("in", 2, 3), .. Rnn("lstm.", 3, 4), .. Dense("fc1", 4, 4), .. Dense("fc2", 4, 1)]);

        Assert.Equal(["in", "lstm", "fc1", "fc2"], Names(network));
        Assert.Contains(network.Notes, static note => note.Text.Contains("'in' was placed before", StringComparison.Ordinal));
        Assert.Contains(network.Notes, static note =>
            note.Text.Contains("no activations: 'in', 'fc1', 'fc2' are imported as linear", StringComparison.Ordinal)
            && note.Text.Contains("--activation NAME=FUNCTION", StringComparison.Ordinal)
            && note.Text.Contains("in a row", StringComparison.Ordinal));
    }

    [Fact]
    public void Shapes_decide_before_the_order_of_the_file()
    {
        StateDictNetwork head = InOrder([.. Dense("fc", 4, 2), .. Rnn("lstm.", 3, 4)]);
        StateDictNetwork both = InOrder([.. Dense("out", 4, 2), .. Dense("in", 5, 3), .. Rnn("lstm.", 3, 4)]);
        StateDictNetwork stem = InOrder([.. Rnn("lstm.", 3, 4), .. Dense("in", 5, 3)]);

        Assert.Equal(["lstm", "fc"], Names(head));
        Assert.Equal(["in", "lstm", "out"], Names(both));
        Assert.Equal(["in", "lstm"], Names(stem));
        Assert.Contains(head.Notes, static note => note.Text.Contains("'fc' is defined before the recurrent layers, but fits only after"));
        Assert.Contains(stem.Notes, static note => note.Text.Contains("'in' is defined after the recurrent layers, but fits only before"));
    }

    [Fact]
    public void The_order_of_the_file_decides_where_shapes_do_not()
    {
        Assert.Equal(["in", "lstm", "out"], Names(InOrder([.. Dense("in", 4, 4), .. Rnn("lstm.", 4, 4), .. Dense("out", 4, 4)])));
        Assert.Equal(["lstm", "fc"], Names(InOrder([.. Rnn("lstm.", 4, 4), .. Dense("fc", 4, 4)])));
        Assert.Equal(["one", "two", "lstm"], Names(InOrder([.. Dense("one", 3, 4), .. Dense("two", 4, 4), .. Rnn("lstm.", 4, 4)])));
        Refused(
            [.. Dense("fc", 4, 4), .. Rnn("lstm.", 4, 4)],
            "does not tell its place. Choose the order (option Layers): --layers lstm,fc; --layers fc,lstm");
    }

    [Fact]
    public void An_activation_that_is_given_needs_no_note()
    {
        var options = new ModelReadOptions { Activations = new Dictionary<string, Activation> { ["fc"] = Activation.Tanh } };

        Assert.DoesNotContain(
            InOrder([.. Rnn("lstm.", 3, 4), .. Dense("fc", 4, 1)], options).Notes,
            static note => note.Text.Contains("activations", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_heads_are_a_choice_that_only_the_caller_can_make()
    {
        SourceTensor[] tensors = [.. Rnn("lstm.", 3, 4), .. Dense("policy", 4, 2), .. Dense("value", 4, 1)];

        Refused(
            tensors,
            "the order of the dense layers after 'lstm', which has 4 outputs, is ambiguous: 'policy' [2, 4], 'value' [1, 4]. "
            + "Choose the last layer (option LastLayer): --last-layer policy; --last-layer value; --last-layer lstm");
        Assert.Equal(["lstm", "value"], Names(InOrder(tensors, new ModelReadOptions { LastLayer = "value" })));
        Assert.Equal(["lstm", "policy"], Names(ByShapes(tensors, new ModelReadOptions { LastLayer = "policy" })));
        Assert.Equal(["lstm"], Names(InOrder(tensors, new ModelReadOptions { LastLayer = "lstm" })));
    }

    [Fact]
    public void Without_an_order_dense_layers_go_by_shapes_and_numbers()
    {
        Assert.Equal(
            ["x", "lstm", "b", "a"],
            Names(ByShapes([.. Dense("a", 7, 1), .. Dense("b", 5, 7), .. Rnn("lstm.", 4, 5), .. Dense("x", 2, 4)])));
        Assert.Equal(
            ["lstm", "fc.0", "fc.2", "fc.10"],
            Names(ByShapes([.. Dense("fc.0", 4, 4), .. Dense("fc.10", 4, 1), .. Dense("fc.2", 4, 4), .. Rnn("lstm.", 3, 4)])));
        Assert.Equal(["lstm", "fc.0", "fc.2"], Names(ByShapes([.. Dense("fc.0", 4, 4), .. Dense("fc.2", 4, 1), .. Rnn("lstm.", 1, 4)])));
        WeightFormatException error =
            Assert.Throws<WeightFormatException>(() => ByShapes([.. Dense("one", 4, 4), .. Dense("two", 4, 2), .. Rnn("lstm.", 3, 4)]));
        Assert.Contains("'one' [4, 4], 'two' [2, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_fits_on_both_sides_is_taken_after_if_it_is_alone()
    {
        StateDictNetwork network = ByShapes([.. Dense("fc", 4, 1), .. Rnn("lstm.", 1, 4)]);
        Assert.Equal(["lstm", "fc"], Names(network));
        Assert.Contains(network.Notes, static note => note.Text.Contains("'fc' could also come before", StringComparison.Ordinal));

        SourceTensor[] both = [.. Dense("into", 1, 4), .. Dense("out", 4, 1), .. Rnn("lstm.", 4, 4)];
        Assert.Throws<WeightFormatException>(() => ByShapes(both));
        Assert.Equal(["into", "lstm", "out"], Names(ByShapes(both, new ModelReadOptions { FirstLayer = "into", LastLayer = "out" })));
    }

    [Fact]
    public void Tensors_that_would_not_be_read_are_refused()
    {
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(() => InOrder(
            [
                Tensor("embedding.weight", 10, 5),
                Tensor("conv.weight", 3, 3, 5, 5),
                .. Rnn("lstm.", 3, 4),
                Tensor("norm.weight", 4),
                .. Dense("other", 9, 9),
            ]));

        Assert.Contains(
            "'embedding.weight' [10, 5], 'conv.weight' [3, 3, 5, 5], 'norm.weight' [4], 'other.weight' [9, 9], 'other.bias' [9]",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.EndsWith("To leave them out, name the others (option Layers): --layers lstm", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_are_named()
    {
        Refused([], "no tensor belongs to an nn.LSTM, an nn.GRU or an nn.RNN (such as 'lstm.weight_ih_l0'");
        Refused(Rnn("rnn.", 3, 4, gates: 2), "four rows for each hidden unit (LSTM), three (GRU) or one (RNN)");
        Refused([.. Rnn("lstm.", 3, 4), Tensor("lstm.weight_ih_l2", 16, 4)], "'lstm.weight_hh_l1': expected a tensor of this name");
        Refused(
            [.. Rnn("lstm.", 3, 4, layers: 2).Where(static tensor => !tensor.Name.EndsWith("_l0", StringComparison.Ordinal))],
            "'lstm.weight_hh_l0': expected a tensor");
        Refused([.. Rnn("lstm.", 3, 4).Skip(1)], "'lstm.weight_ih_l0': expected a tensor of this name, found only 'lstm.bias_hh_l0'");
        Refused(
            [Tensor("lstm.weight_hh_l0_g", 16, 1), .. Rnn("lstm.", 3, 4).Where(static tensor => tensor.Name != "lstm.weight_hh_l0")],
            "remove_weight_norm");
        Refused(
            [.. Rnn("lstm.", 3, 4), Tensor("lstm.weight_ih_l1", 16, 3), Tensor("lstm.weight_hh_l1", 16, 4)],
            "'lstm.weight_ih_l1': expected shape [16, 4], found shape [16, 3]");
        Refused([.. Rnn("lstm.", 3, 4), Tensor("lstm.weight_ih_l0_reverse", 16, 3)], "'lstm.weight_hh_l0_reverse': expected a tensor");
        Refused([.. Rnn("lstm.", 3, 4), Tensor("lstm.weight_ih", 16, 3)], "both with one prefix");
        Refused([.. Rnn("lstm.", 3, 4), Tensor("lstm.weight_peephole_l0", 12)], "a tensor that they do not have");
        Refused([Tensor("a.weight_ih_l0", 0, 0), Tensor("a.weight_hh_l0", 0, 0)], "four rows for each hidden unit");
        Refused(Rnn("wide.", 1, 1025, values: static _ => 0), "layer 'wide': expected 1 to 1024 units, found 1025");
        Refused(Rnn("lstm.", 3, 4, values: static _ => float.NaN), "layer 'lstm': expected finite values, found NaN at index 0");
    }

    private static void Refused(IReadOnlyList<SourceTensor> tensors, string message, ModelReadOptions? options = null) =>
        Assert.Contains(message, Assert.Throws<WeightFormatException>(() => InOrder(tensors, options)).Message, StringComparison.Ordinal);
}
