using System.Threading.Tasks;
using Lstm.CodeFixes.Tests.Harness;
using Lstm.Generator.Declaration;
using Xunit;

namespace Lstm.CodeFixes.Tests;

/// <summary>The fixes of single arguments: a size, and a parameter that does not fit.</summary>
public sealed class ArgumentFixTests
{
    [Theory]
    [InlineData("input: {|LSTM006:0|}, hidden: 16", "input: 1, hidden: 16", "Change the size to 1")]
    [InlineData("1, {|LSTM006:5000|}", "1, 1024", "Change the size to 1024")]
    [InlineData("1, 16, Layers = {|LSTM006:-1|}", "1, 16, Layers = 1", "Change the size to 1")]
    [InlineData("1, 16, Layers = /* a */ {|LSTM006:4 + 5|} /* b */", "1, 16, Layers = /* a */ 8 /* b */", "Change the size to 8")]
    [InlineData("1, 16, Output = {|LSTM006:-1|}", "1, 16, Output = 0", "Change the size to 0")]
    public Task A_size_becomes_the_nearest_valid_one(string before, string after, string title) =>
        FixTest<LstmAnalyzer, SizeIntoRangeFix>.RunAsync(
            $"using Lstm; [Lstm({before})] partial class Amp;", $"using Lstm; [Lstm({after})] partial class Amp;", title);

    [Fact]
    public Task All_sizes_of_a_project_are_fixed_at_once() => FixTest<LstmAnalyzer, SizeIntoRangeFix>.RunAsync(
        """
        using Lstm;
        [Dense({|LSTM006:0|}, Activation.Tanh)]
        [Lstm(
            input: {|LSTM006:5000|}, // the inputs
            hidden: {|LSTM006:0|})]
        partial class Amp;

        partial class Outer
        {
            [Gru(input: 1, hidden: 16, Output = {|LSTM006:-3|})] partial class Cab;
        }
        """,
        """
        using Lstm;
        [Dense(1, Activation.Tanh)]
        [Lstm(
            input: 4096, // the inputs
            hidden: 1)]
        partial class Amp;

        partial class Outer
        {
            [Gru(input: 1, hidden: 16, Output = 0)] partial class Cab;
        }
        """);

    [Theory]
    [InlineData(
        "Lstm(1, 16, Bidirectional = true, Direction = {|LSTM014:Direction.Backward|})", "Lstm(1, 16, Bidirectional = true)",
        "Remove Direction")]
    [InlineData("Lstm(1, 16, Residual = {|LSTM014:true|}, Output = 2)", "Lstm(1, 16, Output = 2)", "Remove Residual")]
    [InlineData("Lstm(1, 16, OutputActivation = {|LSTM009:Activation.Tanh|})", "Lstm(1, 16)", "Remove OutputActivation")]
    [InlineData("Gru(1, 16, Clip = {|LSTM015:-1|})", "Gru(1, 16)", "Remove Clip")]
    [InlineData("Lstm(1, 16, Weights = {|LSTM019:\" \"|})", "Lstm(1, 16)", "Remove Weights")]
    [InlineData(
        "Lstm(1, 16, StochasticForget = true, Precision = {|LSTM021:LstmPrecision.Int8|})", "Lstm(1, 16, StochasticForget = true)",
        "Remove Precision")]
    [InlineData("Lstm(1, 16, Arithmetic = {|LSTM021:(LstmArithmetic)2|})", "Lstm(1, 16)", "Remove Arithmetic")]
    [InlineData(
        "Lstm(1, 16, GateAlpha = {|LSTM014:1f|}, GateBeta = {|LSTM014:2f|}, LayerNormEpsilon = {|LSTM014:1e-3f|})", "Lstm(1, 16)", null)]
    [InlineData("Lstm(1, 16), Dense(1, Alpha = {|LSTM014:2|})", "Lstm(1, 16), Dense(1)", "Remove Alpha")]
    [InlineData("Lstm(1, 16), Gru({|LSTM025:16|}, 8)", "Lstm(1, 16), Gru(8)", "Remove input")]
    [InlineData("Lstm(1, 16), Gru(hidden: 8, input: {|LSTM025:16|})", "Lstm(1, 16), Gru(hidden: 8)", "Remove input")]
    [InlineData("Lstm(1, 16), Gru(8, Residual = {|LSTM025:true|}, Clip = 3)", "Lstm(1, 16), Gru(8, Clip = 3)", "Remove Residual")]
    [InlineData("Lstm(1, 16), Lstm({|LSTM025:16|}, 8, Clip = 3, Trace = {|LSTM025:true|})", "Lstm(1, 16), Lstm(8, Clip = 3)", null)]
    public Task A_parameter_that_does_not_fit_is_removed(string before, string after, string? title) =>
        FixTest<LstmAnalyzer, RemoveParameterFix>.RunAsync(
            $"using Lstm; [{before}] partial class Amp;", $"using Lstm; [{after}] partial class Amp;", title);

    [Fact]
    public Task Comments_and_line_breaks_stay_with_the_other_parameters() => FixTest<LstmAnalyzer, RemoveParameterFix>.RunAsync(
        """
        using Lstm;
        [Lstm(
            input: 1, // one
            hidden: 16, /* sixteen */
            Trace = {|LSTM014:true|}, // no use
            Bidirectional = true, // both
            Direction = {|LSTM014:Direction.Backward|}
        )]
        partial class Amp;

        [Lstm(
            input: 1,
            hidden: 16, // sixteen
            OutputActivation = {|LSTM009:Activation.Tanh|})]
        partial class Cab;
        """,
        """
        using Lstm;
        [Lstm(
            input: 1, // one
            hidden: 16, /* sixteen */
            Bidirectional = true // both
        )]
        partial class Amp;

        [Lstm(
            input: 1,
            hidden: 16 // sixteen
        )]
        partial class Cab;
        """);
}
