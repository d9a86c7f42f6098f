using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Lstm.Generator.Declaration;
using Lstm.Generator.Editor;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Lstm.CodeFixes.Tests;

/// <summary>What compilers and editors require of the two assemblies, and what the documents state about them.</summary>
public sealed class AssemblyTests
{
    private static readonly Assembly s_generator = typeof(LstmAnalyzer).Assembly;
    private static readonly Assembly s_fixes = typeof(SyntaxFix).Assembly;

    public static TheoryData<string> Ids => [.. Descriptors.Select(static descriptor => descriptor.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors =>
        [.. new CostAnalyzer().SupportedDiagnostics, .. new WeightsFileAnalyzer().SupportedDiagnostics];

    private static IEnumerable<Type> Fixes =>
        s_fixes.GetTypes().Where(static type => typeof(CodeFixProvider).IsAssignableFrom(type) && !type.IsAbstract);

    /// <summary>The compiler has no Workspaces, and the lowest 10.0 SDK has Roslyn 5.0.</summary>
    [Fact]
    public void The_compiler_can_load_the_generator_and_finds_nothing_to_load_in_the_code_fixes()
    {
        Assert.DoesNotContain(
            s_generator.GetReferencedAssemblies(), static name => name.Name!.Contains("Workspaces", StringComparison.Ordinal));
        Assert.DoesNotContain(s_fixes.GetTypes(), static type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null);
        Assert.DoesNotContain(s_fixes.GetTypes(), static type => type.GetCustomAttribute<GeneratorAttribute>() is not null);
        Assert.All(
            s_generator.GetReferencedAssemblies().Concat(s_fixes.GetReferencedAssemblies())
                .Where(static name => name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
            static name => Assert.True(name.Version <= new Version(5, 0, 0, 0), name.FullName));
    }

    [Fact]
    public void An_editor_finds_every_code_fix()
    {
        Assert.Equal(5, Fixes.Count());
        Assert.All(Fixes, static type =>
        {
            ExportCodeFixProviderAttribute export = type.GetCustomAttribute<ExportCodeFixProviderAttribute>()!;
            Assert.Equal((type.Name, LanguageNames.CSharp), (export.Name, Assert.Single(export.Languages)));
            Assert.NotNull(type.GetCustomAttribute<System.Composition.SharedAttribute>());
            Assert.NotEmpty(((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds);
        });
    }

    [Fact]
    public void The_document_lists_every_fix()
    {
        string table = Repository.Read("docs/diagnostics.md").Split("these have code fixes:")[1].Split("\n## ")[0];
        IEnumerable<string> fixable = Fixes
            .SelectMany(static type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds);
        Assert.Equal(
            fixable.Distinct().Order(StringComparer.Ordinal),
            table.Split('[').Skip(1).Select(static link => link[..7]).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_id_has_a_section_a_row_and_a_line_among_the_releases(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Single(descriptor => descriptor.Id == id);
        string document = Repository.Read("docs/diagnostics.md");
        Assert.EndsWith($"/docs/diagnostics.md#{id.ToLowerInvariant()}", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains($"\n## {id}\n\n**{descriptor.Title}.**", document, StringComparison.Ordinal);
        Assert.Contains($"\n| [{id}](#{id.ToLowerInvariant()}) | {descriptor.Title} |\n", document, StringComparison.Ordinal);
        Assert.Contains(
            $"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}\n",
            Repository.Read("src/Lstm.Generator/AnalyzerReleases.Shipped.md")
                + Repository.Read("src/Lstm.Generator/AnalyzerReleases.Unshipped.md"),
            StringComparison.Ordinal);
    }
}
