namespace Lstm.Benchmarks.Sweep;

/// <summary>Why a size of the sweep is conspicuous.</summary>
internal enum FindingKind
{
    /// <summary>Dearer than the sizes beside it.</summary>
    Cliff,

    /// <summary>Dearer than the sizes a block of eight or two away: the whole block is slow.</summary>
    BlockCliff,

    /// <summary>Dearer than the sizes below it, and it stays so.</summary>
    StepUp,

    /// <summary>The same, where the weights outgrow a cache.</summary>
    CacheStep,

    /// <summary>Dearer a multiply-add than the sizes beside it, though larger networks take as long: the fixed latency of a step.</summary>
    FixedCost,
}
