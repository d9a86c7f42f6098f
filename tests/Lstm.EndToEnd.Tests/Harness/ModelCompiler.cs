extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.RegularExpressions;
using generator::Lstm.Generator;
using generator::Lstm.Generator.Declaration;
using Lstm.Testing;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Compiles sources with the generator, in memory, as a strict user's Release build does.</summary>
internal static partial class ModelCompiler
{
    // Beside another option, or alone.
    private static readonly string[] s_optimizedAtOnce =
    [
        "MethodImplOptions.AggressiveOptimization | ",
        "[MethodImpl(MethodImplOptions.AggressiveOptimization)]",
    ];

    // Not "false": the compiler would warn of unreachable code.
    private const string WideQuestion = "if (Vector256.IsHardwareAccelerated)";
    private const string WidestQuestion = "if (Vector512.IsHardwareAccelerated)";
    private const string No = "if (!Vector128.IsHardwareAccelerated)";
    private const string Yes = "if (Vector128.IsHardwareAccelerated)";

    private static readonly CSharpParseOptions s_quick =
        UserProject.ParseOptions
            .WithDocumentationMode(DocumentationMode.None)
            .WithFeatures([new KeyValuePair<string, string>("run-nullable-analysis", "never")]);

    // Models are also compiled together with the proofs of their promises.
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references =
        new(static () => UserProject.ReferencesWith(typeof(LstmProof).Assembly));

    /// <summary>The source of an assembly that declares these networks.</summary>
    public static string SourceOf(IEnumerable<NetworkSpec> networks) =>
        "#pragma warning disable CS1591\nusing Lstm;\nnamespace Networks;\n"
            + string.Concat(networks.Select(static network => network.Declaration));

    /// <summary>An assembly that declares these networks.</summary>
    public static byte[] CompileNetworks(string assemblyName, IEnumerable<NetworkSpec> networks) =>
        Compile(assemblyName, SourceOf(networks));

    /// <summary>Compiles, and fails the test on any warning, in the source or in what was generated from it.</summary>
    public static byte[] Compile(
        string assemblyName,
        string source,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary,
        IEnumerable<ResourceDescription>? resources = null)
    {
        UserProject.CreateDriver(new LstmGenerator(), UserProject.ParseOptions).RunGeneratorsAndUpdateCompilation(
            Parsed(assemblyName, source, kind), out Compilation generated, out ImmutableArray<Diagnostic> reported);
        UserProject.ThrowOnWarnings(reported);
        return UserProject.Emit(generated, resources);
    }

    /// <summary>
    /// An assembly whose networks take the kernels for narrow vectors, whatever the processor has. With its fused multiply-add, which such
    /// kernels otherwise meet on other processors only.
    /// </summary>
    public static byte[] CompileNarrow(string assemblyName, IReadOnlyCollection<NetworkSpec> networks) => CompileRewritten(
        assemblyName,
        networks,
        static source => source.SourceText.ToString().Replace(WideQuestion, No, StringComparison.Ordinal).Replace(
            WidestQuestion,
            No,
            StringComparison.Ordinal));

    /// <summary>An assembly whose networks take the kernels for vectors of eight lanes, though the processor may have wider ones.</summary>
    public static byte[] CompileWide(string assemblyName, IReadOnlyCollection<NetworkSpec> networks) => CompileRewritten(
        assemblyName,
        networks,
        static source => source.SourceText.ToString().Replace(WidestQuestion, No, StringComparison.Ordinal));

    /// <summary>
    /// An assembly whose networks take the kernels for the widest vectors where they have such, whatever the processor has: the framework
    /// emulates what is missing.
    /// </summary>
    public static byte[] CompileWidest(string assemblyName, IReadOnlyCollection<NetworkSpec> networks) => CompileRewritten(
        assemblyName,
        networks,
        static source => source.SourceText.ToString().Replace(WidestQuestion, Yes, StringComparison.Ordinal));

    /// <summary>
    /// An assembly of very many networks, in less time: without the analysis of nullable references, and for the JIT's first tier, which
    /// compiles quicker than it optimises. The bits are the same.
    /// </summary>
    public static byte[] CompileQuickly(string assemblyName, IReadOnlyCollection<NetworkSpec> networks) =>
        CompileRewritten(assemblyName, networks, ForFirstTier);

    private static byte[] CompileRewritten(
        string assemblyName,
        IReadOnlyCollection<NetworkSpec> networks,
        Func<GeneratedSourceResult, string> rewrite)
    {
        CSharpCompilation declared = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(SourceOf(networks), s_quick)],
            s_references.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                concurrentBuild: false));
        GeneratorRunResult result = UserProject.CreateDriver(new LstmGenerator(), s_quick)
            .RunGenerators(declared)
            .GetRunResult().Results
            .Single();
        Assert.Equal(networks.Count, result.GeneratedSources.Length);
        return UserProject.Emit(declared.AddSyntaxTrees(
            result.GeneratedSources.Select(source => CSharpSyntaxTree.ParseText(rewrite(source), s_quick, path: source.HintName))));
    }

    private static string ForFirstTier(GeneratedSourceResult source)
    {
        string text = s_optimizedAtOnce.Aggregate(
            source.SourceText.ToString(),
            static (text, option) => text.Replace(option, "", StringComparison.Ordinal));
        if (!Vector256.IsHardwareAccelerated)
        {
            return text;
        }

        // The kernel for narrow vectors stands last, and would take as long to compile as the one that is run.
        return NarrowChoice.Replace(text[..text.LastIndexOf("namespace Lstm.Generated", StringComparison.Ordinal)], "");
    }

    [GeneratedRegex(@"\s*else\s*\{[^{}]*Kernel128[^{}]*\}")]
    private static partial Regex NarrowChoice { get; }

    /// <summary>What the analyzer says about these declarations.</summary>
    public static ImmutableArray<Diagnostic> Analyze(IEnumerable<NetworkSpec> networks)
    {
        CSharpCompilation declared = CSharpCompilation.Create(
            "Declared",
            [CSharpSyntaxTree.ParseText(SourceOf(networks), s_quick)],
            s_references.Value);
        return declared.WithAnalyzers([new LstmAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    private static CSharpCompilation Parsed(string assemblyName, string source, OutputKind kind) => CSharpCompilation.Create(
        assemblyName,
        [CSharpSyntaxTree.ParseText(source, UserProject.ParseOptions, path: assemblyName + ".cs", Encoding.UTF8)],
        s_references.Value,
        UserProject.Options.WithOutputKind(kind).WithOptimizationLevel(OptimizationLevel.Release));
}
