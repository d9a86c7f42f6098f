using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The layers without a state of the generated arithmetic, one float at a time. An output of a dense layer sums in eight lanes, then comes
/// its bias, then the activation. An affine layer is one fused multiply-add, and so is a PReLU, of whose two arguments one is zero.
/// </summary>
internal static class ScalarLayers
{
    /// <summary>The outputs of a layer for the inputs of a step.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its weights; null if it has none.</param>
    /// <param name="x">What it takes in. Not changed.</param>
    public static float[] Step(LayerSpec layer, LayerWeights? weights, float[] x) => (layer, weights) switch
    {
        (DenseSpec dense, DenseWeights w) => Activate(
            dense.Activation,
            [.. Enumerable.Range(0, dense.Units)
                .Select(row => ScalarMath.InLanes(w.Weight.Slice(row * x.Length, x.Length), x) + w.Bias[row])]),
        (AffineSpec, AffineWeights w) => [.. x.Select((xk, k) => MathF.FusedMultiplyAdd(w.Scale[k], xk, w.Offset[k]))],
        (PReluSpec, PReluWeights w) =>
            [.. x.Select((xk, k) => MathF.FusedMultiplyAdd(w.Weight[k], MathF.Min(xk, 0), MathF.Max(xk, 0)))],
        (LayerNormSpec norm, LayerNormWeights w) => ScalarMath.Normalised(x, norm.Epsilon, w.Weight, w.Bias, scale: 1),
        (EmbeddingSpec embedding, EmbeddingWeights w) => w.Table.Slice((int)x[0] * embedding.Size, embedding.Size).ToArray(),
        (MergeSpec merge, null) => [.. x.Take(merge.Units).Zip(x.Skip(merge.Units), (forward, backward) => merge.Merging switch
        {
            Merging.Sum => forward + backward,
            Merging.Mean => (forward + backward) * 0.5f,
            _ => forward * backward,
        })],
        (ActivationSpec activation, null) => Activate(activation.Activation, [.. x]),
        _ => throw new ArgumentException($"Expected a layer without a state and its weights, found {layer}.", nameof(layer)),
    };

    /// <summary>
    /// The outputs of a convolution: sums in eight lanes over the inputs of all its steps, the oldest step first, then as a dense layer.
    /// </summary>
    public static float[][] Convolve(Conv1DSpec layer, Conv1DWeights w, float[][] x)
    {
        int inputs = w.InputSize;
        float[] RowOf(int filter) =>
        [
            .. from k in Enumerable.Range(0, layer.Kernel)
               from i in Enumerable.Range(0, inputs)
               select w.Weight[(filter * inputs + i) * layer.Kernel + k],
        ];
        float[][] rows = [.. Enumerable.Range(0, layer.Filters).Select(RowOf)];
        float[] TapsOf(int t) =>
        [
            .. Enumerable.Range(0, layer.Kernel).Select(k => t - (layer.Kernel - 1 - k) * layer.Dilation)
                .SelectMany(step => step < 0 ? new float[inputs] : x[step]),
        ];
        return
        [
            .. Enumerable.Range(0, x.Length).Select(TapsOf).Select(taps => Activate(
                layer.Activation, [.. rows.Select((row, filter) => ScalarMath.InLanes(row, taps) + w.Bias[filter])])),
        ];
    }

    /// <summary>The vector of a sequence. A mean sums in doubles, step by step.</summary>
    /// <param name="pooling">How.</param>
    /// <param name="y">The vectors of all steps, at least one.</param>
    /// <param name="hidden">The last hidden states of the directions of the last recurrent layer.</param>
    public static float[] Pool(Pooling pooling, float[][] y, IEnumerable<float[]> hidden) => pooling switch
    {
        Pooling.Last => y[^1],
        Pooling.Final => [.. hidden.SelectMany(static h => h)],
        Pooling.Mean => [.. y[0].Select((_, k) => (float)(y.Aggregate(0.0, (sum, yt) => sum + yt[k]) / y.Length))],
        Pooling.Max => [.. y[0].Select((_, k) => y.Select(yt => yt[k]).Aggregate(MathF.Max))],
        _ => throw new ArgumentOutOfRangeException(nameof(pooling), pooling, "Expected a known pooling."),
    };

    private static float[] Activate(FunctionSpec activation, float[] values)
    {
        switch (activation.Function)
        {
            case Activation.Softmax:
                Softmax.Apply(ref values[0], values.Length);
                return values;
            case Activation.LogSoftmax:
                LogSoftmax.Apply(ref values[0], values.Length);
                return values;
            default:
                return Array.ConvertAll(values, value => ScalarMath.ApplyWhole(activation, value));
        }
    }
}
