using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Lstm.Shared;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>The declarations of layers that keep the number of their values, and of pooling: what they mean, and what is refused.</summary>
public sealed class LayerDeclarationTests
{
    private static readonly RecurrentShape s_lstm = new(new CellShape(CellKind.Lstm, 5));

    private static readonly RecurrentShape s_both = s_lstm with { Bidirectional = true };

    /// <summary>Declarations, their network, and the text that files contain.</summary>
    private static readonly Dictionary<string, (NetworkShape Network, string Text)> s_declarations = new()
    {
        ["[Affine] [Lstm(3, 5)] [Affine]"] =
            (Net(Affine(3), s_lstm, Affine(5)), "[Affine]\n[Lstm(input: 3, hidden: 5)]\n[Affine]"),
        ["[Lstm(3, 5, Bidirectional = true), PRelu, LayerNorm]"] = (
            Net(s_both, PRelu(10), new LayerNormShape(10, 1e-5f)),
            "[Lstm(input: 3, hidden: 5, Bidirectional = true)]\n[PRelu]\n[LayerNorm]"),
        ["[Dense(4)] [LayerNorm(Epsilon = 1e-3f)] [Lstm(3, 5)]"] = (
            Net(Dense(4), new LayerNormShape(4, 1e-3f), s_lstm),
            "[Dense(4)]\n[LayerNorm(Epsilon = 0.001f)]\n[Lstm(input: 3, hidden: 5)]"),
        ["[LayerNorm(Epsilon = 0.00001f)] [Lstm(3, 5)]"] =
            (Net(new LayerNormShape(3, 1e-5f), s_lstm), "[LayerNorm]\n[Lstm(input: 3, hidden: 5)]"),
        ["[Lstm(3, 5)] [Activation(activation: Activation.LeakyRelu, Alpha = 0.25f)] [Dense(2)]"] = (
            Net(s_lstm, Function(5, new(Activation.LeakyRelu, 0.25f, 0)), Dense(2)),
            "[Lstm(input: 3, hidden: 5)]\n[Activation(Activation.LeakyRelu, Alpha = 0.25f)]\n[Dense(2)]"),
        ["[Lstm(3, 5, Output = 2)] [ActivationAttribute((Activation)1)]"] = (
            Net(s_lstm, Dense(2), Function(2, (Activation)1)),
            $"[Lstm(input: 3, hidden: 5)]\n[Dense(2)]\n[Activation(Activation.{(Activation)1})]"),
        ["[Lstm(3, 5)] [Activation(Activation.Softmax)]"] = (
            Net(s_lstm, Function(5, Activation.Softmax)), "[Lstm(input: 3, hidden: 5)]\n[Activation(Activation.Softmax)]"),
        ["[Lstm(3, 5)] [PRelu] [Gru(5)] [PRelu] [PRelu] [PRelu]"] = (
            Net(s_lstm, PRelu(5), new RecurrentShape(new CellShape(CellKind.GruResetAfter, 5)), PRelu(5), PRelu(5), PRelu(5)),
            "[Lstm(input: 3, hidden: 5)]\n[PRelu]\n[Gru(hidden: 5)]\n[PRelu]\n[PRelu]\n[PRelu]"),
        ["[Lstm(3, 3, Residual = true)] [LayerNorm]"] = (
            Net(new RecurrentShape(new CellShape(CellKind.Lstm, 3)), new LayerNormShape(3, 1e-5f)) with { Residual = true },
            "[Lstm(input: 3, hidden: 3, Residual = true)]\n[LayerNorm]"),

        ["[Lstm(3, 5)] [Pool(Pooling.Last)] [Dense(2)]"] = (
            Net(s_lstm, new PoolShape(Pooling.Last, 5), Dense(2)), "[Lstm(input: 3, hidden: 5)]\n[Pool(Pooling.Last)]\n[Dense(2)]"),
        ["[Lstm(3, 5, Bidirectional = true), Pool(pooling: Pooling.Final)]"] = (
            Net(s_both, new PoolShape(Pooling.Final, 10)), "[Lstm(input: 3, hidden: 5, Bidirectional = true)]\n[Pool(Pooling.Final)]"),
        ["[Lstm(3, 5, Layers = 2, Output = 4)] [Pool((Pooling)2)] [Activation(Activation.Softmax)]"] = (
            Net(s_lstm, s_lstm, Dense(4), new PoolShape(Pooling.Mean, 4), Function(4, Activation.Softmax)),
            "[Lstm(input: 3, hidden: 5, Layers = 2)]\n[Dense(4)]\n[Pool(Pooling.Mean)]\n[Activation(Activation.Softmax)]"),
        ["[Affine] [Lstm(3, 5)] [LayerNorm] [Dense(4)] [PRelu] [Pool(Pooling.Max)] [Affine] [Dense(2)]"] = (
            Net(
                Affine(3), s_lstm, new LayerNormShape(5, 1e-5f), Dense(4), PRelu(4), new PoolShape(Pooling.Max, 4), Affine(4), Dense(2)),
            "[Affine]\n[Lstm(input: 3, hidden: 5)]\n[LayerNorm]\n[Dense(4)]\n[PRelu]\n[Pool(Pooling.Max)]\n[Affine]\n[Dense(2)]"),
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

    [Theory]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Affine()]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Affine(5)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[PRelu(Alpha = 2f)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[LayerNorm(0.001f)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[LayerNorm(Epsilon = 1E-05f)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Activation]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Activation(Activation.Linear)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Activation(Relu)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool()]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool(Last)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool(Pooling.First)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool(Pooling.2)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool(pooling: Pooling.Last)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool(Activation.Relu)]")]
    [InlineData("[Affine]\n[Dense(2)]")]
    public void A_text_in_another_form_is_no_network(string text) => Assert.Null(DeclarationParser.Parse(text));

