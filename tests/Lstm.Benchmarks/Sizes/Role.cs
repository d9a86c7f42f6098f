namespace Lstm.Benchmarks.Sizes;

/// <summary>What somebody takes part in a contest as.</summary>
internal enum Role
{
    /// <summary>Ours, in float32: the same bits from every verb.</summary>
    Exact,

    /// <summary>Ours, with weights of fewer bits.</summary>
    Narrow,

    /// <summary>Multiply-adds only.</summary>
    Limit,

    /// <summary>ONNX Runtime.</summary>
    Onnx,

    /// <summary>A shared library of somebody else's, a call a step.</summary>
    RivalStep,

    /// <summary>A shared library of somebody else's, a call a sequence.</summary>
    RivalRun,
}
