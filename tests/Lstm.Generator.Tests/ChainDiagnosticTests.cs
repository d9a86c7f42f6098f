using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>
/// What the analyzer says about the layers as a whole: dense ones, several recurrent ones, and those that do not belong together.
/// </summary>
public sealed class ChainDiagnosticTests
{
    [Theory]
    [InlineData("[Dense({|LSTM006:0|})] [Lstm(3, 3)]", "units of a dense layer of 'Amp' must be from 1 to 1024, but is 0")]
    [InlineData(
        "[Gru(3, 3)] [Dense(4)] [Dense(units: {|LSTM006:1025|})]",
        "units of a dense layer of 'Amp' must be from 1 to 1024, but is 1025")]
    [InlineData(
        "[Lstm(3, 3), Dense(activation: Activation.Tanh, units: {|LSTM006:-1|})]",
        "units of a dense layer of 'Amp' must be from 1 to 1024, but is -1")]
    [InlineData(
        "[Lstm(3, 3)] [Dense(1, {|LSTM009:(Activation)50|})]",
        "activation of a dense layer of 'Amp' is 50, which is not an activation")]
    [InlineData(
        "[Lstm(3, 3)] [Dense(1, Alpha = {|LSTM014:1|})]",
        "Alpha of a dense layer of 'Amp' cannot be combined with activation = Linear: Linear has no alpha")]
    [InlineData(
        "[Lstm(3, 3)] [Dense(1, Activation.Softmax, Beta = {|LSTM014:1|})]",
        "Beta of a dense layer of 'Amp' cannot be combined with activation = Softmax: Softmax has no beta")]
    [InlineData(
        "[Dense(1, Activation.Elu, Alpha = {|LSTM015:float.NaN|})] [Lstm(3, 3)]",
        "Alpha of a dense layer of 'Amp' must be a finite number, but is NaN")]
    [InlineData(
        "[Dense(1, Activation.Affine, Beta = {|LSTM015:float.PositiveInfinity|})] [Lstm(3, 3)]",
        "Beta of a dense layer of 'Amp' must be a finite number, but is Infinity")]
    public Task A_dense_layer_is_judged_like_the_others(string attributes, string message) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;", message);

    [Theory]
    [InlineData("Lstm")]
    [InlineData("Gru")]
    public async Task There_are_at_most_eight_dense_layers_on_each_side(string attribute)
    {
        string eight = string.Concat(Enumerable.Repeat("[Dense(2)] ", 8));
        await AssertRefusedAsync(
            $"using Lstm; {eight}[{{|LSTM006:Dense(2)|}}] [Dense(2)] [{attribute}(3, 3)] {eight}public partial class Amp;",
            $"The number of dense layers before [{attribute}] of 'Amp' must be from 0 to 8, but is 10");
        await AssertRefusedAsync(
            $"using Lstm; {eight}[{attribute}(3, 3)] {eight}[{{|LSTM006:Dense(2)|}}] public partial class Amp;",
            $"The number of dense layers after [{attribute}] of 'Amp' must be from 0 to 8, but is 9");
        await AssertRefusedAsync(
            $"using Lstm; {eight}[{attribute}(3, 3)] {eight}[{{|LSTM006:Dense(2)|}}] [Gru(3)] {eight}public partial class Amp;",
            $"The number of dense layers between [{attribute}] and [Gru] of 'Amp' must be from 0 to 8, but is 9");
    }

    [Theory]
    [InlineData(
        "[Lstm(3, 3, Output = {|LSTM014:1|})] [Dense(1)]",
        "Output of 'Amp' cannot be combined with [Dense] after [Lstm]: Output is the short form of one [Dense] after [Lstm], "
            + "but there is already one")]
    [InlineData(
        "[Gru(3, 3, Output = {|LSTM014:2|}, OutputActivation = Activation.Tanh)] [Dense(1)] [Dense(2)]",
        "Output is the short form of one [Dense] after [Gru], but there are already 2; write all of them as [Dense]")]
    [InlineData(
        "[Gru(3, 3, Output = {|LSTM014:2|})] [Dense(1)] [Lstm(3, Output = {|LSTM014:2|})] [Dense(1)] [Dense(1)]",
        "Output is the short form of one [Dense] after [Lstm], but there are already 2; write all of them as [Dense]")]
    public Task Output_and_a_dense_layer_after_it_are_mutually_exclusive(string attributes, string message) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;", message);

