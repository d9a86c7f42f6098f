using System.Collections.Generic;
using System.Threading.Tasks;
using Lstm.Generator.Planning;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>Residual connections and merges of two directions: what they mean, and what is refused.</summary>
public sealed class ConnectionDeclarationTests
{
    private static readonly RecurrentShape s_lstm = new(new CellShape(CellKind.Lstm, 5));

    private static readonly RecurrentShape s_both = s_lstm with { Bidirectional = true };

    /// <summary>Declarations, their network, and the text that files contain.</summary>
    private static readonly Dictionary<string, (NetworkShape Network, string Text)> s_declarations = new()
    {
        ["[Lstm(5, 5)] [Residual(1)]"] =
            (Net(5, s_lstm, new ResidualShape(1, 5)), "[Lstm(input: 5, hidden: 5)]\n[Residual(1)]"),
        ["[Lstm(5, 5, Residual = true), Residual(layers: 1)]"] = (
            Net(5, s_lstm, new ResidualShape(1, 5)) with { Residual = true },
            "[Lstm(input: 5, hidden: 5, Residual = true)]\n[Residual(1)]"),
        ["[Lstm(3, 5, Layers = 3)] [ResidualAttribute(2)] [Dense(5)] [Residual(3)] [Dense(2)]"] = (
            Net(3, s_lstm, s_lstm, s_lstm, new ResidualShape(2, 5), Dense(5), new ResidualShape(3, 5), Dense(2)),
            "[Lstm(input: 3, hidden: 5, Layers = 3)]\n[Residual(2)]\n[Dense(5)]\n[Residual(3)]\n[Dense(2)]"),
        ["[Lstm(4, 5, Output = 4)] [Residual(2)]"] = (
            Net(4, s_lstm, Dense(4), new ResidualShape(2, 4)), "[Lstm(input: 4, hidden: 5)]\n[Dense(4)]\n[Residual(2)]"),
        ["[Lstm(5, 5)] [Pool(Pooling.Last)] [Dense(5)] [Residual(1)]"] = (
            Net(5, s_lstm, new PoolShape(Pooling.Last, 5), Dense(5), new ResidualShape(1, 5)),
            "[Lstm(input: 5, hidden: 5)]\n[Pool(Pooling.Last)]\n[Dense(5)]\n[Residual(1)]"),
        ["[Lstm(3, 5, Bidirectional = true)] [Merge(Merging.Product)] [Dense(2)]"] = (
            Net(3, s_both, new MergeShape(Merging.Product, 5), Dense(2)),
            "[Lstm(input: 3, hidden: 5, Bidirectional = true)]\n[Merge(Merging.Product)]\n[Dense(2)]"),
        ["[Lstm(3, 5, Layers = 2, Bidirectional = true), Pool(Pooling.Final), Merge(merging: (Merging)1)]"] = (
            Net(3, s_both, s_both, new PoolShape(Pooling.Final, 10), new MergeShape(Merging.Mean, 5)),
            "[Lstm(input: 3, hidden: 5, Layers = 2, Bidirectional = true)]\n[Pool(Pooling.Final)]\n[Merge(Merging.Mean)]"),
    };

    public static TheoryData<string> Declarations => [.. s_declarations.Keys];

    [Theory]
    [MemberData(nameof(Declarations))]
    public void A_declaration_is_its_network_and_has_its_text(string attributes)
    {
        (NetworkShape network, string text) = s_declarations[attributes];

        Assert.Equal(network, Declared.Shape(attributes));
        Assert.Equal(text, DeclarationText.Of(network));
        Assert.Equal(network, DeclarationParser.Parse(text));
        Assert.Equal(network, Declared.Shape(text));
    }

