using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Lstm.Benchmarks.Networks;

/// <summary>Networks compiled in memory, as the compiler would have compiled them in a project.</summary>
internal static class CompiledNetworks
{
    /// <summary>Generates a class for each declaration, compiles them into one optimised assembly, and loads it.</summary>
    /// <returns>The networks, in the order of the declarations.</returns>
    /// <exception cref="InvalidOperationException">The generated code does not compile.</exception>
    public static IReadOnlyList<Network> Compile(IReadOnlyList<NetworkDeclaration> declarations)
    {
        Assembly assembly = GeneratedAssembly.Load(string.Concat(declarations.Select(static declaration => declaration.Source)));
        return [.. declarations.Select(declaration => Create(assembly.GetType(declaration.ClassName, throwOnError: true)!))];
    }

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
