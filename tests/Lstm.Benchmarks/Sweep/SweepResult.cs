using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;

namespace Lstm.Benchmarks.Sweep;

/// <summary>The sweep over every hidden size for one input size.</summary>
/// <param name="InputSize">Values a step takes in.</param>
/// <param name="Points">The hidden sizes 1, 2, 3 and so on.</param>
/// <param name="Findings">The conspicuous ones among them.</param>
internal sealed record SweepResult(int InputSize, IReadOnlyList<SweepPoint> Points, IReadOnlyList<SweepFinding> Findings)
{
    /// <summary>The findings that are neither a fixed cost nor a cache step.</summary>
    [JsonIgnore]
    public IReadOnlyList<SweepFinding> Cliffs =>
        [.. Findings.Where(static finding => finding.Kind is not (FindingKind.FixedCost or FindingKind.CacheStep))];
}
