namespace Lstm.Testing;

/// <summary>The sampling of a latency measurement.</summary>
public enum LatencySampling
{
    /// <summary>Times several steps together, as many as the clock needs. A sample is the mean of its steps.</summary>
    Batches,

    /// <summary>
    /// Times each step separately, including one clock reading. If a step is too short for the clock, <see cref="Batches"/> is used, and
    /// the report mentions it.
    /// </summary>
    SingleSteps,
}
