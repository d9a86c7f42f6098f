using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Sdk;

namespace Lstm.Generator.Tests.Harness;

/// <summary>The harness can fail: what it proves in every other test is worth no more than that.</summary>
public sealed class HarnessTests
{
    private const string Valid = "[Lstm.Lstm(3, 3)] public partial class Amp;";

    [Fact]
    public async Task A_valid_class_passes()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync(Valid);
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }

    [Theory]
    [InlineData("[Lstm.Lstm(3, 3)] public class Amp;", "LSTM001 at 'Amp'")]
    [InlineData("[Lstm.Lstm(3, 3)] public {|LSTM001:class|} Amp;", "LSTM001 at 'class'")]
    [InlineData("[Lstm.Lstm(3, 3)] public class {|LSTM002:Amp|};", "LSTM002 at 'Amp'")]
    [InlineData("[Lstm.Lstm(3, 3)] public partial class Amp { private int _unused; }", "CS0169")]
    [InlineData("[Lstm.Lstm(3, 3)] public partial class Amp { void M() { string s = null; } }", "CS8600")]
    [InlineData("[Lstm.Lstm(3, 3)] public partial class Amp { unsafe void M() { } }", "CS0227")]
    public async Task An_unmarked_diagnostic_fails_with_numbered_source(string source, string expected)
    {
        XunitException failure = await Assert.ThrowsAnyAsync<XunitException>(() => GeneratorHarness.RunAsync(source));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("--- Source0.cs\n   1  [Lstm.Lstm(3, 3)]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compiler_object_is_found_however_deep_it_is_hidden()
    {
        ISymbol symbol = TestCompilation.Default.Create(Valid).GlobalNamespace;
        Assert.Null(RoslynObjects.FindIn(new Tuple<string, int[]>("plain", [1, 2])));
        Assert.Contains("Namespace", RoslynObjects.FindIn(new Tuple<string, object[]>("deep", [1, (2, symbol)])), StringComparison.Ordinal);
        Assert.NotNull(RoslynObjects.FindIn((object)Location.None));
        Assert.NotNull(RoslynObjects.FindIn(new Lazy<ISymbol>(symbol)));
    }

    [Fact]
    public void A_mark_is_removed_from_the_source()
    {
        SourceMarkup markup = SourceMarkup.Parse("class {|A:{|B:Amp|}|} { }");
        Assert.Equal("class Amp { }", markup.Text);
        Assert.Equal(["B", "A"], [markup.Marks[0].Id, markup.Marks[1].Id]);
        Assert.Equal("[6..9)", markup.Marks[1].Span.ToString());
    }
}
