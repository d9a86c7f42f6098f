using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.CodeFixes.Tests.Harness;
using Lstm.Generator.Editor;
using Lstm.Generator.Emission;
using Lstm.Generator.Model;
using Lstm.Generator.Planning;
using Lstm.Import;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Lstm.CodeFixes.Tests;

/// <summary>The cost of a declaration: the same numbers as in the generated file, in the imported model and in the tool.</summary>
public sealed partial class CostTests
{
    [Theory]
    [InlineData(
        "Lstm(1, 16, Output = 1)",
        "'Amp' has 1,169 parameters and 1,104 multiply-adds a step. Its state has 128 bytes, its packed weights have 5,728 bytes. "
            + "Kernels: Vector256 (gates in registers), Vector128 (tiles).")]
    [InlineData(
        "Lstm(8, 64, Precision = LstmPrecision.Int8, Trace = true)",
        "'Amp' has 18,688 parameters and 18,432 multiply-adds a step. Its state has 512 bytes, its packed weights have 27,680 bytes. "
            + "Kernels: Vector256 (tiles, in integers), Vector128 (tiles, in integers), a traced one.")]
    [InlineData(
        "Lstm(8, 40)",
        "'Amp' has 7,840 parameters and 7,680 multiply-adds a step. Its state has 320 bytes, its packed weights have 32,384 bytes. "
            + "Kernels: Vector512 (tiles, two gates side by side), Vector256 (tiles), Vector128 (tiles).")]
    public async Task The_message_shows_numbers_and_kernels(string attribute, string message)
    {
        Diagnostic cost = Assert.Single(await CostsAsync($"using Lstm; [{attribute}] partial class Amp;"));
        Assert.Equal(message, cost.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(DiagnosticSeverity.Info, cost.Severity);
        Assert.Equal(attribute, cost.Location.SourceTree!.ToString().Substring(cost.Location.SourceSpan.Start, attribute.Length));
    }

    [Fact]
    public async Task The_numbers_of_a_list_are_those_of_all_layers()
    {
        const string attributes = "[Dense(1)] [Lstm(1, 16)] [Gru(8, Output = 1)]";
        Diagnostic cost = Assert.Single(await CostsAsync($"using Lstm; {attributes} partial class Amp;"));
        Assert.StartsWith(
            "'Amp' has 1,771 parameters and 1,673 multiply-adds a step. Its state has 160 bytes, its packed weights have ",
            cost.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        Assert.Equal("Lstm(1, 16)", cost.Location.SourceTree!.ToString().Substring(cost.Location.SourceSpan.Start, "Lstm(1, 16)".Length));
    }

    [Fact]
    public async Task The_example_in_the_document_is_right()
    {
        string section = Repository.Read("docs/diagnostics.md").Split("\n## LSTM040\n")[1].Split("\n## ")[0];
        string source = section.Split("```csharp\n")[1].Split("```")[0];
        string message = string.Join(' ', section.Split("\n> ")[1..]).Trim();
        Diagnostic cost = Assert.Single(await CostsAsync("using Lstm;\n" + source));
        Assert.Equal(message, cost.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Only_a_valid_network_has_a_cost() => Assert.Equal(
        ["Inner"],
        (await CostsAsync("""
            using Lstm;
            [Lstm(0, 16)] partial class Small;
            [Lstm("", 16)] partial class Unbound;
            [Lstm(1, 16), Gru(1, 16)] partial class Both;
            [Dense(1)] partial class Alone;
            [System.Obsolete] class Plain { [Gru(1, 16)] class Inner; }
            """)).Select(static cost => cost.GetMessage(CultureInfo.InvariantCulture).Split('\'')[1]));

    /// <summary>Every golden file: the parameters are those of the file, the bytes those of the generated code.</summary>
    [Fact]
    public void The_numbers_are_those_of_the_file_and_of_the_generated_code()
    {
        int files = 0;
        foreach (string path in GoldenFiles.All)
        {
            ModelDescription model = GoldenFiles.Import(path);
            DeclaredNetwork network = Declared.Network(model.Declaration);
            NetworkCost cost = NetworkCost.Of(network.Shape);
            Assert.Equal((path, model.Layers.Sum(static layer => layer.Parameters)), (path, cost.Parameters));

            string text = ModelEmitter.Emit(new LstmModel(new ModelType(null, null, "Amp"), network.Shape));
            string floats = PackedFloats().Match(text).Groups[1].Value;
            Assert.Equal((path, sizeof(float) * long.Parse(floats, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)),
                (path, cost.WeightBytes));
            files++;
        }

        Assert.True(files > 50);
    }

    [Theory]
    [InlineData("torch-1x16-dense1")]
    [InlineData("variants/torch-4x11-2layers-everything")]
    [InlineData("variants/torch-3x9-stem6-relu-stem5-tanh-dense7-relu-dense4-softmax")]
    [InlineData("variants/torch-3x12-2layers-gru-resetbefore-bidirectional")]
    public void The_tool_shows_the_same_numbers(string name)
    {
        string path = TestFiles.Golden(name);
        string tool = System.IO.Path.Combine(AppContext.BaseDirectory, "Lstm.Tool.dll");
        JsonElement inspected = JsonDocument
            .Parse(ChildProcess.Dotnet(["exec", tool, "inspect", path, "--json"], TimeSpan.FromMinutes(2)))
            .RootElement;
        NetworkCost cost = NetworkCost.Of(Declared.Network(inspected.GetProperty("declaration").GetString()!).Shape);
        JsonElement totals = inspected.GetProperty("totals");
        Assert.Equal(
            (totals.GetProperty("parameters").GetInt64(), totals.GetProperty("multiplyAddsPerStep").GetInt64(),
                totals.GetProperty("stateBytes").GetInt32()),
            (cost.Parameters, cost.MultiplyAdds, cost.StateBytes));
    }

    private static Task<IReadOnlyList<Diagnostic>> CostsAsync(string source) => Analysis.RunAsync(new CostAnalyzer(), source);

    [GeneratedRegex("Packed weights, ([0-9,]+) floats")]
    private static partial Regex PackedFloats();
}
