extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using generator::Lstm.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Compiles sources with the generator, in memory, as a strict user's Release build does.</summary>
internal static class ModelCompiler
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(FindReferences);

    /// <summary>The source of an assembly that declares these networks.</summary>
    public static string SourceOf(IEnumerable<NetworkSizes> networks) =>
        "#pragma warning disable CS1591\nusing Lstm;\nnamespace Networks;\n" + string.Concat(networks.Select(static network => network.Declaration));

    /// <summary>Compiles, and fails the test on any warning, in the source or in what was generated from it.</summary>
    public static byte[] Compile(string assemblyName, string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(source, s_parse, path: assemblyName + ".cs", Encoding.UTF8)],
            s_references.Value,
            new CSharpCompilationOptions(
                kind,
                optimizationLevel: OptimizationLevel.Release,
                warningLevel: 9999,
                allowUnsafe: false,
                nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver
            .Create([new LstmGenerator().AsSourceGenerator()], parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> reported);
        Check(reported);

        using MemoryStream assembly = new();
        EmitResult result = generated.Emit(assembly);
        Check(result.Diagnostics);
        return assembly.ToArray();
    }

    private static void Check(ImmutableArray<Diagnostic> diagnostics)
    {
        IEnumerable<string> faults = diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.ToString()).Take(20);
        string text = string.Join("\n", faults);
        Assert.True(text.Length == 0, text);
    }

    /// <summary>The framework and the runtime library: what a user's project sees, and nothing of this test's own.</summary>
    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return
        [
            .. trusted
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(LstmWeights).Assembly.Location)
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
