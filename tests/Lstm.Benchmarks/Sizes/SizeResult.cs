using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Sizes;

/// <summary>The result of the contest of one size.</summary>
/// <param name="Size">The network.</param>
/// <param name="StateBytes">Bytes of a stream's state.</param>
/// <param name="Level">The memory level of its packed weights, which decides its limit.</param>
/// <param name="Steps">Steps of the sequence.</param>
/// <param name="Entries">The result of each contestant.</param>
internal sealed record SizeResult(NetworkSize Size, int StateBytes, MemoryLevel Level, int Steps, IReadOnlyList<Entry> Entries)
{
    [JsonIgnore]
    public Timing Step => this[Entrants.Step]!.Time;

    [JsonIgnore]
    public Timing Run => this[Entrants.Run]!.Time;

    /// <summary>The limit of this size, in nanoseconds a multiply-add.</summary>
    [JsonIgnore]
    public Timing Limit => this[Level.ToString()]!.Time;

    /// <summary>The nanoseconds that a step's multiply-adds alone would take at the limit. Padding does not count.</summary>
    [JsonIgnore]
    public double LimitPerStep => Size.MultiplyAdds * Limit.Minimum;

    /// <summary>The result of a contestant; null if it did not take part.</summary>
    public Entry? this[string name] => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Returns the largest difference between an output of a less exact network and that of <c>Step</c>.</summary>
    public float? Difference(InexactKind kind) => Entries
        .Where(entry => entry.Name == kind.Name || entry.Name == kind.RunName)
        .Max(static entry => entry.Difference);
}
