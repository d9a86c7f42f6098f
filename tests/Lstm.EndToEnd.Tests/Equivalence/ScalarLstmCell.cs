using System;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>An LSTM cell of the generated arithmetic.</summary>
/// <remarks>
/// A gate's sum is bias, then inputs, then hidden units, one fused multiply-add each. With up to eight hidden units it runs in two chains,
/// even and odd positions, added at the end; but in one where the sums are normalised. In quantized precision it is what
/// <see cref="ScalarQuantizedSums"/> says. What a gate sees of the cell state is one more fused multiply-add. Then c = fma(i, g, kept) with
/// kept = f * c, settled, and h = o * tanh(c); a coupled f is 1 - i. A projection sums in eight lanes, as a dense layer does.
/// </remarks>
/// <param name="spec">Which variant.</param>
/// <param name="weights">Its weights.</param>
/// <param name="n">The cell's number.</param>
/// <param name="seed">The key of its random numbers.</param>
/// <param name="sums">How its sums run.</param>
internal sealed class ScalarLstmCell(RecurrentSpec spec, LstmLayerWeights weights, int n, ulong seed, ScalarSums sums) : IScalarCell
{
    private readonly string _rows = spec.CoupledGates ? "igo" : "ifgo";
    private readonly string _peepholes = !spec.Peephole ? "" : spec.CoupledGates ? "io" : "ifo";

    /// <inheritdoc/>
    public (float[] H, float[] C) Step(int t, ReadOnlySpan<float> x, float[] hBefore, float[] cBefore)
    {
        float[] i = Gate('i', x, hBefore, cBefore);
        float[] f = spec.CoupledGates ? Array.ConvertAll(i, static ik => 1 - ik) : Gate('f', x, hBefore, cBefore);
        float[] g = Gate('g', x, hBefore, cBefore);
        float[] c = new float[spec.Hidden];
        for (int unit = 0; unit < c.Length; unit++)
        {
            float kept = spec.StochasticForget
                ? (float)OraclePhilox.Uniform(seed, (ulong)t, unit, n) < f[unit] ? cBefore[unit] : 0
                : f[unit] * cBefore[unit];
            c[unit] = ScalarMath.Settle(ScalarMath.Clip(MathF.FusedMultiplyAdd(i[unit], g[unit], kept), spec.CellClip));
        }

        float[] o = Gate('o', x, hBefore, c);
        float[] q = spec.LayerNorm ? Normalised(c, weights.CellNormWeight, weights.CellNormBias, scale: 1) : c;
        float[] m = [.. o.Zip(q, (ok, qk) => ok * ScalarMath.ApplyWhole(spec.HiddenActivation, ScalarMath.Clip(qk, spec.Clip)))];
        return (spec.Projection > 0 ? Projected(m) : m, c);
    }

    private float[] Gate(char gate, ReadOnlySpan<float> x, float[] h, float[] c)
    {
        FunctionSpec function = gate == 'g' ? spec.CellActivation : spec.GateActivation;
        float scale = ScalarMath.ScaleOf(function);
        float[] z = new float[spec.Hidden];
        for (int unit = 0; unit < z.Length; unit++)
        {
            // What a normalisation follows is halved by the normalisation's weights.
            z[unit] = Sum(gate, unit, x, h, c, spec.LayerNorm ? 1 : scale);
        }

        if (spec.LayerNorm)
        {
            int first = _rows.IndexOf(gate, StringComparison.Ordinal) * spec.Hidden;
            z = Normalised(z, weights.GateNormWeight.Slice(first, spec.Hidden), weights.GateNormBias.Slice(first, spec.Hidden), scale);
        }

        return Array.ConvertAll(z, v => ScalarMath.Apply(function, ScalarMath.Clip(v, spec.Clip * scale)));
    }

    private float Sum(char gate, int unit, ReadOnlySpan<float> x, float[] h, float[] c, float scale)
    {
        int row = _rows.IndexOf(gate, StringComparison.Ordinal) * spec.Hidden + unit;
        float sum = sums.Of(row, weights.Bias[row], x, h, scale);
        int peephole = _peepholes.IndexOf(gate, StringComparison.Ordinal);
        return peephole < 0 ? sum : MathF.FusedMultiplyAdd(weights.Peephole[peephole * spec.Hidden + unit] * scale, c[unit], sum);
    }

    private float[] Projected(float[] m)
    {
        float[] h = new float[spec.Projection];
        for (int row = 0; row < h.Length; row++)
        {
            h[row] = ScalarMath.InLanes(weights.Projection.Slice(row * m.Length, m.Length), m);
        }

        return h;
    }

    private float[] Normalised(float[] values, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, float scale) =>
        ScalarMath.Normalised(values, spec.LayerNormEpsilon, gamma, beta, scale);
}
