using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Lstm.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.Generator.Tests.Hostile;

/// <summary>A declaration either compiles or has a diagnostic, however hostile it is.</summary>
public sealed class HostileDeclarationTests
{
    // Enough for the compiler's time to go into the declarations, not into the framework.
    private const int OneProject = 60;

    [Fact]
    public async Task A_part_of_the_declarations()
    {
        // Coprime to the numbers of members and of names, so that all of both are in the part.
        const int stride = 23;
        (int accepted, int refused) = await AssertAsync(HostileDeclarations.All().Where(static (_, index) => index % stride == 0));
        Assert.InRange(accepted, 60, int.MaxValue);
        Assert.InRange(refused, 15, int.MaxValue);
    }

    [Fact]
    [Trait("Category", Tier.Full)]
    public async Task All_declarations()
    {
        (int accepted, int refused) = await AssertAsync(HostileDeclarations.All());
        Assert.InRange(accepted, 1000, int.MaxValue);
        Assert.InRange(refused, 150, int.MaxValue);
    }

    /// <summary>Compiles the declarations and returns how many were accepted and refused.</summary>
    private static async Task<(int Accepted, int Refused)> AssertAsync(IEnumerable<string> declarations)
    {
        int refused = 0;
        int all = 0;
        List<string> failures = [];
        foreach (string[] chunk in declarations.Chunk(OneProject))
        {
            (IReadOnlyList<string> wrong, int messages) = await CompileAsync(chunk);
            failures.AddRange(wrong);
            refused += messages;
            all += chunk.Length;
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {all}:\n{string.Join('\n', failures.Take(60))}");
        return (all - refused, refused);
    }

    private static async Task<(IReadOnlyList<string> Failures, int Refused)> CompileAsync(string[] declarations)
    {
        TestCompilation project = new(Nullable: NullableContextOptions.Disable);
        CSharpCompilation input = project.Create(declarations);
        input = input.WithOptions(input.Options.WithAllowUnsafe(true));
        GeneratorDriver driver = Pipeline.Start(project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        Pipeline.AssertWhole(driver);
        HashSet<string> refused = [.. (await GeneratorHarness.AnalyzeAsync(input)).Select(static one => one.Location.SourceTree!.FilePath)];
        HashSet<string> legal = [.. input.SyntaxTrees.Select(static tree => tree.FilePath).Except(Errors(input).Select(PathOf))];
        List<string> failures = [];
        foreach (Diagnostic diagnostic in output.GetDiagnostics().Where(static one => one.Severity >= DiagnosticSeverity.Warning))
        {
            // The file of the user whose declaration this is about.
            string path = PathOf(diagnostic);
            bool generated = path.EndsWith(".g.cs", StringComparison.Ordinal);
            string source = generated ? "Source" + OwnerOf(path, input) + ".cs" : path;
            if (!refused.Contains(source)
                && (generated || diagnostic.Severity == DiagnosticSeverity.Error && legal.Contains(source)))
            {
                failures.Add($"{diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}\n    {TextOf(source, input)}");
            }
        }

        return (failures, refused.Count);
    }

    // Errors about types that only generated code brings are no errors of the declaration.
    private static IEnumerable<Diagnostic> Errors(CSharpCompilation input) => input.GetDiagnostics()
        .Where(static one => one.Severity == DiagnosticSeverity.Error && one.Id is not ("CS0246" or "CS0426" or "CS0234"));

    private static string PathOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath ?? "";

    /// <summary>The number of the source that a generated file belongs to: it is in the name of its namespace.</summary>
    private static string OwnerOf(string path, CSharpCompilation input)
    {
        string file = System.IO.Path.GetFileName(path);
        string space = file.Split('.').First(static part => part.StartsWith("Demo", StringComparison.Ordinal)
            || part.StartsWith("Größe", StringComparison.Ordinal));
        SyntaxTree tree = input.SyntaxTrees.First(tree => tree.ToString().Contains(space + ".", StringComparison.Ordinal)
            || tree.ToString().Contains(space + " ", StringComparison.Ordinal));
        return tree.FilePath["Source".Length..^".cs".Length];
    }

    private static string TextOf(string path, CSharpCompilation input) =>
        input.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path)?.ToString() ?? path;
}
