using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Lstm.Generator.Tests.Harness;

/// <summary>A user's project: .NET 10, Lstm.Runtime, nullable on, every warning there is, no unsafe code.</summary>
/// <param name="Language">The project's C# version.</param>
/// <param name="Nullable">The project's nullable context; generated code sets its own.</param>
/// <param name="CheckOverflow">Whether the project checks its arithmetic.</param>
/// <param name="Resources">The property in which the package's targets list the embedded resources; null for a project without the
/// targets.</param>
/// <param name="RuntimeIdentifier">Where the project runs; null for a project that does not say it.</param>
internal sealed record TestCompilation(
    LanguageVersion Language = LanguageVersion.CSharp14,
    NullableContextOptions Nullable = NullableContextOptions.Enable,
    bool CheckOverflow = false,
    string? Resources = null,
    string? RuntimeIdentifier = null)
{
    private static readonly ConcurrentDictionary<TestCompilation, CSharpCompilation> s_empty = new();

    public static TestCompilation Default { get; } = new();

    /// <summary>The options of the parser, in the project's C# version.</summary>
    public CSharpParseOptions ParseOptions { get; } = UserProject.ParseOptions.WithLanguageVersion(Language);

    public CSharpCompilation Create(params IReadOnlyList<string> sources) =>
        // One empty project for all tests of a kind: reading the framework's assemblies costs more than all the rest.
        s_empty.GetOrAdd(this with { Resources = null, RuntimeIdentifier = null }, static project => project.CreateEmpty())
            .AddSyntaxTrees(sources.Select(Parse));

    public SyntaxTree Parse(string source, int index) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source), ParseOptions, $"Source{index}.cs");

    private CSharpCompilation CreateEmpty() => CSharpCompilation.Create(
        "Demo",
        references: UserProject.References,
        options: UserProject.Options
            .WithNullableContextOptions(Nullable)
            .WithOverflowChecks(CheckOverflow)
            .WithDeterministic(true));
}
