using System.Linq;

namespace Lstm.TestKit;

/// <summary>A gated recurrent unit, Cho et al. 2014, with the reset gate on either side of the candidate's recurrent weights.</summary>
/// <param name="spec">Which variant.</param>
/// <param name="weights">Its weights, rows in the order r, z, n.</param>
internal sealed class OracleGruCell(RecurrentSpec spec, CellValues weights) : IOracleCell
{
    /// <inheritdoc/>
    public OracleStep Step(int t, double[] x, double[][] before)
    {
        double[] hBefore = before[0];
        double[] r = Activate(spec.GateActivation, OracleMath.Add(Inputs(0, x), Recurrent(0, hBefore)));
        double[] z = Activate(spec.GateActivation, OracleMath.Add(Inputs(1, x), Recurrent(1, hBefore)));
        double[] candidateBias = [.. weights.CandidateBias.Select(static bias => (double)bias)];
        double[] fromHidden = spec.Form == CellForm.GruResetAfter
            ? OracleMath.Multiply(r, OracleMath.Add(Recurrent(2, hBefore), candidateBias))
            : OracleMath.Add(Recurrent(2, OracleMath.Multiply(r, hBefore)), candidateBias);
        double[] n = Activate(spec.CellActivation, OracleMath.Add(Inputs(2, x), fromHidden));

        double[] h = new double[spec.Hidden];
        for (int k = 0; k < h.Length; k++)
        {
            h[k] = (1 - z[k]) * n[k] + z[k] * hBefore[k];
        }

        return OracleStep.Of([h], "rzn", r, z, n);
    }

    // W x + b
    private double[] Inputs(int gate, double[] x) => OracleMath.Affine(weights.Input, weights.Bias, gate * spec.Hidden, spec.Hidden, x);

    // U h
    private double[] Recurrent(int gate, double[] h) => OracleMath.Multiply(weights.Recurrent, gate * spec.Hidden, spec.Hidden, h);

    private double[] Activate(FunctionSpec activation, double[] v) =>
        [.. v.Select(vk => OracleFunctions.Apply(activation, OracleFunctions.Clip(vk, spec.Clip)))];
}
