using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace Lstm.Benchmarks.Networks;

/// <summary>Plain networks of any sizes, compiled in memory.</summary>
internal static class CompiledNetworks
{
    /// <summary>Generates a class a size, compiles them into one optimised assembly, and loads it.</summary>
    /// <exception cref="InvalidOperationException">The generated code does not compile.</exception>
    public static IReadOnlyList<Network> Compile(IReadOnlyList<NetworkSize> sizes)
    {
        Assembly assembly = GeneratedAssembly.Load(string.Concat(sizes.Select(static size =>
            $"[Lstm(input: {size.Input}, hidden: {size.Hidden})] public sealed partial class {ClassName(size)};\n")));
        return [.. sizes.Select(size => Create(assembly.GetType(ClassName(size), throwOnError: true)!))];
    }

    private static string ClassName(NetworkSize size) => $"Net{size}";

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
