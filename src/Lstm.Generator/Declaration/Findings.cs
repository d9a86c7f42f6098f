using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>What a reading has found: counted always, turned into diagnostics only when somebody listens.</summary>
internal sealed class Findings(Action<Diagnostic>? report)
{
    /// <summary>Whether anything stands against a model.</summary>
    public bool Any { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, Location location, params object[] arguments)
    {
        Any = true;
        report?.Invoke(Diagnostic.Create(descriptor, location, [.. arguments.Select(Invariant)]));
    }

    /// <summary>Notes that there is no model, where the compiler itself says why.</summary>
    public void Suppress() => Any = true;

    // Numbers as C# writes them: a message is formatted later, in whatever culture then rules.
    private static object Invariant(object argument) =>
        argument is IFormattable number ? number.ToString(format: null, CultureInfo.InvariantCulture) : argument;
}
