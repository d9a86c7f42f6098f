using System;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.Layers;
using Lstm.Import.StateDict;
using Lstm.Shared;
using Xunit;
using static Lstm.Import.Tests.StateDicts;

namespace Lstm.Import.Tests;

/// <summary>State dicts with several recurrent modules, and dense layers between them.</summary>
public class StateDictListTests
{
    // lstm1 -> fc -> gru -> out
    private static readonly SourceTensor[] s_mixed =
        [.. Rnn("lstm1.", 3, 8), .. Dense("fc", 8, 5), .. Rnn("gru.", 5, 4, gates: 3), .. Dense("out", 4, 1)];

    [Fact]
    public void Modules_of_different_cells_and_sizes_are_one_network()
    {
        StateDictNetwork network = InOrder([.. Rnn("lstm1.", 3, 8), .. Rnn("lstm2.", 8, 5, layers: 2), .. Rnn("gru.", 5, 4, gates: 3)]);

        Assert.Equal(["lstm1", "lstm2[0]", "lstm2[1]", "gru"], Names(network));
        Assert.Equal(
            "[Lstm(input: 3, hidden: 8)]\n[Lstm(hidden: 5, Layers = 2)]\n[Gru(hidden: 4)]",
            DeclarationOf(network));
    }

    [Fact]
    public void Dense_layers_that_are_defined_between_modules_are_between_them()
    {
        StateDictNetwork network = InOrder(s_mixed);

        Assert.Equal(["lstm1", "fc", "gru", "out"], Names(network));
        Assert.Equal(
            "[Lstm(input: 3, hidden: 8)]\n[Dense(5)]\n[Gru(hidden: 4)]\n[Dense(1)]",
            DeclarationOf(network));
        Assert.Contains(network.Notes, static note => note.Text.Contains(
            "connected: 'fc' was placed after 'lstm1' and 'out' was placed after the recurrent layers, in the order of the file",
            StringComparison.Ordinal));
        Assert.DoesNotContain(network.Notes, static note => note.Text.Contains("Not read", StringComparison.Ordinal));
    }

    [Fact]
    public void Square_layers_are_where_they_are_defined()
    {
        SourceTensor[] tensors = [.. Rnn("a.", 4, 4), .. Dense("one", 4, 4), .. Dense("two", 4, 4), .. Rnn("b.", 4, 4)];

        Assert.Equal(["a", "one", "two", "b"], Names(InOrder(tensors)));
        Assert.Equal(["a", "one", "two", "b", "out"], Names(InOrder([.. tensors, .. Dense("out", 4, 4)])));
    }

    [Fact]
    public void A_dense_layer_that_leads_nowhere_is_not_between()
    {
        SourceTensor[] tensors = [.. Rnn("a.", 3, 4), .. Dense("aux", 4, 2), .. Rnn("b.", 4, 4)];
        WeightFormatException refusal = Assert.Throws<WeightFormatException>(() => InOrder(tensors));

        Assert.Contains("'aux.weight' [2, 4]", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("(option Layers): --layers a,b", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], Names(InOrder(tensors, new ModelReadOptions { Layers = ["a", "b"] })));
    }

    [Fact]
    public void Modules_that_nothing_connects_are_refused_with_their_names()
    {
        SourceTensor[] tensors = [.. Rnn("a.", 3, 4), .. Dense("fc", 4, 5), .. Rnn("b.", 6, 4)];
        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => InOrder(tensors));

        Assert.Contains("do not form a chain by their sizes", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("(option Module): --module a; --module b", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b", "fc"], exception.Layers.Select(static layer => layer.Name));
        Assert.Equal(["a", "fc"], Names(InOrder(tensors, new ModelReadOptions { Module = "a" })));
    }

    [Fact]
    public void Without_an_order_the_sizes_of_all_modules_decide()
    {
        StateDictNetwork network = ByShapes(s_mixed);

        Assert.Equal(["lstm1", "fc", "gru", "out"], Names(network));
        Assert.Contains(network.Notes, static note => note.Text.Contains(
            "'fc' was placed after 'lstm1' and 'out' was placed after the recurrent layers, according to their names and shapes",
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("layers.{0}")]
    [InlineData("net.{0}.part")]
    public void Without_an_order_the_numbers_of_all_modules_decide(string name)
    {
        string Of(int number) => string.Format(System.Globalization.CultureInfo.InvariantCulture, name, number);
        StateDictNetwork network = ByShapes(
        [
            .. Rnn(Of(2) + ".", 4, 4), .. Dense(Of(10), 4, 4), .. Rnn(Of(11) + ".", 4, 4, gates: 3), .. Dense(Of(0), 4, 4),
        ]);

        Assert.Equal([Of(0), Of(2), Of(10), Of(11)], Names(network));
    }

    [Fact]
    public void Without_an_order_a_layer_that_fits_between_and_after_is_a_question()
    {
        SourceTensor[] tensors = [.. Rnn("a.", 3, 4), .. Rnn("b.", 4, 4), .. Dense("fc", 4, 4)];
        SourceTensor[] numbered = [.. Rnn("rnn1.", 4, 4), .. Rnn("rnn2.", 4, 4), .. Dense("fc", 4, 4)];
        WeightFormatException exception = Assert.Throws<WeightFormatException>(() => ByShapes(numbered));

        Assert.Contains(
            "the order of the dense layers after 'rnn1', which has 4 outputs, is ambiguous: 'fc' [4, 4]. "
            + "Choose the last layer (option LastLayer): --last-layer fc; --last-layer rnn2",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(["rnn1", "rnn2", "fc"], Names(ByShapes(numbered, new ModelReadOptions { LastLayer = "fc" })));
        Assert.Throws<WeightFormatException>(() => ByShapes(tensors));
    }

    [Fact]
    public void A_module_is_read_alone_with_the_layers_after_it()
    {
        Assert.Equal(["gru", "out"], Names(InOrder(s_mixed[6..], new ModelReadOptions { Module = "gru" })));
        Assert.Equal(["lstm1", "fc"], Names(ByShapes(s_mixed, new ModelReadOptions { Module = "lstm1" })));
    }

    [Fact]
    public void Hundreds_of_dense_layers_are_not_tried_in_every_order()
    {
        SourceTensor[] dense = [.. Enumerable.Range(0, 3_000).SelectMany(static number => Dense($"d{number}x", 4, 4))];
        long start = System.Diagnostics.Stopwatch.GetTimestamp();

        Assert.Throws<WeightFormatException>(() => ByShapes([.. Rnn("a.", 4, 4), .. Rnn("b.", 4, 4), .. dense]));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
    }

    private static string DeclarationOf(StateDictNetwork network)
    {
        var model = new SourceModel(ModelFormat.PyTorch, "a test", network.Layers);
        return DeclarationText.Of(NetworkAssembly.Assemble(new SourceFile("dict", []), model, ModelReadOptions.Default).Shape);
    }
}
