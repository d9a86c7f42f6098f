using System;
using System.Linq;

namespace Lstm.Tests;

/// <summary>
/// The truth that everything is measured against: the equations in doubles, a line an equation, in the plainest loops. It shares no code
/// with the runtime but the container of the weights.
/// </summary>
public static class LstmOracle
{
    /// <summary>Runs a network over a sequence.</summary>
    /// <param name="weights">The network.</param>
    /// <param name="outputActivation">What its head applies; ignored without a head.</param>
    /// <param name="inputs">Row-major [steps, input].</param>
    /// <param name="h0">The hidden state to start from, [layers][hidden]; null is zero. Not changed.</param>
    /// <param name="c0">The cell state to start from, [layers][hidden]; null is zero. Not changed.</param>
    public static LstmOracleResult Run(
        LstmWeights weights,
        Activation outputActivation,
        ReadOnlySpan<float> inputs,
        double[][]? h0 = null,
        double[][]? c0 = null)
    {
        double[][] h = StartFrom(h0, weights);
        double[][] c = StartFrom(c0, weights);
        int steps = inputs.Length / weights.InputSize;
        double[] outputs = new double[steps * weights.OutputSize];
        for (int t = 0; t < steps; t++)
        {
            double[] x = new double[weights.InputSize];
            for (int k = 0; k < x.Length; k++)
            {
                x[k] = inputs[t * x.Length + k];
            }

            for (int layer = 0; layer < weights.LayerCount; layer++)
            {
                (h[layer], c[layer]) = Step(weights.Layers[layer], x, h[layer], c[layer]);
                x = h[layer];
            }

            double[] y = weights.Head.Count == 0 ? x : Head(weights.Head[0], outputActivation, x);
            y.CopyTo(outputs, t * y.Length);
        }

        return new LstmOracleResult(outputs, h, c);
    }

    private static (double[] H, double[] C) Step(LstmLayerWeights weights, double[] x, double[] hBefore, double[] cBefore)
    {
        int size = weights.HiddenSize;
        double[] h = new double[size];
        double[] c = new double[size];
        for (int unit = 0; unit < size; unit++)
        {
            double i = Sigmoid(Row(weights, 0 * size + unit, x, hBefore));
            double f = Sigmoid(Row(weights, 1 * size + unit, x, hBefore));
            double g = Math.Tanh(Row(weights, 2 * size + unit, x, hBefore));
            double o = Sigmoid(Row(weights, 3 * size + unit, x, hBefore));
            c[unit] = f * cBefore[unit] + i * g;
            h[unit] = o * Math.Tanh(c[unit]);
        }

        return (h, c);
    }

    // W x + U h + b, for one row.
    private static double Row(LstmLayerWeights weights, int row, double[] x, double[] h)
    {
        double sum = weights.Bias[row];
        for (int k = 0; k < x.Length; k++)
        {
            sum += weights.Input[row * x.Length + k] * x[k];
        }

        for (int k = 0; k < h.Length; k++)
        {
            sum += weights.Recurrent[row * h.Length + k] * h[k];
        }

        return sum;
    }

    // y = a(W_y h + b_y)
    private static double[] Head(DenseWeights head, Activation activation, double[] h)
    {
        double[] y = new double[head.OutputSize];
        for (int row = 0; row < y.Length; row++)
        {
            double sum = head.Bias[row];
            for (int k = 0; k < h.Length; k++)
            {
                sum += head.Weight[row * h.Length + k] * h[k];
            }

            y[row] = activation switch
            {
                Activation.Linear => sum,
                Activation.Sigmoid => Sigmoid(sum),
                Activation.Tanh => Math.Tanh(sum),
                Activation.Relu => Math.Max(sum, 0),
                _ => throw new ArgumentOutOfRangeException(nameof(activation)),
            };
        }

        return y;
    }

    private static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));

    private static double[][] StartFrom(double[][]? start, LstmWeights weights) =>
        [.. Enumerable.Range(0, weights.LayerCount).Select(layer => start?[layer].ToArray() ?? new double[weights.HiddenSize])];
}
