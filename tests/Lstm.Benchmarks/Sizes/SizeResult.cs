using Lstm.Benchmarks.Contest;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Sizes;

/// <summary>What one size gave: every timing is of the same contest, in nanoseconds a step, the limits' in nanoseconds a multiply-add.</summary>
/// <param name="Size">The network.</param>
/// <param name="Step">Our <c>Step</c>.</param>
/// <param name="Run">Our <c>Run</c>.</param>
/// <param name="L1">Multiply-adds with their weights in L1.</param>
/// <param name="L2">Multiply-adds with their weights in L2.</param>
/// <param name="PastL2">Multiply-adds that stream as many bytes as the network has; only where it is larger than L2.</param>
/// <param name="Level">Which of these limits the network's packed weights call for.</param>
/// <param name="Onnx">The rival; null when it was left out.</param>
/// <param name="StepRunDifference">The largest difference between an output of <c>Step</c> and of <c>Run</c>.</param>
internal sealed record SizeResult(
    NetworkSize Size, Timing Step, Timing Run, Timing L1, Timing L2, Timing? PastL2, MemoryLevel Level, OnnxResult? Onnx, float StepRunDifference)
{
    /// <summary>The limit that counts for this size.</summary>
    public Timing Limit => Level switch
    {
        MemoryLevel.L1 => L1,
        MemoryLevel.L2 => L2,
        _ => PastL2!,
    };

    /// <summary>Nanoseconds that a step's multiply-adds alone would take at the limit, padding not counted: padding is no work done.</summary>
    public double LimitPerStep => Size.MultiplyAdds * Limit.Minimum;

    /// <summary>The share of the limit that <c>Step</c> reaches, fastest round against fastest round.</summary>
    public double StepShare => LimitPerStep / Step.Minimum;

    /// <summary>The share of the limit that <c>Run</c> reaches, fastest round against fastest round.</summary>
    public double RunShare => LimitPerStep / Run.Minimum;
}
