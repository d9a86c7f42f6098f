using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Lstm.Generator.Tests.Mistakes;

/// <summary>
/// The stages of the command-line compiler: parsing, generators, declarations, bodies and analyzers. It stops after an error that no
/// setting can suppress: after parsing, and after declarations, errors of generators included.
/// </summary>
internal static class CompilerStages
{
    /// <summary>Returns what the compiler prints, in order, without hidden diagnostics.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(TestCompilation project, string source)
    {
        CSharpCompilation input = project.Create(source);
        List<Diagnostic> printed = [.. input.GetParseDiagnostics()];
        if (!printed.Any(Stops))
        {
            Pipeline.Start(project.ParseOptions)
                .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);
            printed.AddRange(reported);
            printed.AddRange(output.GetDeclarationDiagnostics());
            if (!printed.Any(Stops))
            {
                printed = [.. reported, .. output.Emit(Stream.Null).Diagnostics];
                printed.AddRange(await GeneratorHarness.AnalyzeAsync((CSharpCompilation)output, project));
            }
        }

        return [.. printed.Where(static diagnostic => diagnostic.Severity > DiagnosticSeverity.Info)];
    }

    private static bool Stops(Diagnostic diagnostic) =>
        diagnostic.DefaultSeverity == DiagnosticSeverity.Error
        && diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);
}
