using System.Linq;

namespace Lstm.TestKit;

/// <summary>The recurrent network of Elman, 1990: h = a(W x + U h + b).</summary>
/// <param name="spec">Its layer.</param>
/// <param name="weights">Its weights.</param>
internal sealed class OracleRnnCell(RecurrentSpec spec, CellValues weights) : IOracleCell
{
    /// <inheritdoc/>
    public OracleStep Step(int t, double[] x, double[][] before)
    {
        double[] v = OracleMath.Add(
            OracleMath.Affine(weights.Input, weights.Bias, 0, spec.Hidden, x),
            OracleMath.Multiply(weights.Recurrent, 0, spec.Hidden, before[0]));
        double[] h = [.. v.Select(vk => OracleFunctions.Apply(spec.CellActivation, OracleFunctions.Clip(vk, spec.Clip)))];
        return OracleStep.Of([h], "");
    }
}
