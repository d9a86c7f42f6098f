namespace Lstm.Benchmarks.Sizes;

/// <summary>A class of other libraries, by the largest difference between their outputs and ours.</summary>
internal enum RivalAccuracy
{
    /// <summary>At most <see cref="SizeBenchmark.Tolerance"/>: rounding errors only.</summary>
    Exact,

    /// <summary>At most <see cref="RivalComparison.MostApproximate"/>: the same network with approximate functions.</summary>
    Approximate,

    /// <summary>Larger, or outputs that are not finite: another network.</summary>
    Wrong,
}
