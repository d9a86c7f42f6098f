using System;

namespace Lstm.Benchmarks.Onnx;

/// <summary>The state of a stream, as ONNX takes and returns it: h and c, each [hidden].</summary>
internal sealed class OnnxState(int hidden)
{
    public float[] Hidden { get; } = new float[hidden];

    public float[] Cell { get; } = new float[hidden];

    public void Clear()
    {
        Array.Clear(Hidden);
        Array.Clear(Cell);
    }
}
