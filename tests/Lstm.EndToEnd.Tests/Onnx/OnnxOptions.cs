using System;

namespace Lstm.EndToEnd.Tests.Onnx;

/// <summary>How a network is written as a model.</summary>
[Flags]
internal enum OnnxOptions
{
    None = 0,

    /// <summary>The states to start from are inputs of the model; otherwise it starts where the weights say.</summary>
    StartStates = 1,

    /// <summary>
    /// A layer is one node even where ONNX Runtime's node does something else than ONNX says: see <see cref="OnnxUnrolledLayer"/>.
    /// </summary>
    SingleNodes = 2,
}
