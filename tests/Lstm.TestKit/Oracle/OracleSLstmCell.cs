using System;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>
/// The sLSTM of Beck et al. 2024 ("xLSTM: Extended Long Short-Term Memory", section 2.2), with one head: an LSTM whose input gate is
/// exponential. A normaliser n divides the cell state, and a stabiliser m keeps the exponentials in range.
/// </summary>
/// <param name="spec">Its layer.</param>
/// <param name="weights">Its weights, rows in the order i, f, z, o.</param>
internal sealed class OracleSLstmCell(RecurrentSpec spec, CellValues weights) : IOracleCell
{
    /// <inheritdoc/>
    public OracleStep Step(int t, double[] x, double[][] before)
    {
        int size = spec.Hidden;
        double[] iSum = Sum(0, x, before[0]);
        double[] fSum = Sum(1, x, before[0]);
        double[] zSum = Sum(2, x, before[0]);
        double[] oSum = Sum(3, x, before[0]);

        double[] i = new double[size];
        double[] f = new double[size];
        double[] z = [.. zSum.Select(Math.Tanh)];
        double[] o = [.. oSum.Select(static v => OracleFunctions.Apply(Activation.Sigmoid, v))];
        double[] h = new double[size];
        double[] c = new double[size];
        double[] n = new double[size];
        double[] m = new double[size];
        for (int k = 0; k < size; k++)
        {
            // log sigmoid(v) = -log(1 + e^-v)
            double logF = -OracleFunctions.Softplus(-fSum[k]);
            m[k] = Math.Max(logF + before[3][k], iSum[k]);
            i[k] = Math.Exp(iSum[k] - m[k]);
            f[k] = Math.Exp(logF + before[3][k] - m[k]);
            c[k] = f[k] * before[1][k] + i[k] * z[k];
            n[k] = f[k] * before[2][k] + i[k];
            h[k] = o[k] * (c[k] / n[k]);
        }

        return OracleStep.Of([h, c, n, m], "ifzo", i, f, z, o);
    }

    // W x + U h + b of one gate
    private double[] Sum(int gate, double[] x, double[] h) => OracleMath.Add(
        OracleMath.Affine(weights.Input, weights.Bias, gate * spec.Hidden, spec.Hidden, x),
        OracleMath.Multiply(weights.Recurrent, gate * spec.Hidden, spec.Hidden, h));
}
