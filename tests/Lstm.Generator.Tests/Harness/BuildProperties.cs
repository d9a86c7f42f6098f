using System.Diagnostics.CodeAnalysis;
using Lstm.Generator.Declaration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Lstm.Generator.Tests.Harness;

/// <summary>What a build tells the analyzer about the project: which resources it embeds, where it runs, or nothing.</summary>
/// <param name="project">The project, with the properties as the package's targets set them; null where they are absent.</param>
internal sealed class BuildProperties(TestCompilation project) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(project);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(TestCompilation project) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key switch
            {
                EmbeddedResources.Property => project.Resources,
                BrowserArithmetic.Property => project.RuntimeIdentifier,
                _ => null,
            };
            return value is not null;
        }
    }
}
