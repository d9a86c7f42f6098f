using System.Threading.Tasks;
using Lstm.CodeFixes.Tests.Harness;
using Lstm.Generator.Declaration;
using Xunit;

namespace Lstm.CodeFixes.Tests;

public sealed class NameResourceTests
{
    [Theory]
    [InlineData("LSTM020", "amp.safetensor", "Demo.Amp.safetensors")]
    [InlineData("LSTM020", "cab.onnx", "Demo.cab.onnx.bin")]
    [InlineData("LSTM019", "", "Demo.Amp.safetensors")]
    public Task A_missing_resource_is_replaced_by_one_that_exists(string id, string wrong, string right) => Fix(
        $"[Lstm(1, 16, Weights = {{|{id}:\"{wrong}\"|}} /* file */)] partial class Amp;",
        $"[Lstm(1, 16, Weights = \"{right}\" /* file */)] partial class Amp;",
        $"Use the resource \"{right}\"",
        new WeightsProject(["Demo.cab.onnx.bin", "Demo.Amp.safetensors"], [], nameof(NameResourceFix) + right));

    /// <summary>The most similar name comes first, whatever its case.</summary>
    [Fact]
    public Task The_first_choice_is_the_most_similar_name() => Fix(
        "[Lstm(1, 16, Weights = {|LSTM020:\"models/amp.safetensors\"|})] partial class Amp;",
        "[Lstm(1, 16, Weights = \"Demo.Models.amp.safetensors\")] partial class Amp;",
        "Use the resource \"Demo.Models.amp.safetensors\"",
        new WeightsProject(["Demo.cab.safetensors", "Demo.icon.png", "Demo.Models.amp.safetensors"], []));

    [Fact]
    public Task An_ambiguous_name_is_replaced_by_one_of_its_meanings() => Fix(
        "[Lstm(1, 16, Weights = {|LSTM020:\"amp.bin\"|})] partial class Amp;",
        "[Lstm(1, 16, Weights = \"Demo.old.amp.bin\")] partial class Amp;",
        "Use the resource \"Demo.old.amp.bin\"",
        new WeightsProject(["A.bin", "Demo.amp.bin", "Demo.old.amp.bin"], [], nameof(NameResourceFix) + "Demo.old.amp.bin"));

    [Fact]
    public Task A_project_without_resources_gets_no_choice() => Fix(
        "[Lstm(1, 16, Weights = {|LSTM020:\"amp.bin\"|})] partial class Amp;",
        "[Lstm(1, 16, Weights = {|LSTM020:\"amp.bin\"|})] partial class Amp;",
        null,
        new WeightsProject([], []));

    private static Task Fix(string before, string after, string? title, WeightsProject project) =>
        FixTest<LstmAnalyzer, NameResourceFix>.RunAsync("using Lstm; " + before, "using Lstm; " + after, title, project);
}
