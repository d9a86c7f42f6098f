using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using Lstm.TestKit;
using Xunit;

namespace Lstm.EndToEnd.Tests;

/// <summary>Networks that are generated and compiled once, together, for all tests that run them.</summary>
internal sealed class CompiledNetworks
{
    private readonly Lazy<byte[]> _assembly;
    private readonly Lazy<Dictionary<string, Type>> _models;

    public CompiledNetworks(string assemblyName, IEnumerable<ListSpec> networks)
        : this(assemblyName, networks, static (name, specs) => ModelCompiler.CompileNetworks(name, specs))
    {
    }

    public CompiledNetworks(
        string assemblyName,
        IEnumerable<ListSpec> networks,
        Func<string, IReadOnlyCollection<ListSpec>, byte[]> compile)
    {
        Networks = networks.Distinct().ToDictionary(static spec => spec.Name, StringComparer.Ordinal);
        _assembly = new Lazy<byte[]>(() => compile(assemblyName, [.. Networks.Values]));
        _models = new Lazy<Dictionary<string, Type>>(() =>
        {
            AssemblyLoadContext context = new(assemblyName);
            return context.LoadFromStream(new MemoryStream(_assembly.Value)).GetTypes()
                .Where(static type => type.Namespace == "Networks" && !type.IsNested)
                .ToDictionary(static type => type.Name, StringComparer.Ordinal);
        });
    }

    /// <summary>The networks, by name.</summary>
    public IReadOnlyDictionary<string, ListSpec> Networks { get; }

    /// <summary>The compiled assembly that holds them all.</summary>
    public byte[] Assembly => _assembly.Value;

    /// <summary>The rows of a theory over all networks, or some.</summary>
    public TheoryData<string> Names(Func<ListSpec, bool>? which = null) =>
        new(Networks.Values.Where(which ?? (static _ => true)).Select(static spec => spec.Name));

    /// <summary>A network of these weights.</summary>
    public Network Create(ListSpec spec, LstmWeights weights) => Network.Create(_models.Value[spec.Name], weights);

    /// <summary>A network with pooling, of these weights.</summary>
    public PooledNetwork CreatePooled(ListSpec spec, LstmWeights weights) =>
        PooledNetwork.Around(Activator.CreateInstance(_models.Value[spec.Name], weights)!);
}
