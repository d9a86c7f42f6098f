using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Lstm.Benchmarks.Networks;

/// <summary>Networks compiled in memory, as the compiler would have compiled them in a project.</summary>
internal static class CompiledNetworks
{
    /// <summary>Generates a class for each declaration, compiles them into one optimised assembly, and loads it.</summary>
    /// <returns>The networks, in the order of the declarations.</returns>
    /// <exception cref="InvalidOperationException">The generator rejects a declaration, or the generated code does not compile.</exception>
    public static IReadOnlyList<Network> Compile(IReadOnlyList<NetworkDeclaration> declarations)
    {
        Assembly assembly = GeneratedAssembly.Load(SourcesOf(declarations));
        return [.. declarations.Select(declaration => Create(assembly, declaration))];
    }

    /// <summary>Does the same, with null for each declaration that the generator rejects.</summary>
    /// <exception cref="InvalidOperationException">The generated code does not compile.</exception>
    public static IReadOnlyList<Network?> CompileAccepted(IReadOnlyList<NetworkDeclaration> declarations)
    {
        Assembly assembly = GeneratedAssembly.Load(SourcesOf(declarations), out IReadOnlyList<Diagnostic> rejections);
        HashSet<string> rejected = [.. rejections.Select(static error => error.Location.GetLineSpan().Path)];
        return
        [
            .. declarations.Select((declaration, index) =>
                rejected.Contains(index.ToString(CultureInfo.InvariantCulture)) ? null : Create(assembly, declaration)),
        ];
    }

    private static string[] SourcesOf(IReadOnlyList<NetworkDeclaration> declarations) =>
        [.. declarations.Select(static declaration => declaration.Source)];

    private static Network Create(Assembly assembly, NetworkDeclaration declaration)
    {
        Type model = assembly.GetType(declaration.ClassName, throwOnError: true)!;
        Type state = model.GetNestedType("State")!;
        MethodInfo create = typeof(CompiledNetworks).GetMethod(nameof(CreateTyped), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Network)create.MakeGenericMethod(model, state).Invoke(obj: null, parameters: null)!;
    }

    private static Network CreateTyped<TModel, TState>()
        where TModel : ILstm<TState>
        where TState : unmanaged, ILstmState =>
        new GeneratedNetwork<TModel, TState>(static weights => (TModel)Activator.CreateInstance(typeof(TModel), weights)!);
}
