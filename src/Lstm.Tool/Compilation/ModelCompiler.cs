extern alias generator;

using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using generator::Lstm.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Lstm.Tool.Compilation;

/// <summary>Compiles a declaration in memory with the same source generator as users' builds.</summary>
internal static class ModelCompiler
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(FindReferences);

    /// <summary>Compiles a source file to an assembly.</summary>
    /// <exception cref="InvalidOperationException">The source does not compile. It is generated, so this is a defect.</exception>
    public static byte[] Compile(string assemblyName, string source)
    {
        CSharpCompilation declared = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(source, Parse, path: assemblyName + ".cs", Encoding.UTF8)],
            References.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver
            .Create([new LstmGenerator().AsSourceGenerator()], parseOptions: Parse)
            .RunGeneratorsAndUpdateCompilation(
                declared, out Microsoft.CodeAnalysis.Compilation generated, out ImmutableArray<Diagnostic> reported);
        Check(reported);
        using var assembly = new MemoryStream();
        EmitResult result = generated.Emit(assembly);
        Check(result.Diagnostics);
        return assembly.ToArray();
    }

    private static void Check(ImmutableArray<Diagnostic> diagnostics)
    {
        if (diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The generated class does not compile: {error}");
        }
    }

    // The references of a user's project: the running framework and the runtime library, without the tool's own assemblies.
    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. trusted.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(LstmWeights).Assembly.Location)
                .Select(static path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
