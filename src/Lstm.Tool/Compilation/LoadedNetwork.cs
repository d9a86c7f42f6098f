using System;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Lstm.Import;

namespace Lstm.Tool.Compilation;

/// <summary>The generated class of a network, compiled in memory and given the weights: what a user's program would have. Only its users know what they can ask it for.</summary>
internal sealed class LoadedNetwork : IDisposable
{
    private const string ClassName = "Network";

    private readonly ModelLoadContext _context = new();
    private readonly object _network = null!;

    /// <summary>Compiles a class and gives it the weights; a self-test is not run.</summary>
    /// <param name="description">The network.</param>
    /// <param name="argument">What its attribute says beside what belongs to its weights; null for nothing.</param>
    public LoadedNetwork(ModelDescription description, string? argument = null)
    {
        try
        {
            Type = _context.Load(ModelCompiler.Compile("CompiledNetwork", SourceOf(description, argument))).GetType(ClassName, throwOnError: true)!;
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

    /// <summary>The class.</summary>
    public Type Type { get; } = null!;

    /// <summary>Its nested State.</summary>
    public Type State => Type.GetNestedType("State")!;

    /// <summary>A generic type of this library around the network, which its constructor takes.</summary>
    /// <typeparam name="T">A base of it.</typeparam>
    /// <param name="adapter">The type without its arguments.</param>
    /// <param name="nested">The arguments after the class itself.</param>
    public T Adapt<T>(Type adapter, params Type[] nested) => (T)Activator.CreateInstance(adapter.MakeGenericType([Type, .. nested]), _network)!;

    public void Dispose() => _context.Unload();

    // The declaration of a network is the same with it and without, so it is put into the attribute here. A GRU has no such arguments.
    private static string SourceOf(ModelDescription description, string? argument)
    {
        string source = description.ToSource(ClassName);
        return argument is null ? source : string.Join('\n', source.Split('\n').Select(line =>
            line.StartsWith("[Lstm(", StringComparison.Ordinal) && line.EndsWith(")]", StringComparison.Ordinal) ? $"{line[..^2]}, {argument})]" : line));
    }
}
