using System.Collections.Generic;

namespace Lstm.Benchmarks.Latency;

/// <summary>A point of a distribution.</summary>
/// <param name="Share">A share of all steps.</param>
/// <param name="Nanoseconds">The latency that this share does not exceed.</param>
internal sealed record LatencyPoint(double Share, double Nanoseconds)
{
    /// <summary>The shares that are kept: those of the table, and more for the plot.</summary>
    public static IReadOnlyList<double> Shares { get; } =
    [
        0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9998, 0.9999, 0.99995, 0.99998, 0.99999,
        0.999995, 0.999998, 0.999999,
    ];
}