    /// <summary>Nothing but the declaration would refuse a file with such a text.</summary>
    [Theory]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Residual]")]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Residual(0)]")]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Residual(2)]")]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Residual(2147483647)]")]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Residual(-1)]")]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Residual(01)]")]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Residual(layers: 1)]")]
    [InlineData("[Lstm(input: 4, hidden: 5)]\n[Residual(1)]")]
    [InlineData("[Residual(1)]\n[Lstm(input: 5, hidden: 5)]")]
    [InlineData("[Embedding(9, 1)]\n[Residual(1)]\n[Lstm(input: 1, hidden: 5)]")]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Pool(Pooling.Mean)]\n[Residual(1)]")]
    [InlineData("[Lstm(input: 5, hidden: 5)]\n[Pool(Pooling.Last)]\n[Dense(5)]\n[Residual(3)]")]
    [InlineData("[Lstm(input: 3, hidden: 6)]\n[Merge(Merging.Sum)]")]
    [InlineData("[Merge(Merging.Sum)]\n[Lstm(input: 4, hidden: 6)]")]
    [InlineData("[Lstm(input: 3, hidden: 6, Bidirectional = true)]\n[Merge]")]
    [InlineData("[Lstm(input: 3, hidden: 6, Bidirectional = true)]\n[Merge(Sum)]")]
    [InlineData("[Lstm(input: 3, hidden: 6, Bidirectional = true)]\n[Merge(Merging.Concat)]")]
    [InlineData("[Lstm(input: 3, hidden: 6, Bidirectional = true)]\n[Merge(Merging.Sum)]\n[Merge(Merging.Sum)]")]
    [InlineData("[Lstm(input: 3, hidden: 6, Bidirectional = true)]\n[Affine]\n[Merge(Merging.Sum)]")]
    public void Another_text_is_no_network(string text) => Assert.Null(DeclarationParser.Parse(text));

    [Theory]
    [InlineData("[{|LSTM026:Residual(1)|}] [Lstm(3, 3)]",
        "it adds the input of the layers before it to their output, and no layer is before it")]
    [InlineData("[Lstm(3, 5)] [{|LSTM026:Residual(1)|}]",
        "it adds the input of the last layer to their output, but 3 values cannot be added to 5")]
    [InlineData("[Lstm(3, 5)] [Dense(5)] [Dense(4)] [{|LSTM026:Residual(2)|}] [Dense(1)]",
        "it adds the input of the last 2 layers to their output, but 5 values cannot be added to 4")]
    [InlineData("[Lstm(3, 3)] [Pool(Pooling.Mean)] [{|LSTM026:Residual(2)|}]",
        "it adds the input of the last 2 layers, which is of each step, but [Pool] among them leaves one output for the sequence")]
    [InlineData("[Embedding(9, 1)] [{|LSTM026:Residual(1)|}] [Lstm(1, 3)]",
        "it adds the input of the last layer, but the number of a token is nothing that could be added to an output")]
    public Task A_residual_connection_adds_vectors_of_one_size_and_step(string attributes, string reason) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;", $"[Residual] of 'Amp' is at the wrong place: {reason}");

    [Theory]
    [InlineData("[Lstm(3, 3)] [Residual({|LSTM006:0|})]", "must be from 1 to 1, but is 0")]
    [InlineData("[Lstm(3, 3)] [Residual(layers: {|LSTM006:-1|})]", "must be from 1 to 1, but is -1")]
    [InlineData("[Lstm(3, 3, Layers = 2, Output = 3)] [LayerNorm] [Residual({|LSTM006:5|})]", "must be from 1 to 4, but is 5")]
    [InlineData("[Lstm(3, 3)] [Residual({|LSTM006:int.MaxValue|})]", "must be from 1 to 1, but is 2147483647")]
    [InlineData("[Lstm(3, 3)] [Residual({|LSTM006:int.MinValue|})]", "must be from 1 to 1, but is -2147483648")]
    public Task A_residual_connection_is_around_layers_before_it(string attributes, string message) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;", $"layers of [Residual] of 'Amp' {message}");

    [Theory]
    [InlineData("[{|LSTM026:Merge(Merging.Sum)|}] [Lstm(4, 4)]")]
    [InlineData("[Lstm(3, 4)] [{|LSTM026:Merge(Merging.Product)|}]")]
    [InlineData("[Lstm(3, 1)] [{|LSTM026:Merge(Merging.Product)|}] [Dense(1)]")]
    [InlineData("[Lstm(3, 4, Direction = Direction.Backward)] [{|LSTM026:Merge(Merging.Mean)|}]")]
    [InlineData("[Lstm(3, 4, Bidirectional = true)] [Affine] [{|LSTM026:Merge(Merging.Mean)|}]")]
    [InlineData("[Lstm(3, 4, Bidirectional = true, Output = 2)] [{|LSTM026:Merge(Merging.Mean)|}]")]
    [InlineData("[Lstm(3, 4, Bidirectional = true)] [Merge(Merging.Mean)] [{|LSTM026:Merge(Merging.Mean)|}]")]
    public Task A_merge_follows_two_directions(string attributes) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;",
        "[Merge] of 'Amp' is at the wrong place: it must directly follow a layer with Bidirectional = true, or [Pool] after one");

    [Theory]
    [InlineData("3")]
    [InlineData("-1")]
    public Task An_unknown_merging_is_refused(string value) => AssertRefusedAsync(
        $"using Lstm; [Lstm(3, 4, Bidirectional = true)] [Merge({{|LSTM009:(Merging)({value})|}})] public partial class Amp;",
        $"merging of [Merge] of 'Amp' is {value}, which is not a merging");

    [Fact]
    public Task A_merge_halves_the_outputs_that_a_residual_needs_inputs_for() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 4, Bidirectional = true, Residual = {|LSTM014:true|})] [Merge(Merging.Sum)] public partial class Amp;",
        "[Merge] sets 4 outputs for 3 inputs");

    /// <summary>They have no weights, and a state does not contain anything of them.</summary>
    [Theory]
    [InlineData("[Lstm(5, 5)]{0} [Dense(5)]", " [Residual(1)]")]
    [InlineData("[Lstm(3, 5, Layers = 4)]{0}", " [Residual(2)]")]
    public void Layout_and_state_stay_as_they_are(string attributes, string added)
    {
        NetworkShape plain = Declared.Shape(string.Format(null, attributes, ""));
        NetworkShape more = Declared.Shape(string.Format(null, attributes, added));

        Assert.Equal(PackedLayout.For(plain).Length, PackedLayout.For(more).Length);
        Assert.Equal(new StatePlan(plain).Length, new StatePlan(more).Length);
        Assert.Equal(ParameterCounts.Of(plain), ParameterCounts.Of(more));
    }

    /// <summary>Two sequences do, and one more for each whose vectors are still to be added.</summary>
    [Theory]
    [InlineData("[Lstm(6, 3, Layers = 4, Bidirectional = true)]", 2)]
    [InlineData("[Lstm(6, 3, Layers = 2, Bidirectional = true)] [Residual(2)]", 2)]
    [InlineData("[Lstm(6, 3, Layers = 2, Bidirectional = true)] [Residual(1)]", 2)]
    [InlineData("[Lstm(6, 3, Layers = 3, Bidirectional = true)] [Residual(2)]", 3)]
    [InlineData("[Lstm(6, 3, Layers = 4, Bidirectional = true)] [Residual(2)] [Gru(6)] [Residual(4)]", 3)]
    [InlineData("[Lstm(6, 3, Layers = 3, Bidirectional = true)] [Residual(1)] [Residual(3)] [Gru(6)]", 4)]
    [InlineData("[Dense(6)] [Affine] [PRelu] [Lstm(3, 3, Bidirectional = true)] [Residual(3)] [Residual(3)]", 4)]
    public void Sequences_are_kept_for_the_connections_that_add_them(string attributes, int sequences) =>
        Assert.Equal(sequences, KernelPlan.For(Declared.Shape(attributes)).Sequences.Count);

    /// <summary>A run that looks ahead keeps rows only for outputs that the next step overwrites before they are added.</summary>
    [Theory]
    [InlineData("[Lstm(70, 70, Layers = 3)]", 0)]
    [InlineData("[Lstm(70, 70, Layers = 3)] [Residual(3)]", 0)]
    [InlineData("[Lstm(70, 70, Layers = 3)] [Dense(70)] [Residual(1)]", 0)]
    [InlineData("[Lstm(70, 70, Layers = 3)] [Residual(1)]", 1)]
    [InlineData("[Lstm(70, 70, Layers = 3)] [Residual(1)] [Residual(3)]", 2)]
    public void Rows_are_kept_for_the_connections_that_add_them(string attributes, int rows)
    {
        KernelPlan plan = KernelPlan.For(Declared.Shape(attributes));

        Assert.True(plan.LooksAhead);
        Assert.Equal(rows, plan.Kept.Count);
    }

    private static NetworkShape Net(int input, params LayerShape[] layers) => new(input, new LayerList(layers));

    private static DenseShape Dense(int units) => new(units, Activation.Linear);
}