    [Theory]
    [InlineData("[{|LSTM016:Dense(8)|}] partial class Amp; [Lstm(3, 3)] partial class Amp;", "Lstm")]
    [InlineData("[Gru(3, 3)] partial class Amp; [{|LSTM016:Dense(8)|}, {|LSTM016:Dense(1)|}] partial class Amp;", "Gru")]
    [InlineData("[Dense(2)] [Lstm(3, 3)] [Dense(2)] partial class Amp; [{|LSTM016:Dense(8)|}] partial class Amp;", "Lstm")]
    // What depends on the order is not judged without one: nobody knows how many outputs these have.
    [InlineData("[Lstm(1, 3, Residual = true)] partial class Amp; [{|LSTM016:Dense(1)|}] partial class Amp;", "Lstm")]
    [InlineData("[Lstm(1, 3, Output = 3)] partial class Amp; [{|LSTM016:Dense(1)|}] partial class Amp;", "Lstm")]
    public Task The_layers_stand_on_one_part_of_the_class(string source, string attribute) => AssertRefusedAsync(
        "using Lstm; " + source, $"This [Dense] of 'Amp' is on another part of the class than [{attribute}]", "in the order of the data");

    [Fact]
    public async Task Parts_in_several_files_are_parts()
    {
        GeneratorRun run = await RunAsync("[{|LSTM016:Lstm.Dense(8)|}] partial class Amp;", "[Lstm.Lstm(3, 3)] partial class Amp;");
        Assert.Empty(run.HintNames);
    }

    [Theory]
    [InlineData("[{|LSTM017:Dense(8)|}] public partial class Amp;")]
    [InlineData("[{|LSTM017:Dense(8)|}] [Dense(0, Alpha = 1)] public partial class Amp;")]
    [InlineData("[{|LSTM017:Dense(8)|}] public static class Amp;")]
    [InlineData("[{|LSTM017:Dense(8)|}] public record Amp<T>(T State);")]
    public Task A_dense_layer_alone_is_refused(string source) => AssertRefusedAsync(
        "using Lstm; " + source, "'Amp' has [Dense] but neither [Lstm] nor [Gru]");

