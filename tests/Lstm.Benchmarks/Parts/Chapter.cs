using System.Collections.Generic;
using Lstm.Benchmarks.Targets;

namespace Lstm.Benchmarks.Parts;

/// <summary>What a part found.</summary>
/// <param name="Markdown">Its chapter of the report, heading included.</param>
internal sealed record Chapter(string Markdown)
{
    /// <summary>Its plots, which the chapter refers to.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>What it says about targets.</summary>
    public IReadOnlyList<TargetResult> Targets { get; init; } = [];

    /// <summary>What makes its numbers worthless: wrong results, garbage. Fast and wrong is worth nothing.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>Every number, for the JSON file; null for none.</summary>
    public object? Numbers { get; init; }
}
