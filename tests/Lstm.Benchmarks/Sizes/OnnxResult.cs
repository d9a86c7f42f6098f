using Lstm.Benchmarks.Contest;

namespace Lstm.Benchmarks.Sizes;

/// <summary>What ONNX Runtime gave for one size, on the same weights and inputs.</summary>
/// <param name="Step">A call a step.</param>
/// <param name="Sequence">A call for the whole sequence.</param>
/// <param name="Difference">The largest difference between one of its outputs, either way, and ours.</param>
internal sealed record OnnxResult(Timing Step, Timing Sequence, float Difference);
