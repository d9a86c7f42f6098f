namespace Lstm.Benchmarks.Sweep;

/// <summary>Why a size of the sweep is conspicuous.</summary>
internal enum FindingKind
{
    /// <summary>More expensive than the sizes beside it.</summary>
    Cliff,

    /// <summary>More expensive than the sizes one or two blocks of eight away: the whole block is slow.</summary>
    BlockCliff,

    /// <summary>More expensive than the sizes below it.</summary>
    StepUp,

    /// <summary>The same, where the weights outgrow a cache.</summary>
    CacheStep,

    /// <summary>More expensive a multiply-add than the sizes beside it, but larger networks take as long: a step's fixed latency.</summary>
    FixedCost,
}
