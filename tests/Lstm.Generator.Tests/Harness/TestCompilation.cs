extern alias runtime;

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Tests.Harness;

/// <summary>A user's project: .NET 10, Lstm.Runtime, nullable on, every warning there is, no unsafe code.</summary>
/// <param name="Language">The project's C# version.</param>
/// <param name="Nullable">The project's nullable context; generated code sets its own.</param>
/// <param name="CheckOverflow">Whether the project checks its arithmetic.</param>
/// <param name="Resources">The property in which the package's targets list the embedded resources; null for a project without the targets.</param>
internal sealed record TestCompilation(
    LanguageVersion Language = LanguageVersion.CSharp14,
    NullableContextOptions Nullable = NullableContextOptions.Enable,
    bool CheckOverflow = false,
    string? Resources = null)
{
    private const int HighestWarningLevel = 9999;

    private static readonly ImmutableArray<MetadataReference> s_references = FindReferences();
    private static readonly ConcurrentDictionary<TestCompilation, CSharpCompilation> s_empty = new();

    public static TestCompilation Default { get; } = new();

    /// <summary>Doc comments are parsed as in a project that ships them, so that bad ones in generated code are warnings.</summary>
    public CSharpParseOptions ParseOptions { get; } = new(Language, DocumentationMode.Diagnose);

    public CSharpCompilation Create(params IReadOnlyList<string> sources) =>
        // One empty project for all tests of a kind: reading the framework's assemblies costs more than all the rest.
        s_empty.GetOrAdd(this with { Resources = null }, static project => project.CreateEmpty()).AddSyntaxTrees(sources.Select(Parse));

    public SyntaxTree Parse(string source, int index) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source), ParseOptions, $"Source{index}.cs");

    private CSharpCompilation CreateEmpty()
    {
        CSharpCompilationOptions options = new(
            OutputKind.DynamicallyLinkedLibrary,
            warningLevel: HighestWarningLevel,
            nullableContextOptions: Nullable,
            checkOverflow: CheckOverflow,
            allowUnsafe: false,
            deterministic: true);
        return CSharpCompilation.Create("Demo", references: s_references, options: options);
    }

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        // The test host's own list, without what stands beside the tests (xunit, Roslyn): what a project that targets .NET 10 would see.
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<string> assemblies = trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(runtime::Lstm.LstmAttribute).Assembly.Location);
        return [.. assemblies.Select(static path => MetadataReference.CreateFromFile(path))];
    }
}
