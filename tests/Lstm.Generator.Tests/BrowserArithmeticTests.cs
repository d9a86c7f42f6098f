using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>A project for browsers is warned of arithmetic that has to be emulated there.</summary>
public sealed class BrowserArithmeticTests
{
    private static readonly TestCompilation s_browser = new(RuntimeIdentifier: "browser-wasm");

    [Theory]
    [InlineData("[{|LSTM027:Lstm(1, 16)|}]")]
    [InlineData("[Dense(3)] [{|LSTM027:Gru(1, 16, Arithmetic = LstmArithmetic.Exact)|}] [Lstm(4)]")]
    public async Task Exact_arithmetic_is_warned_about(string attributes)
    {
        GeneratorRun run = await RunAsync(s_browser, $"using Lstm; {attributes} public partial class Amp;");

        Assert.StartsWith("'Amp' has exact arithmetic in a project for browsers. ", Assert.Single(run.Messages));
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }

    [Theory]
    [InlineData("[Lstm(1, 16, Arithmetic = LstmArithmetic.Fast)]")]
    [InlineData("[Lstm(1, 16, StochasticForget = true)]")]
    [InlineData("\n#pragma warning disable LSTM027\n[Lstm(1, 16)]")]
    public async Task Other_networks_are_not(string attributes) =>
        Assert.Empty((await RunAsync(s_browser, $"using Lstm; {attributes} public partial class Amp;")).Messages);

    [Fact]
    public async Task Other_projects_are_not()
    {
        TestCompilation project = new(RuntimeIdentifier: "linux-x64");
        Assert.Empty((await RunAsync(project, "using Lstm; [Lstm(1, 16)] public partial class Amp;")).Messages);
    }
}