    [Theory]
    [InlineData("[{|LSTM024:Lstm(3)|}]", "[Lstm(input: 1, hidden: 16)]")]
    [InlineData("[{|LSTM024:Gru(hidden: 3, Output = 1)|}]", "[Gru(input: 1, hidden: 16)]")]
    [InlineData("[Dense(4)] [{|LSTM024:Gru(3)|}] [Lstm(3)] [Dense(1)]", "[Gru(input: 1, hidden: 16)]")]
    // Two mistakes that one exchange of the attributes would correct.
    [InlineData("[{|LSTM024:Lstm(3)|}] [Gru({|LSTM025:3|}, 3)]", "[Lstm(input: 1, hidden: 16)]")]
    public Task The_first_recurrent_layer_has_the_inputs(string attributes, string example) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;",
        $"'Amp' has no number of inputs. Its first recurrent layer declares it, as in {example}.");

    [Theory]
    [InlineData("[Lstm(3, 3)] [Gru({|LSTM025:3|}, 3)]", "Gru")]
    [InlineData("[Gru(3, 3), Lstm(hidden: 3, input: {|LSTM025:3|})]", "Lstm")]
    [InlineData("[Lstm(3, 3)] [Lstm({|LSTM025:3|}, 3)]", "Lstm")]
    [InlineData("[Dense(1)] [Gru(3, 3)] [Dense(2)] [Lstm(input: {|LSTM025:0|}, hidden: 3)] [Dense(3)]", "Lstm")]
    public Task Only_the_first_recurrent_layer_has_them(string attributes, string later) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;",
        $"input of 'Amp' is on a later [{later}]. Omit it: the inputs of this layer are the outputs of the layer before it.");

    [Theory]
    [InlineData("[Lstm(3, 3)] [Gru(3, Residual = {|LSTM025:true|})]", "Residual", "Gru", "Lstm")]
    [InlineData("[Lstm(3, 3)] [Gru(3, Residual = {|LSTM025:false|})]", "Residual", "Gru", "Lstm")]
    [InlineData("[Gru(3, 3)] [Lstm(3, Weights = {|LSTM025:\"amp.safetensors\"|})]", "Weights", "Lstm", "Gru")]
    [InlineData("[Gru(3, 3)] [Lstm(3, Weights = {|LSTM025:null|})]", "Weights", "Lstm", "Gru")]
    [InlineData("[Lstm(3, 3)] [Lstm(3, Precision = {|LSTM025:LstmPrecision.Int8|})]", "Precision", "Lstm", "Lstm")]
    [InlineData("[Lstm(3, 3)] [Gru(3, Arithmetic = {|LSTM025:LstmArithmetic.Fast|})]", "Arithmetic", "Gru", "Lstm")]
    [InlineData("[Lstm(3, 3)] [Dense(3)] [Gru(3)] [Lstm(3, Trace = {|LSTM025:true|})]", "Trace", "Lstm", "Lstm")]
    [InlineData(
        "[Lstm(3, 3, Trace = true)] [Lstm(3, Trace = {|LSTM025:true|}, Residual = {|LSTM025:true|})] [Gru({|LSTM025:3|}, 3)]",
        "Residual", "Lstm", "Lstm")]
    public Task Parameters_of_the_network_are_on_the_first_recurrent_layer(string attributes, string name, string later, string first) =>
        AssertRefusedAsync(
            $"using Lstm; {attributes} public partial class Amp;",
            $"{name} of 'Amp' is on a later [{later}]. "
                + $"It is about the whole network: move it to the first recurrent layer, [{first}].");

    [Theory]
    [InlineData("[Lstm(3, 3, Layers = 3)] [Gru(3, Layers = 3)] [{|LSTM006:Lstm(3, Layers = 3)|}]", 9)]
    [InlineData("[Lstm(3, 3, Layers = 8)] [Dense(4)] [{|LSTM006:Gru(3)|}]", 9)]
    [InlineData("[Gru(3, 3, Layers = 8), {|LSTM006:Gru(3, Layers = 8)|}, Gru(3, Layers = 8)]", 24)]
    [InlineData(
        "[Lstm(3, 3)] [Lstm(3)] [Lstm(3)] [Lstm(3)] [Lstm(3)] [Lstm(3)] [Lstm(3)] [Lstm(3)] [{|LSTM006:Lstm(3)|}] [Lstm(3)]", 10)]
    public Task There_are_at_most_eight_recurrent_layers(string attributes, int count) => AssertRefusedAsync(
        $"using Lstm; {attributes} public partial class Amp;",
        $"The number of recurrent layers of 'Amp' must be from 1 to 8, but is {count}");

    [Fact]
    public Task An_impossible_number_of_layers_is_not_added_up() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3, Layers = {|LSTM006:9|})] [Gru(3, Layers = {|LSTM006:int.MinValue|})] [Lstm(3, Layers = 8)] "
            + "public partial class Amp;",
        "Layers of 'Amp' must be from 1 to 8, but is 9");

    [Theory]
    [InlineData("[Lstm(3, 3)] partial class Amp; [{|LSTM016:Lstm(4, 4)|}] partial class Amp;", "Lstm", "Lstm")]
    [InlineData("[Gru(3, 3)] partial class Amp; [{|LSTM016:Lstm(3)|}] partial class Amp;", "Lstm", "Gru")]
    [InlineData("[Gru(3, 3), Gru(3)] partial class Amp; [{|LSTM016:Lstm(0)|}, {|LSTM016:Dense(0)|}] partial class Amp;", "Dense", "Gru")]
    [InlineData("[{|LSTM016:Dense(2)|}] partial class Amp; [Gru(3, 3), Gru(3)] partial class Amp;", "Dense", "Gru")]
    public Task Recurrent_layers_stand_on_one_part_too(string source, string attribute, string first) => AssertRefusedAsync(
        "using Lstm; " + source,
        $"This [{attribute}] of 'Amp' is on another part of the class than [{first}], and the parts of a class have no order. "
            + "Put all layers on one part, in the order of the data.");

    [Theory]
    [InlineData("[Lstm(3, 3)] [Gru(3)] public partial class Amp;")]
    [InlineData("[Gru(3, 3), Gru(3), Gru(3)] public partial class Amp;")]
    [InlineData("[Lstm(3, 3, Trace = true)] [Gru(3)] [Dense(2)] [Dense(3)] [Lstm(4, Layers = 3, Peephole = true)] partial class Amp;")]
    [InlineData("[Gru(3, 3, Trace = true)] public partial class Amp;")]
    [InlineData("[Gru(3, 3, Precision = LstmPrecision.Int8)] [Lstm(3)] public partial class Amp;")]
    [InlineData("[Lstm(3, 3, Bidirectional = true)] [Gru(3)] [Lstm(2, Direction = Direction.Backward, Output = 1)] partial class Amp;")]
    public async Task Lists_of_layers_are_networks(string source)
    {
        GeneratorRun run = await RunAsync("using Lstm; " + source);
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }
}
