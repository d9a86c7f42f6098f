namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>Where a sequence starts.</summary>
internal enum StartKind
{
    /// <summary>At zero.</summary>
    Zero,

    /// <summary>At the states that the weights bring with them.</summary>
    Trained,

    /// <summary>At states that the caller gives.</summary>
    Given,
}