    /// <summary>Nothing but the declaration would refuse a file with such a text.</summary>
    [Theory]
    [InlineData("[Pool(Pooling.Last)]\n[Lstm(input: 3, hidden: 5)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool(Pooling.Mean)]\n[Gru(hidden: 4)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Pool(Pooling.Mean)]\n[Pool(Pooling.Max)]")]
    [InlineData("[Lstm(input: 3, hidden: 5)]\n[Dense(5)]\n[Pool(Pooling.Final)]")]
    [InlineData("[Lstm(input: 3, hidden: 3, Residual = true)]\n[Pool(Pooling.Last)]")]
    public void A_text_with_pooling_at_another_place_is_no_network(string text) => Assert.Null(DeclarationParser.Parse(text));

    [Theory]
    [InlineData(
        "[Lstm(3, 3)] [LayerNorm(Epsilon = {|LSTM015:0|})]",
        "Epsilon of [LayerNorm] of 'Amp' must be a finite number above 0, but is 0")]
    [InlineData(
        "[LayerNorm(Epsilon = {|LSTM015:-1e-5f|})] [Lstm(3, 3)]", "Epsilon of [LayerNorm] of 'Amp' must be a finite number above 0")]
    [InlineData("[LayerNorm(Epsilon = {|LSTM015:float.NaN|})] [Lstm(3, 3)]", "but is NaN")]
    [InlineData(
        "[Lstm(3, 3)] [Activation({|LSTM009:Activation.Linear|})]",
        "activation of [Activation] of 'Amp' is Linear, which changes nothing; omit the layer")]
    [InlineData(
        "[Lstm(3, 3)] [Activation(Activation.Relu, Alpha = {|LSTM014:1|})]",
        "Alpha of [Activation] of 'Amp' cannot be combined with activation = Relu: Relu has no alpha")]
    [InlineData(
        "[Lstm(3, 3)] [Activation(Activation.Elu, Alpha = {|LSTM015:1 / 0f|})]",
        "Alpha of [Activation] of 'Amp' must be a finite number, but is Infinity")]
    [InlineData("[Lstm(3, 3)] [Pool({|LSTM009:(Pooling)4|})]", "pooling of [Pool] of 'Amp' is 4, which is not a pooling")]
    [InlineData("[Lstm(3, 3)] [Pool({|LSTM009:(Pooling)(-1)|})]", "pooling of [Pool] of 'Amp' is -1, which is not a pooling")]
    [InlineData(
        "[Lstm(3, 3, Trace = {|LSTM014:true|})] [Pool(Pooling.Mean)]",
        "Trace of 'Amp' cannot be combined with [Pool(Pooling.Mean)]: a trace records one step")]
    public Task A_wrong_argument_is_underlined(string attributes, string message) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;", message);

