namespace Lstm.Benchmarks.Sizes;

/// <summary>Where a network's packed weights are read from, step after step.</summary>
internal enum MemoryLevel
{
    /// <summary>They fit into the first level's data cache.</summary>
    L1,

    /// <summary>They fit into the second level.</summary>
    L2,

    /// <summary>They fit into neither.</summary>
    PastL2,
}
