using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Benchmarks.Networks;

namespace Lstm.Benchmarks.Onnx;

/// <summary>The state of a stream in ONNX: h and c of each layer, each [hidden].</summary>
internal sealed class OnnxState(NetworkSize size)
{
    public IReadOnlyList<float[]> Hidden { get; } = Vectors(size);

    public IReadOnlyList<float[]> Cell { get; } = Vectors(size);

    public void Clear()
    {
        foreach (float[] vector in Hidden.Concat(Cell))
        {
            Array.Clear(vector);
        }
    }

    private static float[][] Vectors(NetworkSize size) => [.. Enumerable.Range(0, size.Layers).Select(_ => new float[size.Hidden])];
}