    [Fact]
    public Task An_unknown_activation_is_one_mistake() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] [Activation({|LSTM009:(Activation)99|})] public partial class Amp;",
        "activation of [Activation] of 'Amp' is 99, which is not an activation");

    [Theory]
    [InlineData("[{|LSTM026:Pool(Pooling.Last)|}] [Lstm(3, 3)]", AfterAll)]
    [InlineData("[Lstm(3, 3)] [{|LSTM026:Pool(Pooling.Mean)|}] [Gru(3)]", AfterAll)]
    [InlineData("[Lstm(3, 3), {|LSTM026:Pool(Pooling.Final)|}, Dense(2), Gru(3), Dense(2)]", AfterAll)]
    [InlineData("[Lstm(3, 3)] [Dense(4)] [{|LSTM026:Pool(Pooling.Final)|}]", FinalStates)]
    [InlineData("[Lstm(3, 3, Output = 2)] [{|LSTM026:Pool(Pooling.Final)|}]", FinalStates)]
    [InlineData("[Lstm(3, 3)] [LayerNorm] [{|LSTM026:Pool(Pooling.Final)|}] [Dense(1)]", FinalStates)]
    [InlineData("[Lstm(3, 3, Residual = true)] [{|LSTM026:Pool(Pooling.Last)|}]", OneOutput)]
    [InlineData("[Lstm(3, 3, Residual = true)] [{|LSTM026:Pool(Pooling.Max)|}] [Dense(2)]", OneOutput)]
    public Task Pooling_is_once_after_the_recurrent_layers_without_a_residual(string attributes, string reason) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;", $"[Pool] of 'Amp' is at the wrong place: {reason}");

    [Theory]
    [InlineData("Affine")]
    [InlineData("PRelu")]
    [InlineData("LayerNorm")]
    public async Task There_are_at_most_twenty_four_other_layers_in_a_row(string layer)
    {
        string most = string.Concat(Enumerable.Repeat($"[{layer}] [Dense(2)] ", 8)) + string.Concat(Enumerable.Repeat($"[{layer}] ", 16));
        Assert.Equal(65, Declared.Shape($"{most}[Lstm(3, 3)] {most}").Layers.Count);
        await AssertRefusedAsync(
            $"using Lstm; {most}[{{|LSTM006:{layer}|}}] [{layer}] [Lstm(3, 3)] {most}public partial class Amp;",
            "The number of other layers before [Lstm] of 'Amp' must be from 0 to 24, but is 26");
        await AssertRefusedAsync(
            $"using Lstm; {most}[Lstm(3, 3)] {most}[{{|LSTM006:{layer}|}}] public partial class Amp;",
            "The number of other layers after [Lstm] of 'Amp' must be from 0 to 24, but is 25");
    }

    [Theory]
    [InlineData("[{|LSTM016:Affine|}] partial class Amp; [Lstm(3, 3)] partial class Amp;", "Affine")]
    [InlineData("[Lstm(3, 3)] partial class Amp; [{|LSTM016:LayerNorm|}, {|LSTM016:PRelu|}] partial class Amp;", "PRelu")]
    [InlineData("[Lstm(3, 3)] partial class Amp; [{|LSTM016:Activation(Activation.Relu)|}] partial class Amp;", "Activation")]
    [InlineData("[Lstm(3, 3)] partial class Amp; [{|LSTM016:Pool(Pooling.Mean)|}] partial class Amp;", "Pool")]
    public Task They_stand_on_the_part_of_the_others(string source, string name) => AssertRefusedAsync(
        "using Lstm; " + source, $"This [{name}] of 'Amp' is on another part of the class than [Lstm]");

    [Theory]
    [InlineData("[{|LSTM017:Affine|}] public partial class Amp;", "Affine")]
    [InlineData("[{|LSTM017:Activation(Activation.Relu)|}] [Dense(2)] public partial class Amp;", "Activation")]
    [InlineData("[{|LSTM017:Pool(Pooling.Last)|}] public partial class Amp;", "Pool")]
    public Task A_network_has_a_recurrent_layer(string source, string name) => AssertRefusedAsync(
        "using Lstm; " + source, $"'Amp' has [{name}] but neither [Lstm] nor [Gru]");

    [Theory]
    [InlineData("Pool(Pooling.Last)", "public void {|LSTM007:Predict|}(ReadOnlySpan<float> a, Span<float> b) { }")]
    [InlineData("Pool(Pooling.Mean)", "public void {|LSTM007:Predict|}(ref State s, ReadOnlySpan<float> a, Span<float> b) { }")]
    [InlineData("Pool(Pooling.Final)", "public int {|LSTM007:Predict|};")]
    public Task Predict_is_a_generated_name(string pool, string member) => AssertRefusedAsync(
        $"using System; using Lstm; [Lstm(3, 3)] [{pool}] public partial class Amp {{ {member} }}", "'Amp' already has a member 'Predict'");

    [Fact]
    public async Task The_name_is_free_without_pooling()
    {
        GeneratorRun run = await RunAsync(
            "using System; using Lstm; [Lstm(3, 3)] [LayerNorm] public partial class Amp { public int Predict; }");
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }

    /// <summary>A network whose result is that of the last step keeps its verbs; others need whole sequences.</summary>
    [Theory]
    [InlineData("[Lstm(3, 3)] [Pool(Pooling.Last)]", "ILstm", "Step")]
    [InlineData("[Lstm(3, 3)] [Pool(Pooling.Final)]", "ILstm", "Step")]
    [InlineData("[Lstm(3, 3)] [Pool(Pooling.Mean)]", "ISequenceLstm", "ScratchLength")]
    [InlineData("[Lstm(3, 3)] [Pool(Pooling.Max)]", "ISequenceLstm", "ScratchLength")]
    [InlineData("[Lstm(3, 3, Bidirectional = true)] [Pool(Pooling.Final)]", "ISequenceLstm", "ScratchLength")]
    public async Task Pooling_decides_the_verbs(string attributes, string contract, string verb)
    {
        GeneratorRun run = await RunAsync($"using Lstm; {attributes} public partial class Amp;");
        string text = run.Driver.GetRunResult().Results.Single().GeneratedSources.Single().SourceText.ToString();

        Assert.Contains($"global::Lstm.{contract}<global::Amp.State>", text, StringComparison.Ordinal);
        Assert.Contains("global::Lstm.IPooledLstm<global::Amp.State>", text, StringComparison.Ordinal);
        Assert.Contains($" {verb}(", text, StringComparison.Ordinal);
    }

    private const string AfterAll = "it must be after all recurrent layers, because the layers after it run once for each sequence";

    private const string FinalStates = "Pooling.Final takes hidden states, so it must directly follow a recurrent layer";

    private const string OneOutput = "Residual adds the inputs of each step to its outputs, but there is one output for the sequence";

    private static NetworkShape Net(params LayerShape[] layers) => new(3, new LayerList(layers));

    private static DenseShape Dense(int units) => new(units, Activation.Linear);

    private static PointwiseShape Affine(int units) => new(PointwiseKind.Affine, units, Activation.Linear);

    private static PointwiseShape PRelu(int units) => new(PointwiseKind.PRelu, units, Activation.Linear);

    private static PointwiseShape Function(int units, ActivationShape function) => new(PointwiseKind.Function, units, function);
}
