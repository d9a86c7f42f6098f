using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>
/// The truth that everything is measured against: the equations in doubles, a line an equation, in the plainest loops. It shares no code
/// with the runtime but the container of the weights.
/// </summary>
/// <remarks>The cells' equations are in <see cref="OracleLstmCell"/> and <see cref="OracleGruCell"/>.</remarks>
public static class LstmOracle
{
    /// <summary>Runs a network over a sequence.</summary>
    /// <param name="spec">What the network is.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="inputs">Row-major [steps, input].</param>
    /// <param name="h0">The hidden states to start from, [layers·directions][hidden or projection]; null is where the network starts. Not
    /// changed.</param>
    /// <param name="c0">The cell states to start from, [layers·directions][hidden]; null is where the network starts. Not changed.</param>
    /// <param name="seed">The key of a stochastic forget gate's random numbers, which are drawn from their beginning.</param>
    public static LstmOracleResult Run(
        NetworkSpec spec,
        LstmWeights weights,
        ReadOnlySpan<float> inputs,
        double[][]? h0 = null,
        double[][]? c0 = null,
        ulong seed = 0)
    {
        double[][] h = StartFrom(h0, weights.InitialHidden, spec.Cells, spec.Width);
        double[][] c = StartFrom(c0, weights.InitialCell, spec.Cells, spec.Gru ? 0 : spec.Hidden);
        double[][] x = Rows(inputs, spec.Input);

        double[][] y = Dense(spec.Stem, weights.Stem, x);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            List<double[][]> outputs = [];
            for (int direction = 0; direction < spec.Directions; direction++)
            {
                int n = layer * spec.Directions + direction;
                IOracleCell cell = spec.Gru
                    ? new OracleGruCell(spec, weights.Layers[n])
                    : new OracleLstmCell(spec, weights.Layers[n], n, seed);
                bool backward = direction == 1 || spec.Direction == Direction.Backward;
                outputs.Add(Walk(cell, backward, y, ref h[n], ref c[n]));
            }

            y = [.. Enumerable.Range(0, x.Length).Select(t => outputs.SelectMany(output => output[t]).ToArray())];
        }

        y = Dense(spec.Head, weights.Head, y);
        if (spec.Residual)
        {
            y = [.. y.Zip(x, static (yt, xt) => yt.Zip(xt, static (yk, xk) => yk + xk).ToArray())];
        }

        return new LstmOracleResult([.. y.SelectMany(static yt => yt)], h, c);
    }

    /// <summary>Runs a plain LSTM, with at most one dense layer as its head, over a sequence.</summary>
    /// <param name="weights">The network.</param>
    /// <param name="outputActivation">What its head applies; ignored without a head.</param>
    /// <param name="inputs">Row-major [steps, input].</param>
    /// <param name="h0">The hidden state to start from, [layers][hidden]; null is where the network starts. Not changed.</param>
    /// <param name="c0">The cell state to start from, [layers][hidden]; null is where the network starts. Not changed.</param>
    public static LstmOracleResult Run(
        LstmWeights weights,
        Activation outputActivation,
        ReadOnlySpan<float> inputs,
        double[][]? h0 = null,
        double[][]? c0 = null)
    {
        var spec = new NetworkSpec(weights.InputSize, weights.HiddenSize)
        {
            Layers = weights.LayerCount,
            Head = [.. weights.Head.Select(head => new DenseSpec(head.OutputSize, outputActivation))],
        };
        return Run(spec, weights, inputs, h0, c0);
    }

    // One direction of one layer over the whole sequence; the outputs stand at the time of their inputs, whichever way it walks.
    private static double[][] Walk(IOracleCell cell, bool backward, double[][] x, ref double[] h, ref double[] c)
    {
        double[][] outputs = new double[x.Length][];
        for (int step = 0; step < x.Length; step++)
        {
            int t = backward ? x.Length - 1 - step : step;
            (h, c) = cell.Step(t, x[t], h, c);
            outputs[t] = h;
        }

        return outputs;
    }

    // y = a(W x + b), layer after layer, at every time.
    private static double[][] Dense(IReadOnlyList<DenseSpec> specs, IReadOnlyList<DenseWeights> layers, double[][] x)
    {
        for (int layer = 0; layer < specs.Count; layer++)
        {
            FunctionSpec activation = specs[layer].Activation;
            DenseWeights weights = layers[layer];
            x = [.. x.Select(xt => Activate(activation, OracleMath.Affine(weights.Weight, weights.Bias, 0, weights.OutputSize, xt)))];
        }

        return x;
    }

    private static double[] Activate(FunctionSpec activation, double[] v) => activation.Function == Activation.Softmax
        ? OracleFunctions.Softmax(v)
        : [.. v.Select(vk => OracleFunctions.Apply(activation, vk))];

    private static double[][] StartFrom(double[][]? given, ReadOnlySpan<float> initial, int cells, int width)
    {
        double[][] own = initial.IsEmpty ? [.. Enumerable.Range(0, cells).Select(_ => new double[width])] : Rows(initial, width);
        return given is null || width == 0 ? own : [.. given.Select(static state => state.ToArray())];
    }

    private static double[][] Rows(ReadOnlySpan<float> values, int width)
    {
        double[][] rows = new double[values.Length / width][];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = Array.ConvertAll(values.Slice(row * width, width).ToArray(), static value => (double)value);
        }

        return rows;
    }
}
