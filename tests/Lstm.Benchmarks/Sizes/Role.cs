namespace Lstm.Benchmarks.Sizes;

/// <summary>The role of a contestant.</summary>
internal enum Role
{
    /// <summary>Ours, in float32: all of them are bit-identical.</summary>
    Exact,

    /// <summary>Ours, in float32 with fast functions.</summary>
    Fast,

    /// <summary>Ours, with weights of fewer bits.</summary>
    Narrow,

    /// <summary>Multiply-adds only.</summary>
    Limit,

    /// <summary>ONNX Runtime.</summary>
    Onnx,

    /// <summary>Another library, one call a step.</summary>
    RivalStep,

    /// <summary>Another library, one call a sequence.</summary>
    RivalRun,
}
