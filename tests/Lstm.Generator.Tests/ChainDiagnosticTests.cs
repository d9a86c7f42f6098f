using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>What the analyzer says about the layers as a whole: dense ones, and those that do not belong together.</summary>
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
    }

    [Theory]
    [InlineData(
        "[Lstm(3, 3, Output = {|LSTM014:1|})] [Dense(1)]",
        "Output of 'Amp' cannot be combined with [Dense] after [Lstm]: Output is the short form of one [Dense] after [Lstm], "
            + "but there is already one")]
    [InlineData(
        "[Gru(3, 3, Output = {|LSTM014:2|}, OutputActivation = Activation.Tanh)] [Dense(1)] [Dense(2)]",
        "Output is the short form of one [Dense] after [Gru], but there are already 2; write all of them as [Dense]")]
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
    [InlineData("[Lstm(3, 3)] [Gru(3, 3)] public partial class {|LSTM018:Amp|};")]
    [InlineData("[Gru(3, 3), Lstm(3, 3)] public partial class {|LSTM018:Amp|};")]
    [InlineData("[Gru(3, 3)] public partial class {|LSTM018:Amp|}; [Lstm(3, 3)] public partial class Amp;")]
    [InlineData("[Dense(1)] [Gru(3, 3)] [Dense(2)] [Lstm(3, 3)] [Dense(3)] public partial class {|LSTM018:Amp|};")]
    public Task A_network_is_of_one_kind(string source) => AssertRefusedAsync(
        "using Lstm; " + source, "'Amp' has both [Lstm] and [Gru]", "keep one of them");

    [Fact]
    public Task Two_attributes_of_one_kind_and_one_of_the_other_give_two_diagnostics() => AssertRefusedAsync(
        "using Lstm; [Lstm(3, 3)] [Gru(3, 3)] [{|CS0579:Gru|}(3, 3)] public partial class {|LSTM018:{|LSTM008:Amp|}|};",
        "'Amp' has more than one [Gru] attribute", "both [Lstm] and [Gru]");
}
