using System;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>A GRU cell of the generated arithmetic.</summary>
/// <remarks>
/// A gate's sum is bias, then inputs, then hidden units, as in an LSTM. The candidate's two halves: with the reset gate after the recurrent
/// weights, each is a sum of its own, joined by n = fma(r, u, n); with the reset gate before them, one sum whose hidden units are r * h,
/// and whose bias is the sum of both. Then h = fma(z, h, (1 - z) * n).
/// </remarks>
internal sealed class ScalarGruCell(RecurrentSpec spec, LstmLayerWeights weights, ScalarSums sums) : IScalarCell
{
    /// <inheritdoc/>
    public (float[] H, float[] C) Step(int t, ReadOnlySpan<float> x, float[] hBefore, float[] cBefore)
    {
        float[] r = new float[spec.Hidden];
        float[] z = new float[spec.Hidden];
        for (int unit = 0; unit < spec.Hidden; unit++)
        {
            r[unit] = Activate(spec.GateActivation, Gate(0, unit, weights.Bias[unit], x, hBefore));
            z[unit] = Activate(spec.GateActivation, Gate(1, unit, weights.Bias[spec.Hidden + unit], x, hBefore));
        }

        float[] reset = [.. r.Zip(hBefore, static (rk, hk) => rk * hk)];
        float[] h = new float[spec.Hidden];
        for (int unit = 0; unit < spec.Hidden; unit++)
        {
            float bias = weights.Bias[2 * spec.Hidden + unit];
            float argument = spec.Form == CellForm.GruResetAfter
                ? MathF.FusedMultiplyAdd(r[unit], Gate(2, unit, weights.CandidateBias[unit], [], hBefore), Gate(2, unit, bias, x, []))
                : Gate(2, unit, bias + weights.CandidateBias[unit], x, reset);
            float n = Activate(spec.CellActivation, argument);
            h[unit] = MathF.FusedMultiplyAdd(z[unit], hBefore[unit], (1 - z[unit]) * n);
        }

        return (h, []);
    }

    private float Gate(int gate, int unit, float bias, ReadOnlySpan<float> x, ReadOnlySpan<float> h)
    {
        float scale = ScalarMath.ScaleOf(gate == 2 ? spec.CellActivation : spec.GateActivation);
        return sums.Of(gate * spec.Hidden + unit, bias, x, h, scale);
    }

    private float Activate(FunctionSpec function, float v) =>
        ScalarMath.Apply(function, ScalarMath.Clip(v, spec.Clip * ScalarMath.ScaleOf(function)));
}
