namespace Lstm.Testing;

/// <summary>What a measurement of latencies times.</summary>
public enum LatencySampling
{
    /// <summary>As many steps together as the clock needs; a sample is the mean of its steps.</summary>
    Batches,

    /// <summary>Each step for itself, the clock's own reading included, where a step is long enough for the clock; else <see cref="Batches"/>, and the report says so.</summary>
    SingleSteps,
}
