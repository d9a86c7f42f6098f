using System;
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
        report?.Invoke(Diagnostic.Create(descriptor, location, arguments));
    }

    /// <summary>Notes that there is no model, where the compiler itself says why.</summary>
    public void Suppress() => Any = true;
}
