using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Serialization;
using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Sizes;

/// <summary>What the contest of one size gave.</summary>
/// <param name="Size">The network.</param>
/// <param name="StateBytes">Bytes of a stream's state.</param>
/// <param name="Level">Which limit its packed weights call for.</param>
/// <param name="Steps">Steps of the sequence that everyone was given.</param>
/// <param name="Entries">Everyone who took part.</param>
internal sealed record SizeResult(NetworkSize Size, int StateBytes, MemoryLevel Level, int Steps, IReadOnlyList<Entry> Entries)
{
    [JsonIgnore]
    public Timing Step => this[Entrants.Step]!.Time;

    [JsonIgnore]
    public Timing Run => this[Entrants.Run]!.Time;

    /// <summary>The limit that counts for this size, in nanoseconds a multiply-add.</summary>
    [JsonIgnore]
    public Timing Limit => this[Level.ToString()]!.Time;

    /// <summary>Nanoseconds that a step's multiply-adds alone would take at the limit, padding not counted: padding is no work done.</summary>
    [JsonIgnore]
    public double LimitPerStep => Size.MultiplyAdds * Limit.Minimum;

    /// <summary>One that took part; null when it did not.</summary>
    public Entry? this[string name] => Entries.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The fastest of those who take part as something; null when none does.</summary>
    public Entry? Fastest(Role role) => Entries.Where(entry => entry.Role == role).MinBy(static entry => entry.Time.Minimum);
}
