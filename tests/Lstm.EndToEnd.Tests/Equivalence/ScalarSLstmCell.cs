using System;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>An sLSTM of the generated arithmetic.</summary>
/// <remarks>
/// With the sums i and f: l = 0 - softplus(0 - f), m = max(l + m, i), i = exp(i - m), f = exp(l + m before - m), c = fma(i, z, f * c),
/// n = fma(f, n, i) and h = o * (c / max(n, 2^-126)). The normaliser and the stabiliser start at zero and are kept here.
/// </remarks>
internal sealed class ScalarSLstmCell(RecurrentSpec spec, LstmLayerWeights weights, ScalarSums sums) : IScalarCell
{
    private const float Smallest = 1.17549435e-38f;

    private readonly float[] _n = new float[spec.Hidden];
    private readonly float[] _m = new float[spec.Hidden];

    /// <inheritdoc/>
    public (float[] H, float[] C) Step(int t, ReadOnlySpan<float> x, float[] hBefore, float[] cBefore)
    {
        float[] h = new float[spec.Hidden];
        float[] c = new float[spec.Hidden];
        for (int unit = 0; unit < h.Length; unit++)
        {
            float inputs = Gate(0, unit, Activation.Linear, x, hBefore);
            float forgets = Gate(1, unit, Activation.Linear, x, hBefore);
            float z = Gate(2, unit, spec.CellActivation, x, hBefore);
            float o = Gate(3, unit, spec.GateActivation, x, hBefore);
            float kept = 0 - ScalarMath.Apply(Activation.Softplus, 0 - forgets) + _m[unit];
            _m[unit] = Math.Max(kept, inputs);
            float i = ScalarMath.ExpOfNegative(inputs - _m[unit]);
            float f = ScalarMath.ExpOfNegative(kept - _m[unit]);
            c[unit] = MathF.FusedMultiplyAdd(i, z, f * cBefore[unit]);
            _n[unit] = MathF.FusedMultiplyAdd(f, _n[unit], i);
            h[unit] = ScalarMath.Settle(o * (c[unit] / Math.Max(_n[unit], Smallest)));
        }

        return (h, c);
    }

    private float Gate(int gate, int unit, FunctionSpec function, ReadOnlySpan<float> x, float[] h)
    {
        int row = gate * spec.Hidden + unit;
        return ScalarMath.Apply(function, sums.Of(row, weights.Bias[row], x, h, ScalarMath.ScaleOf(function)));
    }
}
