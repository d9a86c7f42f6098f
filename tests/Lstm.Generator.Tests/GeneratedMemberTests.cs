using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>Which members a class gets depends on its network: a name collides where it is generated, and is free elsewhere.</summary>
public sealed class GeneratedMemberTests
{
    private const string Usings = "using System; using Lstm; ";

    private const string Backward = "Lstm(3, 3, Direction = Direction.Backward)";
    private const string BothWays = "Gru(3, 3, Bidirectional = true)";
    private const string Embedded = "Gru(3, 3, Weights = \"a\")";
    private const string Quantized = "Lstm(3, 3, Precision = LstmPrecision.Int8)";
    private const string Traced = "Lstm(3, 3, Trace = true)";
    private const string Stochastic = "Lstm(3, 3, StochasticForget = true)";

    [Theory]
    [InlineData("Lstm(3, 3)", "public int {|LSTM007:InitialState|};", "InitialState")]
    [InlineData(Backward, "public int {|LSTM007:InitialState|} => 3;", "InitialState")]
    [InlineData(Backward, "public static int {|LSTM007:ScratchLength|}(int count) => count;", "ScratchLength")]
    [InlineData(BothWays, "public const int {|LSTM007:ScratchLength|} = 3;", "ScratchLength")]
    [InlineData(BothWays, "public void {|LSTM007:Run|}(ReadOnlySpan<float> a, Span<float> b) { }", "Run")]
    [InlineData(Backward, "public void {|LSTM007:Run|}(ref State s, ReadOnlySpan<float> a, Span<float> b) { }", "Run")]
    [InlineData(
        BothWays,
        "public void {|LSTM007:Run|}(ref State s, ReadOnlySpan<float> a, Span<float> b, Span<float> c) { }",
        "Run")]
    [InlineData(Stochastic, "public static void {|LSTM007:Seed|}(ref State s, ulong seed) { }", "Seed")]
    [InlineData(Stochastic, "public int {|LSTM007:Seed|};", "Seed")]
    [InlineData(Embedded, "public static Amp {|LSTM007:Default|} => null!;", "Default")]
    [InlineData(Embedded, "public void {|LSTM007:Default|}(int rate) { }", "Default")]
    [InlineData("Gru(3, 3, Weights = {|LSTM019:\" \"|})", "public enum {|LSTM007:Default|} { }", "Default")]
    [InlineData("Lstm(3, 3, Bidirectional = true, StochasticForget = true)", "public class {|LSTM007:Seed|};", "Seed")]
    [InlineData(Quantized, "public float {|LSTM007:QuantizationReport|};", "QuantizationReport")]
    [InlineData("Gru(3, 3)", "public uint {|LSTM007:WeightsChecksum|}() => 3;", "WeightsChecksum")]
    [InlineData(Backward, "public uint {|LSTM007:WeightsChecksum|};", "WeightsChecksum")]
    [InlineData("Gru(3, 3)", "public int {|LSTM007:RestState|}(ReadOnlySpan<float> input) => 3;", "RestState")]
    [InlineData("Lstm(3, 3)", "public struct {|LSTM007:RestState|};", "RestState")]
    [InlineData(Traced, "public struct {|LSTM007:Trace|};", "Trace")]
    [InlineData(Traced, "public void {|LSTM007:Trace|}(int step) { }", "Trace")]
    [InlineData(
        Traced,
        "public void {|LSTM007:Step|}(ref State s, ReadOnlySpan<float> a, Span<float> b, ref Trace t) { }",
        "Step")]
    // Names in metadata.
    [InlineData("Lstm(3, 3)", "public int {|LSTM007:get_InitialState|}() => 1;", "get_InitialState")]
    [InlineData("Lstm(3, 3)", "public void {|LSTM007:set_WeightsChecksum|}(uint value) { }", "set_WeightsChecksum")]
    [InlineData("Lstm(3, 3)", "public int {|LSTM007:get_WeightsChecksum|};", "get_WeightsChecksum")]
    [InlineData(Embedded, "public static Amp {|LSTM007:get_Default|}() => null!;", "get_Default")]
    [InlineData(
        "Lstm(3, 3)",
        "[System.Runtime.CompilerServices.IndexerName(\"Step\")] public int {|LSTM007:this|}[int index] => index;",
        "Step")]
    // Whatever else is wrong, as far as it is known what the network is.
    [InlineData("Lstm({|LSTM006:0|}, 3, StochasticForget = true)", "public class {|LSTM007:Seed|};", "Seed")]
    public Task A_generated_name_is_taken(string attribute, string member, string name) => AssertRefusedAsync(
        $"{Usings}[{attribute}] public partial class Amp {{ {member} }}", $"'Amp' already has a member '{name}'");

