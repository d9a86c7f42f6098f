using System;

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
    public double[][] Step(int t, double[] x, double[][] before)
    {
        int size = spec.Hidden;
        double[] iSum = Sum(0, x, before[0]);
        double[] fSum = Sum(1, x, before[0]);
        double[] zSum = Sum(2, x, before[0]);
        double[] oSum = Sum(3, x, before[0]);

        double[] h = new double[size];
        double[] c = new double[size];
        double[] n = new double[size];
        double[] m = new double[size];
        for (int k = 0; k < size; k++)
        {
            double z = Math.Tanh(zSum[k]);
            double o = OracleFunctions.Apply(Activation.Sigmoid, oSum[k]);

            // log sigmoid(v) = -log(1 + e^-v)
            double logF = -OracleFunctions.Softplus(-fSum[k]);
            m[k] = Math.Max(logF + before[3][k], iSum[k]);
            double i = Math.Exp(iSum[k] - m[k]);
            double f = Math.Exp(logF + before[3][k] - m[k]);
            c[k] = f * before[1][k] + i * z;
            n[k] = f * before[2][k] + i;
            h[k] = o * (c[k] / n[k]);
        }

        return [h, c, n, m];
    }

    // W x + U h + b of one gate
    private double[] Sum(int gate, double[] x, double[] h) => OracleMath.Add(
        OracleMath.Affine(weights.Input, weights.Bias, gate * spec.Hidden, spec.Hidden, x),
        OracleMath.Multiply(weights.Recurrent, gate * spec.Hidden, spec.Hidden, h));
}
