using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Lstm.CodeFixes.Tests.Harness;
using Lstm.Generator.Editor;
using Lstm.Shared;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Lstm.CodeFixes.Tests;

/// <summary>A declaration and the weights file that it names: reported if they differ for sure, and never otherwise.</summary>
public sealed class WeightsFileTests
{
    private const string Source = "using Lstm; [Lstm(1, 16, Output = 1, Weights = \"amp.safetensors\")] partial class Amp;";

    [Fact]
    public async Task Another_declaration_in_the_file_is_reported()
    {
        WeightsProject project = WeightsProject.Declaring("[Lstm(input: 1, hidden: 40)]\n[Dense(2)]\n[Dense(1)]");
        Diagnostic found = Assert.Single(await FindAsync(Source, project));
        Assert.Equal(
            ("LSTM041", DiagnosticSeverity.Warning,
                "'Amp' is declared as [Lstm(input: 1, hidden: 16, Output = 1)], but the weights in \"Demo.amp.safetensors\" belong to "
                    + "[Lstm(input: 1, hidden: 40)] [Dense(2)] [Dense(1)], so they cannot be loaded. "
                    + "Use the declaration of the file, or name another file."),
            (found.Id, found.Severity, found.GetMessage(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task The_same_declaration_is_not_reported_and_neither_is_precision() => Assert.Empty(await FindAsync(
        Source.Replace("Output", "Precision = LstmPrecision.Int8, Trace = true, Output", StringComparison.Ordinal),
        WeightsProject.Declaring("[Lstm(input: 1, hidden: 16, Output = 1)]")));

    [Fact]
    public async Task Lists_of_layers_are_compared_as_declarations()
    {
        const string source = """
            using Lstm;
            [Lstm(1, 16, Weights = "amp.safetensors")] [Lstm(16)] [Dense(4)] [Gru(8, Output = 1)] partial class Amp;
            """;
        const string same = "[Lstm(input: 1, hidden: 16, Layers = 2)]\n[Dense(4)]\n[Gru(hidden: 8)]\n[Dense(1)]";
        Assert.Empty(await FindAsync(source, WeightsProject.Declaring(same)));
        string other = same.Replace("Gru", "Lstm", StringComparison.Ordinal);
        Diagnostic found = Assert.Single(await FindAsync(source, WeightsProject.Declaring(other)));
        Assert.Equal(other, found.Properties[FixProperties.Declaration]);
        Assert.Equal(
            "[Lstm(input: 1, hidden: 16)]\n[Lstm(input: 1, hidden: 16)]\n[Dense(4)]\n[Gru(input: 1, hidden: 8, Output = 1)]",
            found.Properties[FixProperties.Declared]);
        Assert.Equal(4, found.AdditionalLocations.Count);
        Assert.StartsWith(
            "'Amp' is declared as [Lstm(input: 1, hidden: 16, Layers = 2)] [Dense(4)] [Gru(hidden: 8)] [Dense(1)], but",
            found.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    /// <summary>Each fact that names and shapes show, in files without a declaration.</summary>
    [Theory]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 64x1, weight_hh_l0 64x16", null)]
    [InlineData("Lstm(1, 16)", "a.weight_ih_l0 64x2, a.weight_hh_l0 64x16", "[Lstm(input: 2, hidden: 16)]")]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 96x1, weight_hh_l0 96x24", "[Lstm(input: 1, hidden: 24)]")]
    [InlineData("Lstm(1, 16)", "cell.weight_ih 64x1, cell.weight_hh 64x16", null)]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 48x1, weight_hh_l0 48x16", "[Gru(input: 1, hidden: 16)]")]
    [InlineData("Gru(1, 16, ResetAfter = false)", "weight_ih_l0 48x1, weight_hh_l0 48x16", null)]
    [InlineData("Gru(1, 16)", "weight_ih_l0 64x1, weight_hh_l0 64x16", "[Lstm(input: 1, hidden: 16)]")]
    [InlineData("Lstm(1, 16, CoupledGates = true)", "weight_ih_l0 48x1, weight_hh_l0 48x16", "[Gru(input: 1, hidden: 16)]")]
    [InlineData(
        "Lstm(1, 16)", "weight_ih_l0 64x1, weight_hh_l0 64x16, weight_ih_l1 64x16, weight_hh_l1 64x16",
        "[Lstm(input: 1, hidden: 16, Layers = 2)]")]
    [InlineData(
        "Lstm(1, 16, Direction = Direction.Backward)",
        "weight_ih_l0 64x1, weight_hh_l0 64x16, weight_ih_l0_reverse 64x1, weight_hh_l0_reverse 64x16",
        "[Lstm(input: 1, hidden: 16, Bidirectional = true)]")]
    [InlineData("Lstm(1, 16, Projection = 4)", "weight_ih_l0 64x1, weight_hh_l0 64x8, weight_hr_l0 8x16",
        "[Lstm(input: 1, hidden: 16, Projection = 8)]")]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 64x1, weight_hh_l0 64x16, weight_peephole_l0 3x16",
        "[Lstm(input: 1, hidden: 16, Peephole = true)]")]
    [InlineData("Lstm(1, 16, LayerNorm = true, CellActivation = Activation.Relu)", "weight_ih_l0 64x1, weight_hh_l0 64x16",
        "[Lstm(input: 1, hidden: 16, CellActivation = Activation.Relu)]")]
    [InlineData("Lstm(1, 16), Dense(2, Activation.Tanh)", "weight_ih_l0 64x1, weight_hh_l0 64x16, head.weight 3x16",
        "[Lstm(input: 1, hidden: 16, Output = 3, OutputActivation = Activation.Tanh)]")]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 64x1, weight_hh_l0 64x16, head.2.weight 1x5, head.0.weight 5x16, head.0.bias 5",
        "[Lstm(input: 1, hidden: 16)]\n[Dense(5)]\n[Dense(1)]")]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 64x5, weight_hh_l0 64x16, stem.weight 5x3", "[Dense(5)]\n[Lstm(input: 3, hidden: 16)]")]
    [InlineData("Lstm(1, 16, Output = 1, Residual = true)", "weight_ih_l0 64x1, weight_hh_l0 64x16, head.weight 2x16",
        "[Lstm(input: 1, hidden: 16, Output = 2)]")]
    // A list of layers, numbered as in nn.Sequential.
    [InlineData("Lstm(1, 16), Gru(8)",
        "layers.0.weight_ih_l0 64x1, layers.0.weight_hh_l0 64x16, layers.1.weight_ih_l0 24x16, layers.1.weight_hh_l0 24x8", null)]
    [InlineData("Lstm(1, 16), Gru(8, Clip = 3)",
        "layers.0.weight_ih_l0 64x2, layers.0.weight_hh_l0 64x16, layers.1.weight_ih_l0 36x16, layers.1.weight_hh_l0 36x12",
        "[Lstm(input: 2, hidden: 16)]\n[Gru(hidden: 12, Clip = 3f)]")]
    [InlineData("Gru(1, 16)",
        "m.layers.0.weight 4x1, m.layers.0.bias 4, m.layers.1.weight_ih_l0 64x4, m.layers.1.weight_hh_l0 64x16, "
            + "m.layers.1.weight_ih_l0_reverse 64x4, m.layers.1.weight_hh_l0_reverse 64x16, m.layers.2.weight 2x32",
        "[Dense(4)]\n[Lstm(input: 1, hidden: 16, Bidirectional = true, Output = 2)]")]
    [InlineData("Lstm(1, 16), Dense(4, Activation.Tanh), Gru(8)",
        "layers.0.weight_ih_l0 64x1, layers.0.weight_hh_l0 64x16, layers.1.weight 5x16, layers.2.weight_ih_l0 24x5, "
            + "layers.2.weight_hh_l0 24x8",
        "[Lstm(input: 1, hidden: 16)]\n[Dense(5, Activation.Tanh)]\n[Gru(hidden: 8)]")]
    [InlineData("Lstm(2, 16)", "layers.0.weight_ih_l0 64x1, layers.0.weight_hh_l0 64x16", "[Lstm(input: 1, hidden: 16)]")]
    // The file is not clear: two networks, shapes that no network has, no recurrent layer, a head or a stem of another name.
    [InlineData("Lstm(1, 16)", "a.weight_ih_l0 32x1, a.weight_hh_l0 32x8, b.weight_ih_l0 32x1, b.weight_hh_l0 32x8", null)]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 64x1, weight_hh_l0 64x17", null)]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 64x1, weight_hh_l0 60x16", null)]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 0x1, weight_hh_l0 0x0", null)]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 8000x1, weight_hh_l0 8000x2000", null)]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 32x5000, weight_hh_l0 32x8", null)]
    [InlineData("Lstm(1, 16)", "weight_ih_l0 64, weight_hh_l0 64x16", null)]
    [InlineData("Lstm(1, 16)", "dense.weight 1x1", null)]
    [InlineData("Lstm(1, 16, Output = 3)", "weight_ih_l0 64x1, weight_hh_l0 64x16, fc.weight 1x16", null)]
    [InlineData("Dense(5), Lstm(1, 16)", "weight_ih_l0 64x5, weight_hh_l0 64x16, embed.weight 5x1", null)]
    // No list, because a number is missing or there is a head: only the recurrent layer is certain.
    [InlineData("Lstm(1, 16)", "layers.0.weight_ih_l0 32x1, layers.0.weight_hh_l0 32x8, layers.2.weight 1x8",
        "[Lstm(input: 1, hidden: 8)]")]
    [InlineData("Lstm(1, 16)", "layers.0.weight_ih_l0 32x1, layers.0.weight_hh_l0 32x8, layers.1.weight 1x8, head.weight 1x8",
        "[Lstm(input: 1, hidden: 8, Output = 1)]")]
    // A layer is two, a stack and a list in one file, no recurrent layer, no matrix.
    [InlineData("Lstm(1, 16)",
        "layers.0.weight_ih_l0 32x1, layers.0.weight_hh_l0 32x8, layers.0.weight_ih_l1 32x8, layers.0.weight_hh_l1 32x8, "
            + "layers.1.weight 1x8", null)]
    [InlineData("Lstm(1, 16)", "layers.0.weight_ih_l0 32x1, layers.0.weight_hh_l0 32x8, layers.1.weight 1x8, weight_ih_l0 32x1", null)]
    [InlineData("Lstm(1, 16)", "layers.0.weight 1x1, layers.1.weight 1x1", null)]
    [InlineData("Lstm(1, 16)", "layers.0.weight_ih_l0 32x1, layers.0.weight_hh_l0 32x8, layers.1.weight 8", null)]
    public async Task Shapes_of_tensors_are_compared(string attributes, string tensors, string? declaration)
    {
        string named = attributes.Replace("16", "16, Weights = \"amp.safetensors\"", StringComparison.Ordinal);
        string source = $"using Lstm; [{named}] partial class Amp;";
        IReadOnlyList<Diagnostic> found = await FindAsync(source, WeightsProject.Embedding(Header(tensors)));
        Assert.Equal(
            declaration is null ? [] : [declaration],
            found.Select(static diagnostic => diagnostic.Properties[FixProperties.Declaration]));
        Assert.True(declaration is null || Declared.Text(declaration) == declaration);
    }

    [Fact]
    public async Task Only_the_metadata_shows_coupled_gates()
    {
        string header = "{\"__metadata__\":{\"cell\":\"lstm\"}," + Header("weight_ih_l0 48x1, weight_hh_l0 48x16")[1..];
        string source = Source.Replace(", Output = 1", "", StringComparison.Ordinal);
        Diagnostic found = Assert.Single(await FindAsync(source, WeightsProject.Embedding(header)));
        Assert.Equal("[Lstm(input: 1, hidden: 16, CoupledGates = true)]", found.Properties[FixProperties.Declaration]);
    }

    /// <summary>The declaration that the import finds in a file is never reported, and one of another size always is.</summary>
    [Fact]
    public void Each_golden_file_fits_its_own_declaration_only()
    {
        int files = 0;
        foreach (string path in GoldenFiles.All)
        {
            NetworkShape shape = Declared.Network(GoldenFiles.Import(path).Declaration).Shape;
            WeightsHeader header = WeightsHeader.Parse(GoldenFiles.HeaderOf(path))!;
            string expected = DeclarationText.Of(shape);
            foreach (NetworkShape declared in (NetworkShape[])[shape, Larger(shape)])
            {
                string found = DeclarationText.Of(header.Declared ?? MeasuredNetwork.Of(header, declared)!);
                Assert.Equal((path, expected), (path, found));
            }

            files++;
        }

        Assert.True(files > 50);
    }

    /// <summary>A header that is none, or a text that must not be pasted into a source, is ignored.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"weight_ih_l0\":{\"shape\":[1e99]}}")]
    [InlineData("{\"weight_ih_l0\":{\"shape\":[99999999999]}}")]
    [InlineData("{\"weight_ih_l0\":{\"shape\":\"64\"}}")]
    [InlineData("{\"weight_ih_l0\":null}")]
    [InlineData("{\"__metadata__\":{\"declaration\":null}}")]
    [InlineData("{\"__metadata__\":{\"declaration\":\"[Lstm(input: 1, hidden: 8)] class X { } [A(1)]\"}}")]
    [InlineData("{\"__metadata__\":{\"declaration\":\"[Lstm(input: 1, hidden: 8)]\\n/*[Dense(1)]\"}}")]
    [InlineData("{\"__metadata__\":{\"declaration\":\"[System.Obsolete(1)]\"}}")]
    [InlineData("{\"__metadata__\":{\"declaration\":\"[Elman(input: 1, hidden: 8)]\"}}")]
    [InlineData("{\"__metadata__\":{\"declaration\":\"[Lstm(hidden: 8, input: 1)]\"}}")]
    [InlineData("{\"__metadata__\":{\"declaration\":\"[Lstm(input: 1, hidden: 8)]\\n[Lstm(hidden: 8)]\"}}")]
    [InlineData("{\"__metadata__\":{\"declaration\":\"[Lstm(\\\"\\\")]\"}}")]
    [InlineData("{\"__metadata__\":{\"declaration\":\"[Lstm(1, 2)]\\u0000\\ud800\"}}")]
    public async Task Other_texts_are_ignored(string header) => Assert.Empty(await FindAsync(Source, WeightsProject.Embedding(header)));

    [Fact]
    public async Task Deep_and_long_headers_are_ignored()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":[", 100_000));
        Assert.Empty(await FindAsync(Source, WeightsProject.Embedding(deep)));

        WeightsProject project = WeightsProject.Declaring("[Gru(input: 1, hidden: 2)]");
        Assert.Single(await FindAsync(Source, project));
        Assert.Empty(await FindAsync(Source, project with { Files = [project.Files[0] + new string(' ', 1 << 20)] }));
    }

    [Theory]
    [InlineData("Models/amp.safetensors", "amp.safetensors")]
    [InlineData("Models\\amp.safetensors", "Models/amp.safetensors")]
    [InlineData("amp.safetensors", "Demo.amp.safetensors")]
    [InlineData("R&D/amp.safetensors", "amp.safetensors")]
    public async Task A_file_that_is_not_embedded_is_compared_too_and_the_message_has_the_item(string file, string weights)
    {
        string source = Source.Replace("amp.safetensors", weights, StringComparison.Ordinal);
        string header = Header("weight_ih_l0 64x1, weight_hh_l0 64x16, head.weight 2x16");
        IReadOnlyList<Diagnostic> found = await FindAsync(source, new WeightsProject(["Demo.cab.bin"], [$"file {file}\n{header}\n"]));
        Assert.Equal(["LSTM041", "LSTM042"], found.Select(static diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));
        Diagnostic note = found.Single(static diagnostic => diagnostic.Id == "LSTM042");
        string item = $"<EmbeddedResource Include=\"{file.Replace("&", "&amp;", StringComparison.Ordinal)}\" />";
        Assert.Equal(DiagnosticSeverity.Info, note.Severity);
        Assert.Equal(
            $"Weights of 'Amp' names a file of the project that is not embedded. "
                + $"Add {item} to an ItemGroup of the project file.",
            note.GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Without_one_certain_file_nothing_is_reported()
    {
        string other = "\n" + Header("weight_ih_l0 48x1, weight_hh_l0 48x16") + "\n";
        Assert.Empty(await FindAsync(Source, project: null));
        Assert.Empty(await FindAsync(Source, new WeightsProject([], [])));
        WeightsProject[] projects =
        [
            new([], ["file a/amp.safetensors" + other, "file b/amp.safetensors" + other]),
            new(["a.amp.safetensors", "b.amp.safetensors"], ["resource a.amp.safetensors" + other]),
            new(["amp.safetensors"], ["file amp.safetensors" + other, "nonsense" + other, ""]),
            new([], ["file lamp.safetensors" + other]),
        ];
        foreach (WeightsProject project in projects)
        {
            Assert.Empty(await FindAsync(Source, project));
        }

        WeightsProject gru = WeightsProject.Declaring("[Gru(input: 1, hidden: 2)]");
        Assert.Single(await FindAsync(Source, gru));
        Assert.Empty(await FindAsync(Source.Replace("(1,", "(0,", StringComparison.Ordinal), gru));
    }

    /// <summary>Returns a network with a unit more in each recurrent layer, and with another number of these layers.</summary>
    private static NetworkShape Larger(NetworkShape shape)
    {
        LayerShape[] layers =
        [
            .. shape.Layers.Select(static layer => layer is RecurrentShape recurrent
                ? recurrent with { Cell = recurrent.Cell with { Hidden = recurrent.Cell.Hidden + 1 } }
                : layer),
        ];
        int first = Array.FindIndex(layers, static layer => layer is RecurrentShape);
        int[] copies = [.. Enumerable.Repeat(first, shape.Recurrent.Count() < NetworkShape.MaxLayers ? 1 : 0)];
        return shape with { Layers = new([.. layers[..first], .. copies.Select(copy => layers[copy]), .. layers[first..]]) };
    }

    private static Task<IReadOnlyList<Diagnostic>> FindAsync(string source, WeightsProject? project) =>
        Analysis.RunAsync(new WeightsFileAnalyzer(), source, project);

    // From "name 2x3, name 4": a tensor with its shape each.
    private static string Header(string tensors)
    {
        IEnumerable<string[]> parts = tensors.Split(", ").Select(static tensor => tensor.Split(' '));
        return "{" + string.Join(",", parts.Select(static tensor => $$"""
            "{{tensor[0]}}":{"shape":[{{tensor[1].Replace('x', ',')}}]}
            """)) + "}";
    }
}
