using System;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Lstm.Import;
using Lstm.Shared;

namespace Lstm.Tool.Compilation;

/// <summary>An instance of a network's generated class, which is compiled in memory. Adapters give access to its interfaces.</summary>
internal sealed class LoadedNetwork : IDisposable
{
    private const string ClassName = "Network";

    private readonly ModelLoadContext _context = new();
    private readonly object _network = null!;

    /// <summary>Compiles the class of a network and loads its weights without running a self-test.</summary>
    /// <param name="description">The network.</param>
    /// <param name="argument">An additional argument of the class's attribute; null for none.</param>
    public LoadedNetwork(ModelDescription description, string? argument = null)
    {
        try
        {
            byte[] assembly = ModelCompiler.Compile("CompiledNetwork", SourceOf(description, argument));
            Type = _context.Load(assembly).GetType(ClassName, throwOnError: true)!;
            _network = Activator.CreateInstance(Type, description.WithSelfTest(null).Weights)!;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            Dispose();
            ExceptionDispatchInfo.Throw(inner);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Gets the generated class.</summary>
    public Type Type { get; } = null!;

    /// <summary>Gets the nested type State of the class.</summary>
    public Type State => Type.GetNestedType("State")!;

    /// <summary>Creates an adapter, a generic type of this assembly whose constructor takes the network.</summary>
    /// <typeparam name="T">A base class of the adapter.</typeparam>
    /// <param name="adapter">The generic type definition.</param>
    /// <param name="nested">The type arguments after the class itself.</param>
    public T Adapt<T>(Type adapter, params Type[] nested) =>
        (T)Activator.CreateInstance(adapter.MakeGenericType([Type, .. nested]), _network)!;

    public void Dispose() => _context.Unload();

    // The additional argument is not a part of a network's declaration, so it is inserted here. It concerns the whole network, and such
    // arguments belong to the first attribute of a recurrent layer.
    private static string SourceOf(ModelDescription description, string? argument)
    {
        string source = description.ToSource(ClassName);
        if (argument is null)
        {
            return source;
        }

        string[] lines = source.Split('\n');
        int first = Array.FindIndex(
            lines, static line => CellType.Attributes.Any(name => line.StartsWith($"[{name}(", StringComparison.Ordinal)));
        lines[first] = $"{lines[first].TrimEnd()[..^2]}, {argument})]";
        return string.Join('\n', lines);
    }
}
