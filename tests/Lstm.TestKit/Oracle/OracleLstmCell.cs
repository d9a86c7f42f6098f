using System;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>An LSTM cell with all its variants.</summary>
/// <remarks>
/// Hochreiter and Schmidhuber 1997, with the forget gate of Gers, Schmidhuber and Cummins 2000; peepholes: Gers, Schraudolph and
/// Schmidhuber 2002; projection: Sak, Senior and Beaufays 2014; coupled gates: Greff et al. 2015; layer normalisation: Ba, Kiros and Hinton
/// 2016.
/// </remarks>
/// <param name="spec">Which variant.</param>
/// <param name="weights">Its weights.</param>
/// <param name="n">The cell's number in the network.</param>
/// <param name="seed">The key of its random numbers.</param>
internal sealed class OracleLstmCell(RecurrentSpec spec, CellValues weights, int n, ulong seed) : IOracleCell
{
    /// <inheritdoc/>
    public OracleStep Step(int t, double[] x, double[][] before)
    {
        (double[] hBefore, double[] cBefore) = (before[0], before[1]);
        int size = spec.Hidden;
        double[] i = Gate('i', spec.GateActivation, x, hBefore, cBefore);
        double[] f = spec.CoupledGates ? [.. i.Select(static ik => 1 - ik)] : Gate('f', spec.GateActivation, x, hBefore, cBefore);
        double[] g = Gate('g', spec.CellActivation, x, hBefore, cBefore);

        double[] c = new double[size];
        for (int k = 0; k < size; k++)
        {
            double kept = spec.StochasticForget ? (OraclePhilox.Uniform(seed, (ulong)t, k, n) < f[k] ? cBefore[k] : 0) : f[k] * cBefore[k];
            c[k] = OracleFunctions.Clip(kept + i[k] * g[k], spec.CellClip);
        }

        double[] o = Gate('o', spec.GateActivation, x, hBefore, c);
        double[] q = spec.LayerNorm ? OracleMath.Normalise(c, spec.LayerNormEpsilon, weights.CellNormWeight, weights.CellNormBias) : c;
        double[] m = new double[size];
        for (int k = 0; k < size; k++)
        {
            m[k] = o[k] * OracleFunctions.Apply(spec.HiddenActivation, OracleFunctions.Clip(q[k], spec.Clip));
        }

        double[] h = spec.Projection > 0 ? OracleMath.Multiply(weights.Projection, 0, spec.Projection, m) : m;
        return OracleStep.Of([h, c], "ifgo", i, f, g, o);
    }

    // a(clip(norm(W x + U h + b + p * c))) of one gate; the candidate g has no peephole.
    private double[] Gate(char gate, FunctionSpec activation, double[] x, double[] h, double[] c)
    {
        int size = spec.Hidden;
        int first = (spec.CoupledGates ? "igo" : "ifgo").IndexOf(gate, StringComparison.Ordinal) * size;
        double[] z = OracleMath.Add(
            OracleMath.Affine(weights.Input, weights.Bias, first, size, x),
            OracleMath.Multiply(weights.Recurrent, first, size, h));
        if (spec.Peephole && gate != 'g')
        {
            int firstPeephole = (spec.CoupledGates ? "io" : "ifo").IndexOf(gate, StringComparison.Ordinal) * size;
            z = OracleMath.Add(z, OracleMath.Scale(weights.Peephole.AsSpan(firstPeephole, size), c));
        }

        if (spec.LayerNorm)
        {
            z = OracleMath.Normalise(
                z, spec.LayerNormEpsilon, weights.GateNormWeight.AsSpan(first, size), weights.GateNormBias.AsSpan(first, size));
        }

        return [.. z.Select(zk => OracleFunctions.Apply(activation, OracleFunctions.Clip(zk, spec.Clip)))];
    }
}
