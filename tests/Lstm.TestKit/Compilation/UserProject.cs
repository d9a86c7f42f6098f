using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace Lstm.TestKit;

/// <summary>A strict user's project, compiled in memory: .NET 10, C# 14, nullable references, all warnings, no unsafe code.</summary>
public static class UserProject
{
    private const int HighestWarningLevel = 9999;
    private const int MostDiagnostics = 20;

    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(FindReferences);

    /// <summary>The options of the parser. Documentation comments are parsed, so that wrong ones in generated code are warnings.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>The options of the compiler, for a library.</summary>
    public static CSharpCompilationOptions Options { get; } = new(
        OutputKind.DynamicallyLinkedLibrary,
        warningLevel: HighestWarningLevel,
        nullableContextOptions: NullableContextOptions.Enable,
        allowUnsafe: false);

    /// <summary>The framework and the runtime library: what a user's project refers to, without the libraries of the tests.</summary>
    public static ImmutableArray<MetadataReference> References => s_references.Value;

    /// <summary>Returns the references together with another library.</summary>
    public static ImmutableArray<MetadataReference> ReferencesWith(Assembly library) =>
        [.. References, MetadataReference.CreateFromFile(library.Location)];

    /// <summary>Creates the driver of a source generator, as the compiler does.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="parse">The options with which generated sources are parsed.</param>
    /// <param name="trackSteps">Whether the driver records the steps of its pipeline.</param>
    public static GeneratorDriver CreateDriver(IIncrementalGenerator generator, CSharpParseOptions parse, bool trackSteps = false) =>
        CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            parseOptions: parse,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackSteps));

    /// <summary>Compiles and returns the bytes of the assembly.</summary>
    /// <exception cref="InvalidOperationException">The compiler reports a warning or an error.</exception>
    public static byte[] Emit(Compilation compilation, IEnumerable<ResourceDescription>? resources = null)
    {
        using MemoryStream assembly = new();
        EmitResult result = compilation.Emit(assembly, manifestResources: resources);
        ThrowOnWarnings(result.Diagnostics);
        return assembly.ToArray();
    }

    /// <summary>Checks that a compiler or a generator has nothing to report.</summary>
    /// <exception cref="InvalidOperationException">There is a warning or an error.</exception>
    public static void ThrowOnWarnings(ImmutableArray<Diagnostic> diagnostics)
    {
        string[] faults =
        [
            .. diagnostics
                .Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(static diagnostic => diagnostic.ToString())
                .Take(MostDiagnostics),
        ];
        if (faults.Length > 0)
        {
            throw new InvalidOperationException(string.Join('\n', faults));
        }
    }

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        // The list of the test host also has the libraries beside the tests: xunit, Roslyn.
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
