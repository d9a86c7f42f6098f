using System.Collections.Generic;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>The result of a part.</summary>
/// <param name="Markdown">Its chapter of the report, including the heading.</param>
internal sealed record Chapter(string Markdown)
{
    /// <summary>The plots of the chapter.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>The targets that the part measured.</summary>
    public IReadOnlyList<TargetResult> Targets { get; init; } = [];

    /// <summary>The reasons why its numbers must not be used: wrong results, allocations.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>All numbers, for the JSON file; null for none.</summary>
    public object? Numbers { get; init; }
}
