using System;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>An Elman network of the generated arithmetic: an activation of the sum.</summary>
internal sealed class ScalarRnnCell(RecurrentSpec spec, LstmLayerWeights weights, ScalarSums sums) : IScalarCell
{
    /// <inheritdoc/>
    public (float[] H, float[] C) Step(int t, ReadOnlySpan<float> x, float[] hBefore, float[] cBefore)
    {
        float scale = ScalarMath.ScaleOf(spec.CellActivation);
        float[] h = new float[spec.Hidden];
        for (int unit = 0; unit < h.Length; unit++)
        {
            float sum = sums.Of(unit, weights.Bias[unit], x, hBefore, scale);
            h[unit] = ScalarMath.Apply(spec.CellActivation, ScalarMath.Clip(sum, spec.Clip * scale));
        }

        return (h, []);
    }
}