    [Theory]
    [InlineData(Backward, "ScratchLength")]
    [InlineData(BothWays, "Run")]
    [InlineData(Stochastic, "Seed")]
    [InlineData(Embedded, "Default")]
    [InlineData("Gru(3, 3)", "InitialState")]
    [InlineData(Traced, "Trace")]
    [InlineData("Gru(3, 3)", "RestState")]
    [InlineData(Backward, "WeightsChecksum")]
    public Task A_class_cannot_be_named_like_its_member(string attribute, string name) => AssertRefusedAsync(
        $"{Usings}[{attribute}] public partial class {{|LSTM007:{name}|}};", $"'{name}' already has a member '{name}'");

    [Theory]
    [InlineData("Lstm(3, 3)", "public static int ScratchLength(int count) => count; public class Seed;")]
    [InlineData(
        "Lstm(3, 3)",
        "public void Run(ReadOnlySpan<float> a, Span<float> b) { } public void Run(ref State s, ReadOnlySpan<float> a, Span<float> b, "
            + "Span<float> c) { }")]
    [InlineData("Gru(3, 3)", "public static void Seed(ref State s, ulong seed) { } public static int ScratchLength;")]
    [InlineData(
        Stochastic,
        "public static void Seed(ulong seed) { } public static void Seed(ref State s, int seed) { } "
            + "public int ScratchLength(int steps) => steps;")]
    [InlineData("Gru(3, 3, Weights = null)", "public int Default;")]
    [InlineData(
        "Lstm(3, 3)",
        "public int get_InitialState(int index) => index; public int get_Default() => 1; public int get_InputSize() => 1;")]
    [InlineData("Lstm(3, 3)", "public int this[int index] => index;")]
    [InlineData(
        "Lstm(3, 3, Trace = false)",
        "public struct Trace; public void Step(ref State s, ReadOnlySpan<float> a, Span<float> b, ref Trace t) { }")]
    [InlineData(Traced, "public int RestState(int input) => input; public struct Traces;")]
    [InlineData(Backward, "public int RestState;")]
    [InlineData(Embedded, "public int Weights; public static class Nested { public static int Default; }")]
    [InlineData("Lstm(3, 3, Precision = LstmPrecision.Single)", "public float QuantizationReport;")]
    [InlineData(
        Backward,
        "public enum Step { First, Last } public void StepMany(Span<State> s, ReadOnlySpan<float> a, Span<float> b) { } public int Seed;")]
    [InlineData(BothWays, "public void Step(ref State s, ReadOnlySpan<float> a, Span<float> b) { } public int StepMany => 3;")]
    [InlineData(
        BothWays,
        "public static long ScratchLength(long steps) => steps; public float[] Run(float[] a) => a; "
            + "public void Run(ref State s, float[] a) { }")]
    [InlineData(
        BothWays,
        "public static int ScratchLength<T>(int steps) => steps; public void Run<T>(ReadOnlySpan<float> a, Span<float> b) { }")]
    public async Task A_name_that_is_not_generated_is_free(string attribute, string members)
    {
        GeneratorRun run = await RunAsync($"{Usings}[{attribute}] public partial class Amp {{ {members} }}");
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }

    [Theory]
    [InlineData("Lstm(3, 3)", "ScratchLength")]
    [InlineData("Gru(3, 3)", "Seed")]
    [InlineData("Gru(3, 3)", "Default")]
    [InlineData(Embedded, "Weights")]
    [InlineData(Backward, "Step")]
    [InlineData("Lstm(3, 3)", "Trace")]
    [InlineData(BothWays, "RestState")]
    [InlineData(BothWays, "StepMany")]
    public async Task A_class_may_be_named_like_a_member_of_other_networks(string attribute, string name)
    {
        GeneratorRun run = await RunAsync($"{Usings}[{attribute}] public partial class {name};");
        Assert.Equal([name + ".g.cs"], run.HintNames);
    }

    /// <summary>While the attribute is half typed, nobody knows whether there will be a Step.</summary>
    [Fact]
    public async Task Without_a_network_there_are_no_members()
    {
        GeneratorRun run = await RunAsync(
            "[{|CS7036:Lstm.Lstm(input: 3)|}] public partial class Amp { public int Step; public int State; }");
        Assert.Empty(run.Messages);
    }
}
