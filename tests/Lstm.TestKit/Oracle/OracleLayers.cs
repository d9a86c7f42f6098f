using System;
using System.Collections.Generic;
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
        (EmbeddingSpec embedding, EmbeddingValues w) =>
            [.. w.Table.Skip((int)x[0] * embedding.Size).Take(embedding.Size).Select(static value => (double)value)],
        (MergeSpec merge, NoValues) => [.. x.Take(merge.Units).Zip(x.Skip(merge.Units), (forward, backward) => merge.Merging switch
        {
            Merging.Sum => forward + backward,
            Merging.Mean => (forward + backward) / 2,
            Merging.Product => forward * backward,
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "Expected a known merging."),
        })],
        (ActivationSpec activation, NoValues) => Activate(activation.Activation, x),
        _ => throw new ArgumentException($"Expected a layer without a state and its weights, found {layer} and {weights}.", nameof(layer)),
    };

    /// <summary>The outputs of a convolution for the inputs of all steps. Before the first step there are zeros.</summary>
    public static double[][] Convolve(Conv1DSpec layer, Conv1DValues w, double[][] x)
    {
        double[][] y = new double[x.Length][];
        for (int t = 0; t < x.Length; t++)
        {
            double[] v = Array.ConvertAll(w.Bias, static b => (double)b);
            for (int f = 0; f < layer.Filters; f++)
            {
                for (int k = 0; k < layer.Kernel; k++)
                {
                    int step = t - (layer.Kernel - 1 - k) * layer.Dilation;
                    for (int i = 0; step >= 0 && i < x[t].Length; i++)
                    {
                        v[f] += w.Weight[(f * x[t].Length + i) * layer.Kernel + k] * x[step][i];
                    }
                }
            }

            y[t] = Activate(layer.Activation, v);
        }

        return y;
    }

    /// <summary>The vector of a sequence whose steps are in the order of time.</summary>
    /// <param name="pooling">How.</param>
    /// <param name="y">The vectors of all steps, at least one.</param>
    /// <param name="hidden">The last hidden states of the directions of the layer below.</param>
    public static double[] Pool(Pooling pooling, double[][] y, IEnumerable<double[]> hidden) => pooling switch
    {
        Pooling.Last => y[^1],
        Pooling.Final => [.. hidden.SelectMany(static h => h)],
        Pooling.Mean => [.. y[0].Select((_, k) => y.Sum(yt => yt[k]) / y.Length)],
        Pooling.Max => [.. y[0].Select((_, k) => y.Select(yt => yt[k]).Aggregate(Math.Max))],
        _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling, "Expected a known pooling."),
    };

    private static double[] Activate(FunctionSpec activation, double[] v) => activation.Function switch
    {
        Activation.Softmax => OracleFunctions.Softmax(v),
        Activation.LogSoftmax => OracleFunctions.LogSoftmax(v),
        _ => [.. v.Select(vk => OracleFunctions.Apply(activation, vk))],
    };
}
