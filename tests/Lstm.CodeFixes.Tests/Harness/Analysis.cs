using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Lstm.Generator.Declaration;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit.Sdk;

namespace Lstm.CodeFixes.Tests.Harness;

/// <summary>Runs one analyzer on a source, as the compiler does in a project with weights files.</summary>
internal static class Analysis
{
    /// <summary>Returns the diagnostics by position.</summary>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="source">The source.</param>
    /// <param name="project">The weights files; null for a project without the package's targets.</param>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(DiagnosticAnalyzer analyzer, string source, WeightsProject? project = null)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(source), UserProject.ParseOptions);
        CSharpCompilation compilation = CSharpCompilation.Create("Demo", [tree], UserProject.References, UserProject.Options);
        AnalyzerOptions options = new(
            [.. (project?.Files ?? []).Select(static (text, index) => new Text($"/obj/LstmGen/{index}.lstmweights", text))],
            new Properties(project?.ResourceList));
        ImmutableArray<Diagnostic> found = await compilation
            .WithAnalyzers(
                [analyzer],
                new CompilationWithAnalyzersOptions(
                    options,
                    onAnalyzerException: static (exception, _, _) => throw new XunitException(exception.ToString()),
                    concurrentAnalysis: false,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }

    private sealed class Properties(string? resources) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(resources);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Options(string? resources) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == EmbeddedResources.Property ? resources : null;
            return value is not null;
        }
    }
}
