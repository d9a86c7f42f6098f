extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text;
using generator::Lstm.Generator;
using generator::Lstm.Generator.Declaration;
using generator::Lstm.Generator.Emission;
using Lstm.Testing;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Compiles sources with the generator, in memory, as a strict user's Release build does.</summary>
internal static class ModelCompiler
{
    private static readonly CSharpParseOptions s_quick =
        UserProject.ParseOptions
            .WithDocumentationMode(DocumentationMode.None)
            .WithFeatures([new KeyValuePair<string, string>("run-nullable-analysis", "never")]);

    // Models are also compiled together with the proofs of their promises.
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references =
        new(static () => UserProject.ReferencesWith(typeof(LstmProof).Assembly));

    /// <summary>The source of an assembly that declares these networks.</summary>
    public static string SourceOf(IEnumerable<ListSpec> networks) =>
        "#pragma warning disable CS1591\nusing Lstm;\nnamespace Networks;\n"
            + string.Concat(networks.Select(static network => network.Declaration));

    /// <summary>An assembly that declares these networks.</summary>
    public static byte[] CompileNetworks(string assemblyName, IEnumerable<ListSpec> networks) =>
        Compile(assemblyName, SourceOf(networks));

    /// <summary>Compiles, and fails the test on any warning, in the source or in what was generated from it.</summary>
    public static byte[] Compile(
        string assemblyName,
        string source,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary,
        IEnumerable<ResourceDescription>? resources = null,
        IEnumerable<MetadataReference>? references = null)
    {
        UserProject.CreateDriver(new LstmGenerator(), UserProject.ParseOptions).RunGeneratorsAndUpdateCompilation(
            Parsed(assemblyName, source, kind, references ?? s_references.Value),
            out Compilation generated,
            out ImmutableArray<Diagnostic> reported);
        UserProject.ThrowOnWarnings(reported);
        return UserProject.Emit(generated, resources);
    }

    /// <summary>
    /// An assembly whose networks take the kernels for narrow vectors, whatever the processor has. With its fused multiply-add, which such
    /// kernels otherwise meet on other processors only.
    /// </summary>
    public static byte[] CompileNarrow(string assemblyName, IReadOnlyCollection<ListSpec> networks) =>
        Compile(assemblyName, networks, EmissionOptions.Default with { Widths = KernelWidths.Narrow });

    /// <summary>An assembly whose networks take the kernels for vectors of eight lanes, though the processor may have wider ones.</summary>
    public static byte[] CompileWide(string assemblyName, IReadOnlyCollection<ListSpec> networks) =>
        Compile(assemblyName, networks, EmissionOptions.Default with { Widths = KernelWidths.Wide | KernelWidths.Narrow });

    /// <summary>
    /// An assembly whose networks take the kernels for the widest vectors where they have such, whatever the processor has: the framework
    /// emulates what is missing.
    /// </summary>
    public static byte[] CompileWidest(string assemblyName, IReadOnlyCollection<ListSpec> networks) =>
        Compile(assemblyName, networks, EmissionOptions.Default with { Widths = KernelWidths.Widest });

    /// <summary>
    /// An assembly of very many networks, in less time: without the analysis of nullable references, for the JIT's first tier, which
    /// compiles faster, and without kernels that this processor would not take. The bits are the same.
    /// </summary>
    public static byte[] CompileQuickly(string assemblyName, IReadOnlyCollection<ListSpec> networks) => Compile(
        assemblyName,
        networks,
        EmissionOptions.Default with
        {
            Widths = Vector256.IsHardwareAccelerated ? KernelWidths.Widest | KernelWidths.Wide : KernelWidths.All,
            SkipsTiers = false,
        });

    private static byte[] Compile(string assemblyName, IReadOnlyCollection<ListSpec> networks, EmissionOptions options)
    {
        CSharpCompilation declared = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(SourceOf(networks), s_quick)],
            s_references.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                concurrentBuild: false));
        GeneratorRunResult result = UserProject.CreateDriver(new LstmGenerator(options), s_quick)
            .RunGenerators(declared)
            .GetRunResult().Results
            .Single();
        Assert.Equal(networks.Count, result.GeneratedSources.Length);
        return UserProject.Emit(declared.AddSyntaxTrees(result.GeneratedSources.Select(static source => source.SyntaxTree)));
    }

    /// <summary>What the analyzer says about these declarations.</summary>
    public static ImmutableArray<Diagnostic> Analyze(IEnumerable<ListSpec> networks)
    {
        CSharpCompilation declared = CSharpCompilation.Create(
            "Declared",
            [CSharpSyntaxTree.ParseText(SourceOf(networks), s_quick)],
            s_references.Value);
        return declared.WithAnalyzers([new LstmAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    private static CSharpCompilation Parsed(
        string assemblyName,
        string source,
        OutputKind kind,
        IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        assemblyName,
        [CSharpSyntaxTree.ParseText(source, UserProject.ParseOptions, path: assemblyName + ".cs", Encoding.UTF8)],
        references,
        UserProject.Options.WithOutputKind(kind).WithOptimizationLevel(OptimizationLevel.Release));
}
