using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Lstm.Generator.Declaration;

/// <summary>The errors in a declaration. They always prevent a model, and become diagnostics if there is a receiver.</summary>
internal sealed class Findings(Action<Diagnostic>? report)
{
    /// <summary>Whether there is any error.</summary>
    public bool Any { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
        AddWith(ImmutableDictionary<string, string?>.Empty, descriptor, location, arguments);

    /// <summary>Adds an error with properties for its code fix.</summary>
    public void AddWith(
        ImmutableDictionary<string, string?> properties, DiagnosticDescriptor descriptor, Location location, params object[] arguments)
    {
        Any = true;
        report?.Invoke(Diagnostic.Create(descriptor, location, properties, [.. arguments.Select(Invariant)]));
    }

    /// <summary>Prevents a model without a diagnostic, because the compiler reports the error.</summary>
    public void Suppress() => Any = true;

    // Formats numbers as in C#, because the message is formatted later, in a culture that is not known here.
    private static object Invariant(object argument) =>
        argument is IFormattable number ? number.ToString(format: null, CultureInfo.InvariantCulture) : argument;
}
