using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;
using Xunit.Sdk;

namespace Lstm.Generator.Tests.Harness;

/// <summary>
/// Runs the generator and the analyzer over a user's sources and proves, in every test, what must hold for all of them: work is cached,
/// models are plain values, the generator reports the errors of the analyzer, the text is the same on any machine, everything compiles
/// without a warning, and the analyzer says what the sources' marks promise and nothing else.
/// </summary>
internal static class GeneratorHarness
{
    public static Task<GeneratorRun> RunAsync(params IReadOnlyList<string> markups) => RunAsync(TestCompilation.Default, markups);

    public static async Task<GeneratorRun> RunAsync(TestCompilation project, params IReadOnlyList<string> markups)
    {
        SourceMarkup[] sources = [.. markups.Select(SourceMarkup.Parse)];
        CSharpCompilation input = project.Create([.. sources.Select(static source => source.Text)]);
        GeneratorDriver driver = Pipeline.Start(project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation updated, out _);
        CSharpCompilation output = (CSharpCompilation)updated;
        try
        {
            AssertInvariants(driver, input, project);
            ImmutableArray<Diagnostic> found = await AnalyzeAsync(output, project);
            AssertReported(driver, found);
            // An editor may run the analyzer before the generator.
            Assert.Equal(found.Select(Describe), (await AnalyzeAsync(input, project)).Select(Describe));
            AssertPromised(sources, output, [.. found, .. CompilerDiagnostics(output, input)]);
            return new GeneratorRun(driver, output, found);
        }
        catch (Exception failure)
        {
            throw new XunitException($"{failure.Message}\n\n{NumberedSource.Of(output.SyntaxTrees)}", failure);
        }
    }

    /// <summary>
    /// A class that the analyzer says something about gets no code that runs, while others do; and it says the given words, where the
    /// source's marks promise it.
    /// </summary>
    public static async Task AssertRefusedAsync(string markup, params string[] words)
    {
        GeneratorRun run = await RunAsync(markup, "[Lstm.Lstm(2, 2)] internal sealed partial class Bystander;");
        Assert.Equal(["Bystander.g.cs"], run.HintNames);
        string[] silent = [.. words.Where(word => !run.Messages.Any(message => message.Contains(word, StringComparison.Ordinal)))];
        Assert.True(silent.Length == 0, $"No message says \"{string.Join("\", \"", silent)}\":\n{string.Join("\n", run.Messages)}");
    }

    /// <summary>The generator's share of the proof, for sources that need not compile.</summary>
    public static void AssertInvariants(GeneratorDriver driver, CSharpCompilation input, TestCompilation project)
    {
        Pipeline.AssertWhole(driver);
        Pipeline.AssertPlainValues(driver);
        Pipeline.AssertCached(driver, input);
        AssertSameText(driver, Pipeline.Start(project.ParseOptions).RunGenerators(input));
        using (new HostileCulture())
        {
            AssertSameText(driver, Pipeline.Start(project.ParseOptions).RunGenerators(input));
        }

        foreach (GeneratedSourceResult source in Pipeline.Sources(driver))
        {
            string text = source.SourceText.ToString();
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(" \n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
        }
    }

    /// <summary>What the analyzer says, as a build would show it; a crash of the analyzer is a failure.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, TestCompilation? project = null)
    {
        CompilationWithAnalyzersOptions options = new(
            new AnalyzerOptions([], new BuildProperties(project ?? TestCompilation.Default)),
            onAnalyzerException: static (exception, _, _) => throw new XunitException($"The analyzer threw: {exception}"),
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([new LstmAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        Assert.All(found, static diagnostic => Assert.Contains(diagnostic.Descriptor, new LstmAnalyzer().SupportedDiagnostics));
        return [.. found.OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan)
            .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>The generator reports the errors of the analyzer: the compiler runs only one of them.</summary>
    private static void AssertReported(GeneratorDriver driver, IEnumerable<Diagnostic> found)
    {
        static IEnumerable<string> Printed(IEnumerable<Diagnostic> diagnostics) => diagnostics
            .Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(static diagnostic => CSharpDiagnosticFormatter.Instance.Format(diagnostic, CultureInfo.InvariantCulture))
            .Order(StringComparer.Ordinal);
        Assert.Equal(Printed(found), Printed(driver.GetRunResult().Diagnostics));
    }

    private static void AssertSameText(GeneratorDriver expected, GeneratorDriver actual) => Assert.Equal(
        Pipeline.Sources(expected).Select(static source => (source.HintName, source.SourceText.ToString())),
        Pipeline.Sources(actual).Select(static source => (source.HintName, source.SourceText.ToString())));

    private static IEnumerable<Diagnostic> CompilerDiagnostics(CSharpCompilation output, CSharpCompilation input)
    {
        // Emitting finds all that GetDiagnostics does and what shows only when code is written.
        return output.Emit(Stream.Null).Diagnostics
            .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && !IsMissingDocumentation(diagnostic, input));
    }

    /// <summary>The tests' own sources need no documentation; generated ones do.</summary>
    private static bool IsMissingDocumentation(Diagnostic diagnostic, CSharpCompilation input) =>
        diagnostic.Id == "CS1591" && diagnostic.Location.SourceTree is { } tree && input.ContainsSyntaxTree(tree);

    private static void AssertPromised(SourceMarkup[] sources, CSharpCompilation output, IEnumerable<Diagnostic> found)
    {
        IEnumerable<string> promised = sources.SelectMany((source, index) => source.Marks.Select(mark =>
            $"{mark.Id} at '{source.Text.Substring(mark.Span.Start, mark.Span.Length)}' {mark.Span} "
                + $"of Source{index.ToString(CultureInfo.InvariantCulture)}.cs"));
        Dictionary<string, string> messages = found
            .GroupBy(Describe, StringComparer.Ordinal)
            .ToDictionary(
                static group => group.Key,
                static group => group.First().GetMessage(CultureInfo.InvariantCulture),
                StringComparer.Ordinal);

        string[] missing = [.. promised.Except(messages.Keys)];
        string[] surplus = [.. messages.Keys.Except(promised).Select(key => $"{key}: {messages[key]}")];
        Assert.True(
            missing.Length + surplus.Length == 0,
            $"Promised by the source and not reported:\n  {string.Join("\n  ", missing)}\nReported and not promised:\n  "
                + $"{string.Join("\n  ", surplus)}");
        Assert.Equal(sources.Sum(static source => source.Marks.Count), found.Select(Describe).Distinct(StringComparer.Ordinal).Count());
    }

    private static string Describe(Diagnostic diagnostic)
    {
        Location location = diagnostic.Location;
        return location.SourceTree is { } tree
            ? $"{diagnostic.Id} at '{tree.GetText().ToString(location.SourceSpan)}' {location.SourceSpan} of {tree.FilePath}"
            : diagnostic.Id;
    }
}
