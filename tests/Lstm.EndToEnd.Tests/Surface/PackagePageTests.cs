extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using generator::Lstm.Generator;
using Lstm.EndToEnd.Tests.Documentation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Lstm.EndToEnd.Tests.Surface;

/// <summary>The examples on the pages of the packages, pasted into a new console project.</summary>
public sealed partial class PackagePageTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    public static TheoryData<string> Pages => new(
        Directory.EnumerateFiles(SurfaceFiles.File("package"), "*.md")
            .Select(static file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_example_compiles(string page)
    {
        string example = Assert.Single(Example().Matches(File.ReadAllText(SurfaceFiles.File("package", page)))).Groups[1].Value;
        CSharpParseOptions options = new(LanguageVersion.CSharp14);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Example",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, options), CSharpSyntaxTree.ParseText(example, options)],
            ExampleReferences.All,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver
            .Create([new LstmGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> reported);

        IEnumerable<Diagnostic> findings = reported.AddRange(generated.GetDiagnostics());
        Assert.DoesNotContain(findings, static finding => finding.Severity >= DiagnosticSeverity.Warning);
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
