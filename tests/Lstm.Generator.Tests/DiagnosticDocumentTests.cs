using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Lstm.Generator.Declaration;
using Lstm.Generator.Tests.Harness;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests;

/// <summary>What is written about the diagnostics is true: their help links lead somewhere, and the examples do what they say.</summary>
public sealed partial class DiagnosticDocumentTests
{
    private const string Document = "docs/diagnostics.md";

    // A warning of the package's targets, not of the analyzer.
    private const string TargetsWarning = "LSTM101";

    public static TheoryData<string> Ids => [.. Descriptors.Select(static descriptor => descriptor.Id)];

    // Ids of 0.1 that were retired. They are not used again.
    private static readonly int[] s_retired = [8, 18];

    private static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
    [
        .. typeof(LstmDiagnostics).GetFields()
            .Select(static field => field.GetValue(null)).OfType<DiagnosticDescriptor>()
            .OrderBy(static descriptor => descriptor.Id, StringComparer.Ordinal),
    ];

    [Fact]
    public void The_ids_are_consecutive_and_supported_by_the_analyzer()
    {
        Assert.Equal(
            Enumerable.Range(1, Descriptors.Count + s_retired.Length).Except(s_retired).Select(static number => $"LSTM{number:D3}"),
            Descriptors.Select(static descriptor => descriptor.Id));
        Assert.True(Descriptors.Count >= 20);
        Assert.Equal(
            Descriptors.Select(static descriptor => descriptor.Id),
            new LstmAnalyzer().SupportedDiagnostics.Select(static descriptor => descriptor.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_help_link_leads_to_a_section(string id)
    {
        string link = Descriptors.Single(descriptor => descriptor.Id == id).HelpLinkUri;
        Assert.EndsWith($"/{Document}#{id.ToLowerInvariant()}", link, StringComparison.Ordinal);
        Assert.Contains($"\n## {id}\n", Repository.Read(Document), StringComparison.Ordinal);
    }

    [Fact]
    public void No_section_is_about_an_id_that_does_not_exist() => Assert.Equal(
        [.. Descriptors.Select(static descriptor => descriptor.Id), "LSTM040", "LSTM041", "LSTM042", TargetsWarning],
        Heading().Matches(Repository.Read(Document)).Select(static match => match.Groups[1].Value));

    [Fact]
    public void The_warning_of_the_targets_has_a_row_and_a_section()
    {
        string targets = Repository.Read("src/Lstm.Runtime/Package/LstmGen.targets");
        Assert.Contains($"<Warning Code=\"{TargetsWarning}\"", targets, StringComparison.Ordinal);

        string row = $"| [{TargetsWarning}](#{TargetsWarning.ToLowerInvariant()}) |";
        Assert.Contains(row, Repository.Read(Document), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_releases_list_each_id_with_its_category_severity_and_title(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Single(descriptor => descriptor.Id == id);
        string releases = Repository.Read("src/Lstm.Generator/AnalyzerReleases.Shipped.md")
            + Repository.Read("src/Lstm.Generator/AnalyzerReleases.Unshipped.md");
        string line = Assert.Single(releases.Split('\n'), line => line.StartsWith(id, StringComparison.Ordinal));
        string[] cells = line.Split(" | ");
        Assert.Equal([id, descriptor.Category, descriptor.DefaultSeverity.ToString()], cells[..3]);
        Assert.Contains($"| [{id}](#{id.ToLowerInvariant()}) | {cells[3]} |", Repository.Read(Document), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_example_is_refused_and_the_right_one_is_not(string id)
    {
        string section = Repository.Read(Document).Split($"\n## {id}\n")[1].Split("\n## ")[0];
        MatchCollection blocks = CodeBlock().Matches(section);
        Assert.Equal(2, blocks.Count);
        string? platform = id == "LSTM027" ? "browser-wasm" : null;
        Assert.Equal([id], await ReadAsync(blocks[0], platform));
        Assert.Empty(await ReadAsync(blocks[1], platform));
    }

    /// <summary>The ids that an example of the document brings about; one without any must give code that compiles.</summary>
    private static async Task<IReadOnlyList<string>> ReadAsync(Match block, string? platform)
    {
        bool isProject = block.Groups["language"].Value == "xml";
        string text = block.Groups["text"].Value;
        TestCompilation project = TestCompilation.Default;
        string source = "using Lstm;\n" + (isProject ? "[Lstm(1, 16, Weights = \"amp.safetensors\")] public partial class Amp { }" : text);
        if (Version().Match(text) is { Success: true } language)
        {
            Assert.True(LanguageVersionFacts.TryParse(language.Groups[1].Value, out LanguageVersion version));
            project = new TestCompilation(version);
        }
        else if (isProject)
        {
            project = new TestCompilation(
                Resources: "|" + string.Concat(Resource().Matches(text).Select(static match => $"Demo.{match.Groups[1].Value}|")));
        }

        project = project with { RuntimeIdentifier = platform };
        CSharpCompilation compilation = project.Create(source);
        string[] found =
        [
            .. (await GeneratorHarness.AnalyzeAsync(compilation, project)).Select(static diagnostic => diagnostic.Id).Distinct(),
        ];
        if (found.Length == 0)
        {
            GeneratorRun run = await GeneratorHarness.RunAsync(project, [source, .. JsonContexts.Completing(source)]);
            Assert.NotEmpty(run.HintNames);
        }

        return found;
    }

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"```(?<language>csharp|xml)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("<EmbeddedResource Include=\"(.*)\" />")]
    private static partial Regex Resource();

    [GeneratedRegex("<LangVersion>(.*)</LangVersion>")]
    private static partial Regex Version();
}
