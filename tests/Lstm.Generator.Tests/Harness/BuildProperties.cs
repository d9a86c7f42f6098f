using System.Diagnostics.CodeAnalysis;
using Lstm.Generator.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Tests.Harness;

/// <summary>What a build tells the analyzer about the project: which resources it embeds, or nothing.</summary>
/// <param name="resources">The property as the package's targets set it; null where they are absent.</param>
internal sealed class BuildProperties(string? resources) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(resources);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(string? resources) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == EmbeddedResources.Property ? resources : null;
            return value is not null;
        }
    }
}
