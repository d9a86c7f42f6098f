using System.Collections.Generic;

namespace Streams.Metrics;

/// <summary>A kind of metric.</summary>
/// <param name="Name">The name.</param>
/// <param name="Level">The usual value.</param>
/// <param name="Spread">The usual difference of values from the level.</param>
/// <param name="DailySwing">The amplitude of the daily cycle, in spreads.</param>
/// <param name="Noise">The approximate standard deviation of the noise per minute, in spreads.</param>
internal sealed record MetricKind(string Name, double Level, double Spread, double DailySwing, double Noise)
{
    public static IReadOnlyList<MetricKind> All { get; } =
    [
        new("cpu", Level: 45, Spread: 9, DailySwing: 0.9, Noise: 0.12),
        new("latency", Level: 180, Spread: 40, DailySwing: 0.5, Noise: 0.2),
        new("requests", Level: 1200, Spread: 300, DailySwing: 1.2, Noise: 0.08),
    ];
}
