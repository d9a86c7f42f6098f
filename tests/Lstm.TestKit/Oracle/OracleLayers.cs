using System;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>The layers without a state in doubles, from their definitions.</summary>
internal static class OracleLayers
{
    /// <summary>The outputs of a layer for the inputs of a step.</summary>
    public static double[] Step(LayerSpec layer, LayerValues weights, double[] x) => (layer, weights) switch
    {
        (DenseSpec dense, DenseValues w) => Activate(dense.Activation, OracleMath.Affine(w.Weight, w.Bias, 0, dense.Units, x)),
        (AffineSpec, AffineValues w) => OracleMath.Add(OracleMath.Scale(w.Scale, x), Array.ConvertAll(w.Offset, static b => (double)b)),
        (LayerNormSpec norm, LayerNormValues w) => OracleMath.Normalise(x, norm.Epsilon, w.Weight, w.Bias),
        (PReluSpec, PReluValues w) => [.. x.Zip(w.Weight, static (xk, ak) => xk >= 0 ? xk : ak * xk)],
        (ActivationSpec activation, NoValues) => Activate(activation.Activation, x),
        _ => throw new ArgumentException($"Expected a layer without a state and its weights, found {layer} and {weights}.", nameof(layer)),
    };

    private static double[] Activate(FunctionSpec activation, double[] v) => activation.Function switch
    {
        Activation.Softmax => OracleFunctions.Softmax(v),
        Activation.LogSoftmax => OracleFunctions.LogSoftmax(v),
        _ => [.. v.Select(vk => OracleFunctions.Apply(activation, vk))],
    };
}
