extern alias generator;

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using LstmGenerator = generator::Lstm.Generator.LstmGenerator;

namespace Lstm.Benchmarks.Networks;

/// <summary>
/// Networks of any sizes, generated and compiled in memory: the sweep's hundreds of classes need no source in the repository.
/// </summary>
internal static class CompiledNetworks
{
    /// <summary>Generates a class a size, compiles them into one optimised assembly, and loads it.</summary>
    /// <exception cref="InvalidOperationException">The generated code does not compile.</exception>
    public static IReadOnlyList<Network> Compile(IReadOnlyList<NetworkSize> sizes)
    {
        Assembly assembly = Load(sizes);
        return [.. sizes.Select(size => Create(assembly.GetType(ClassName(size), throwOnError: true)!))];
    }

    private static string ClassName(NetworkSize size) => $"Net{size}";

    private static Assembly Load(IReadOnlyList<NetworkSize> sizes)
    {
        StringBuilder source = new();
        foreach (NetworkSize size in sizes)
        {
            source.Append($"[Lstm.Lstm(input: {size.Input}, hidden: {size.Hidden})] public sealed partial class {ClassName(size)};\n");
        }

        CSharpParseOptions parseOptions = new(LanguageVersion.CSharp14);
        CSharpCompilation declared = CSharpCompilation.Create(
            "Lstm.Benchmarks.Compiled",
            [CSharpSyntaxTree.ParseText(source.ToString(), parseOptions)],
            PlatformReferences(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

        CSharpGeneratorDriver
            .Create([new LstmGenerator().AsSourceGenerator()], parseOptions: parseOptions)
            .RunGeneratorsAndUpdateCompilation(declared, out Compilation complete, out ImmutableArray<Diagnostic> _);

        using MemoryStream image = new();
        ImmutableArray<Diagnostic> diagnostics = complete.Emit(image).Diagnostics;
        if (diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException($"The generated code does not compile: {error}");
        }

        image.Position = 0;
        return new AssemblyLoadContext("Compiled networks").LoadFromStream(image);
    }

    /// <summary>What this program itself was started with, the runtime of LstmGen included; the generator is no library of a user's.</summary>
    private static IEnumerable<MetadataReference> PlatformReferences() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) != "Lstm.Generator.dll")
            .Select(static path => MetadataReference.CreateFromFile(path));

    private static Network Create(Type model)
    {
        Type state = model.GetNestedType("State")!;
        MethodInfo create = typeof(CompiledNetworks).GetMethod(nameof(CreateTyped), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Network)create.MakeGenericMethod(model, state).Invoke(obj: null, parameters: null)!;
    }

    private static Network CreateTyped<TModel, TState>()
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState =>
        new GeneratedNetwork<TModel, TState>(static weights => (TModel)Activator.CreateInstance(typeof(TModel), weights)!);
}
