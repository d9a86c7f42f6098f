using System;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using static Lstm.Generator.Tests.Harness.GeneratorHarness;

namespace Lstm.Generator.Tests;

/// <summary>The parameter <c>Weights</c>: what it adds to a class, and what the analyzer says about the resource that it names.</summary>
public sealed class EmbeddedWeightsTests
{
    [Theory]
    [InlineData("Lstm(3, 3, Weights = \"amp.safetensors\")")]
    [InlineData("Gru(3, 3, Weights = \"amp.safetensors\")")]
    [InlineData("Lstm(3, 3, Weights = \"amp.safetensors\", Bidirectional = true)")]
    public async Task It_adds_one_property(string attribute)
    {
        string[] with = await MembersAsync($"using Lstm; [{attribute}] public partial class Amp;");
        string[] without =
            await MembersAsync($"using Lstm; [{attribute.Replace(", Weights = \"amp.safetensors\"", "")}] public partial class Amp;");
        Assert.Equal(["Amp.Default", "Amp.Default.get"], with.Except(without));
        Assert.Empty(without.Except(with));
    }

    [Theory]
    [InlineData("using Lstm; namespace A; partial struct @struct { [Lstm(3, 3, Weights = \"a\")] private partial class @class; }")]
    [InlineData("using Lstm; [Lstm(3, 3, Weights = \"a\")] partial class Amp { static Amp() { } Amp(int rate, LstmWeights weights) "
        + ": this(weights) { } public Amp(object weights) { _weights = null!; } }")]
    [InlineData("using Lstm; [Lstm(3, 3, Weights = \"a\")] partial class Amp { private class Lstm; private class System; "
        + "private int resource = 1, create = 2, weights = 3; public int Sum => resource + create + weights; }")]
    [InlineData("using Lstm; class Root { public Root() { } private static int Default => 1; public static int One => Default; } "
        + "[Lstm(3, 3, Weights = \"a\")] partial class Amp : Root;")]
    [InlineData("using Lstm; partial class Outer { public static int Default => 1; [Lstm(3, 3, Weights = \"a\")] partial class Amp; }")]
    public async Task It_fits_wherever_a_network_does(string source)
    {
        GeneratorRun run = await RunAsync(source);
        Assert.Contains(" Default =>", run.Text, StringComparison.Ordinal);
    }

    /// <summary>Whatever stands in the name, the generated text has it on one line, and it is the same string.</summary>
    [Theory]
    [InlineData("\"")]
    [InlineData("\\")]
    [InlineData("\\u0022);")]
    [InlineData("a\nb\r\nc")]
    [InlineData("a\0b\t\u0085\u2028\u2029")]
    [InlineData("\"\"\" */ // <summary>")]
    [InlineData("{0} {{x}} $\"{y}\"")]
    [InlineData("Größe 音 \U0001F39B \U000E0001")]
    [InlineData("\u202e\u200b\ufeff")]
    [InlineData("../a%20b;c#d|e'f.bin ")]
    public Task Any_name_is_written_as_it_is(string name) => AssertWrittenAsync(name);

    /// <summary>Not as data of a test: attributes cannot hold such strings in metadata, only in source.</summary>
    [Fact]
    public Task Half_a_character_is_written_as_it_is() => AssertWrittenAsync("\ud800 lonely \udc00");

    private static async Task AssertWrittenAsync(string name)
    {
        GeneratorRun run = await RunAsync($"using Lstm; [Lstm(3, 3, Weights = {Literal(name)})] public partial class Amp;");
        Assert.Equal(name, ResourceOf(run));
        Assert.DoesNotContain(run.Text, static letter => char.IsControl(letter) && letter != '\n');
        Assert.Equal(
            (await RunAsync("using Lstm; [Lstm(3, 3, Weights = \"a\")] public partial class Amp;")).Text.Split('\n').Length,
            run.Text.Split('\n').Length);
    }

    [Theory]
    [InlineData(
        "\"\"",
        "Weights of 'Amp' is empty. It must be the name of an embedded resource, such as \"amp.safetensors\", or be omitted.")]
    [InlineData("\" \"", "Weights of 'Amp' contains only white space. It must be")]
    [InlineData("\"\\t\\r\\n\\u2003\"", "Weights of 'Amp' contains only white space. It must be")]
    [InlineData("\"\" + \"\"", "Weights of 'Amp' is empty")]
    public Task A_blank_name_is_refused(string value, string message) =>
        AssertRefusedAsync($"using Lstm; [Gru(3, 3, Weights = {{|LSTM019:{value}|}})] public partial class Amp;", message);

    [Fact]
    public Task A_blank_name_is_reported_together_with_other_faults() => AssertRefusedAsync(
        "using Lstm; [Lstm({|LSTM006:0|}, 3, Weights = {|LSTM019:\"\"|})] public class {|LSTM001:Amp|} { public int {|LSTM007:Default|}; }",
        "is empty",
        "input",
        "'Default'");

    [Theory]
    [InlineData("|Demo.amp.bin|")]
    [InlineData("|Demo.a.bin|Demo.Models.amp.bin|")]
    [InlineData("|amp.bin|Demo.amp.bin|")]
    // Nobody has told, or nobody has told yet.
    [InlineData(null)]
    [InlineData("")]
    public async Task A_resource_that_is_there_or_may_be_is_no_reason_to_speak(string? resources)
    {
        GeneratorRun run = await RunAsync(
            new TestCompilation(Resources: resources),
            "using Lstm; [Lstm(3, 3, Weights = \"amp.bin\")] public partial class Amp;");
        Assert.Empty(run.Messages);
    }

    [Theory]
    [InlineData(
        "|",
        "which is not an embedded resource of this project. It has no embedded resources. Add the file as an EmbeddedResource.")]
    [InlineData(
        "|Demo.Amp.bin|",
        "which is not an embedded resource of this project. Its resources are \"Demo.Amp.bin\". Add the file as an EmbeddedResource.")]
    [InlineData("|a|b|c|d|e|f|g|h|", "\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\". Add")]
    [InlineData("|a|b|c|d|e|f|g|h|i|", "\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\" and others. Add")]
    [InlineData(
        "|Demo.amp.bin|Demo.old.amp.bin|",
        "which matches several embedded resources: \"Demo.amp.bin\", \"Demo.old.amp.bin\". Write the full name of one of them.")]
    public async Task A_resource_that_is_missing_or_ambiguous_is_warned_about(string resources, string message)
    {
        GeneratorRun run = await RunAsync(
            new TestCompilation(Resources: resources),
            "using Lstm; [Gru(3, 3, Weights = {|LSTM020:\"amp.bin\"|})] public partial class Amp;");
        string said = Assert.Single(run.Messages);
        Assert.StartsWith("Weights of 'Amp' names \"amp.bin\", which ", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(run.Diagnostics).Severity);
        // It is no more than a warning: the file may come to the assembly by another way.
        Assert.Equal(["Amp.g.cs"], run.HintNames);
    }

    [Fact]
    public async Task Escaped_names_are_read_back()
    {
        TestCompilation project = new(Resources: "|Demo.it's%3B %231 50%25 %7Cx%7C.bin|Demo.%2520.bin|");
        GeneratorRun run = await RunAsync(
            project,
            "using Lstm; [Lstm(3, 3, Weights = \"it's; #1 50% |x|.bin\")] partial class One;",
            "using Lstm; [Lstm(3, 3, Weights = \"%20.bin\")] partial class Two;",
            "using Lstm; [Lstm(3, 3, Weights = {|LSTM020:\" .bin\"|})] partial class Three;");
        Assert.Equal(3, run.HintNames.Count);
    }

    [Fact]
    public async Task A_warning_stays_on_one_line_and_can_be_silenced()
    {
        TestCompilation project = new(Resources: "|");
        GeneratorRun run = await RunAsync(
            project,
            "using Lstm; [Lstm(3, 3, Weights = {|LSTM020:\"a\\n\\\"b\"|})] partial class Amp;",
            "using Lstm;\n#pragma warning disable LSTM020\n[Lstm(3, 3, Weights = \"a\")] partial class Silent;");
        Assert.StartsWith("Weights of 'Amp' names \"a\\n\\\"b\", which", Assert.Single(run.Messages), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_warning_is_reported_together_with_other_faults()
    {
        GeneratorRun run = await RunAsync(
            new TestCompilation(Resources: "|"),
            "using Lstm; [Lstm(3, {|LSTM006:0|}, Weights = {|LSTM020:\"a\"|})] partial class Amp;",
            "using Lstm; [Lstm(3, 3, Weights = {|LSTM019:\"\"|})] partial class Blank;",
            "using Lstm; [{|CS0592:Lstm|}(3, 3, Weights = \"a\")] partial struct Struct;",
            "using Lstm; [Lstm({|CS1503:\"3\"|}, 3, Weights = \"a\")] partial class Unbound;");
        Assert.Empty(run.HintNames);
    }

    private static async Task<string[]> MembersAsync(string source)
    {
        GeneratorRun run = await RunAsync(source);
        return [.. run.Output.GetTypeByMetadataName("Amp")!.GetMembers().Select(static member => member.ToDisplayString())];
    }

    /// <summary>The name that the generated property passes on, as the compiler reads it.</summary>
    private static string? ResourceOf(GeneratorRun run) => run.Output.SyntaxTrees
        .Single(static tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).GetRoot().DescendantNodes()
        .OfType<PropertyDeclarationSyntax>().Single(static property => property.Identifier.ValueText == "Default")
        .ExpressionBody!.DescendantNodes().OfType<LiteralExpressionSyntax>().Single().Token.ValueText;

    private static string Literal(string text) =>
        "\"" + string.Concat(text.Select(static letter => $"\\u{(int)letter:x4}")) + "\"";
}
