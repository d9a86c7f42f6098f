extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text;
using generator::Lstm.Generator;
using generator::Lstm.Generator.Declaration;
using generator::Lstm.Generator.Emission;
using Lstm.Testing;
using Lstm.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Compiles sources with the generator, in memory, as a strict user's Release build does.</summary>
internal static class ModelCompiler
{
    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    private static readonly CSharpParseOptions s_quick = s_parse
        .WithDocumentationMode(DocumentationMode.None)
        .WithFeatures([new KeyValuePair<string, string>("run-nullable-analysis", "never")]);

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(FindReferences);

    /// <summary>The source of an assembly that declares these networks.</summary>
    public static string SourceOf(IEnumerable<NetworkSpec> networks) =>
        "#pragma warning disable CS1591\nusing Lstm;\nnamespace Networks;\n" + string.Concat(networks.Select(static network => network.Declaration));

    /// <summary>An assembly that declares these networks.</summary>
    public static byte[] CompileNetworks(string assemblyName, IEnumerable<NetworkSpec> networks) => Compile(assemblyName, SourceOf(networks));

    /// <summary>Compiles, and fails the test on any warning, in the source or in what was generated from it.</summary>
    public static byte[] Compile(
        string assemblyName, string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary, IEnumerable<ResourceDescription>? resources = null)
    {
        Compilation generated = Generate(Parsed(assemblyName, source, kind), out ImmutableArray<Diagnostic> reported);
        Check(reported);
        return Emit(generated, resources);
    }

    /// <summary>
    /// An assembly whose networks take the kernels for narrow vectors, whatever the processor has. With its fused multiply-add, which such
    /// kernels otherwise meet on other processors only.
    /// </summary>
    public static byte[] CompileNarrow(string assemblyName, IReadOnlyCollection<NetworkSpec> networks) =>
        Compile(assemblyName, networks, EmissionOptions.Default with { Widths = KernelWidths.Narrow });

    /// <summary>An assembly whose networks take the kernels for vectors of eight lanes, though the processor may have wider ones.</summary>
    public static byte[] CompileWide(string assemblyName, IReadOnlyCollection<NetworkSpec> networks) =>
        Compile(assemblyName, networks, EmissionOptions.Default with { Widths = KernelWidths.Wide | KernelWidths.Narrow });

    /// <summary>
    /// An assembly whose networks take the kernels for the widest vectors where they have such, whatever the processor has: the framework
    /// emulates what is missing.
    /// </summary>
    public static byte[] CompileWidest(string assemblyName, IReadOnlyCollection<NetworkSpec> networks) =>
        Compile(assemblyName, networks, EmissionOptions.Default with { Widths = KernelWidths.Widest });

    /// <summary>
    /// An assembly of very many networks, in less time: without the analysis of nullable references, for the JIT's first tier, which
    /// compiles faster, and without kernels that this processor would not take. The bits are the same.
    /// </summary>
    public static byte[] CompileQuickly(string assemblyName, IReadOnlyCollection<NetworkSpec> networks) => Compile(
        assemblyName,
        networks,
        EmissionOptions.Default with
        {
            Widths = Vector256.IsHardwareAccelerated ? KernelWidths.Widest | KernelWidths.Wide : KernelWidths.All,
            SkipsTiers = false,
        });

    private static byte[] Compile(string assemblyName, IReadOnlyCollection<NetworkSpec> networks, EmissionOptions options)
    {
        CSharpCompilation declared = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(SourceOf(networks), s_quick)],
            s_references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false));
        GeneratorRunResult result = CSharpGeneratorDriver
            .Create([new LstmGenerator(options).AsSourceGenerator()], parseOptions: s_quick)
            .RunGenerators(declared)
            .GetRunResult().Results.Single();
        Assert.Equal(networks.Count, result.GeneratedSources.Length);
        return Emit(declared.AddSyntaxTrees(result.GeneratedSources.Select(static source => source.SyntaxTree)));
    }

    /// <summary>What the analyzer says about these declarations.</summary>
    public static ImmutableArray<Diagnostic> Analyze(IEnumerable<NetworkSpec> networks)
    {
        CSharpCompilation declared = CSharpCompilation.Create("Declared", [CSharpSyntaxTree.ParseText(SourceOf(networks), s_quick)], s_references.Value);
        return declared.WithAnalyzers([new LstmAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    private static CSharpCompilation Parsed(string assemblyName, string source, OutputKind kind) => CSharpCompilation.Create(
        assemblyName,
        [CSharpSyntaxTree.ParseText(source, s_parse, path: assemblyName + ".cs", Encoding.UTF8)],
        s_references.Value,
        new CSharpCompilationOptions(
            kind,
            optimizationLevel: OptimizationLevel.Release,
            warningLevel: 9999,
            allowUnsafe: false,
            nullableContextOptions: NullableContextOptions.Enable));

    private static Compilation Generate(CSharpCompilation compilation, out ImmutableArray<Diagnostic> reported)
    {
        CSharpGeneratorDriver
            .Create([new LstmGenerator().AsSourceGenerator()], parseOptions: s_parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out reported);
        return generated;
    }

    private static byte[] Emit(Compilation compilation, IEnumerable<ResourceDescription>? resources = null)
    {
        using MemoryStream assembly = new();
        EmitResult result = compilation.Emit(assembly, manifestResources: resources);
        Check(result.Diagnostics);
        return assembly.ToArray();
    }

    private static void Check(ImmutableArray<Diagnostic> diagnostics)
    {
        IEnumerable<string> faults = diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.ToString()).Take(20);
        string text = string.Join("\n", faults);
        Assert.True(text.Length == 0, text);
    }

    /// <summary>The framework, the runtime library and the proofs: what a user's project sees, and nothing of this test's own.</summary>
    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return
        [
            .. trusted
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(LstmWeights).Assembly.Location)
                .Append(typeof(LstmProof).Assembly.Location)
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
