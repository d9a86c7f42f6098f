namespace Lstm.Benchmarks.Sizes;

/// <summary>The memory level that a network's packed weights are read from in every step.</summary>
internal enum MemoryLevel
{
    /// <summary>They fit into the first level's data cache.</summary>
    L1,

    /// <summary>They fit into the second level.</summary>
    L2,

    /// <summary>They fit into neither.</summary>
    PastL2,
}
