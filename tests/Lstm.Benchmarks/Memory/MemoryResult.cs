using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Memory;

/// <summary>The memory of one network, in bytes.</summary>
/// <param name="Size">The network.</param>
/// <param name="Weights">The weights without padding, in float32.</param>
/// <param name="Packed">The same, padded to whole vectors.</param>
/// <param name="Model">The growth of the managed heap when one model was constructed.</param>
/// <param name="State">A stream's state.</param>
/// <param name="PaddedState">Two values a unit and layer, padded to whole vectors.</param>
/// <param name="StepAllocates">Managed bytes of a <c>Step</c>.</param>
/// <param name="RunAllocates">Managed bytes of a step in <c>Run</c>.</param>
/// <param name="StepManyAllocates">Managed bytes of a stream's step in <c>StepMany</c>.</param>
internal sealed record MemoryResult(
    NetworkSize Size,
    long Weights,
    long Packed,
    long Model,
    int State,
    int PaddedState,
    double StepAllocates,
    double RunAllocates,
    double StepManyAllocates);
