extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using LstmGenerator = generator::Lstm.Generator.LstmGenerator;

namespace Lstm.Benchmarks.Networks;

/// <summary>Generates and compiles declarations in memory: hundreds of classes need no source in the repository.</summary>
internal static class GeneratedAssembly
{
    /// <summary>Compiles declarations into one optimised assembly, and loads it.</summary>
    /// <param name="declarations">C#, in which <c>Lstm</c> is imported.</param>
    /// <exception cref="InvalidOperationException">The generator rejects a declaration, or the code does not compile.</exception>
    public static Assembly Load(params IReadOnlyList<string> declarations)
    {
        Assembly assembly = Load(declarations, out IReadOnlyList<Diagnostic> rejections);
        return rejections.Count == 0
            ? assembly
            : throw new InvalidOperationException($"The generator rejects a declaration: {rejections[0]}");
    }

    /// <summary>Does the same, but accepts classes that cannot run because the generator rejects their declaration.</summary>
    /// <param name="declarations">C#, in which <c>Lstm</c> is imported. The path of each is its index.</param>
    /// <param name="rejections">The errors of the generator.</param>
    /// <exception cref="InvalidOperationException">The code does not compile.</exception>
    public static Assembly Load(IReadOnlyList<string> declarations, out IReadOnlyList<Diagnostic> rejections)
    {
        CSharpParseOptions parseOptions = new(LanguageVersion.CSharp14);
        CSharpCompilation declared = CSharpCompilation.Create(
            "Lstm.Benchmarks.Compiled",
            declarations.Select((text, index) => CSharpSyntaxTree.ParseText(
                "using Lstm;\n" + text, parseOptions, index.ToString(CultureInfo.InvariantCulture))),
            PlatformReferences(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver
            .Create([new LstmGenerator().AsSourceGenerator()], parseOptions: parseOptions)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation complete, out ImmutableArray<Diagnostic> reported);
        rejections = [.. reported.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

        using MemoryStream image = new();
        ImmutableArray<Diagnostic> diagnostics = complete.Emit(image).Diagnostics;
        if (diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The generated code does not compile: {error}");
        }

        image.Position = 0;
        return new AssemblyLoadContext("Compiled networks").LoadFromStream(image);
    }

    /// <summary>Returns the assemblies of this program, including the runtime of LstmGen but not the generator.</summary>
    public static IEnumerable<MetadataReference> PlatformReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) != "Lstm.Generator.dll")
            .Select(static path => MetadataReference.CreateFromFile(path));
}
