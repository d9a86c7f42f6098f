using System.Collections.Generic;
using System.Linq;
using Lstm.CompilerServices;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The generated arithmetic, one float at a time: the same operations in the same order, so the same bits. This is the contract about the
/// order of summation, written down a second time, independently of vectors, tiles and packing.
/// </summary>
/// <remarks>
/// The order of a cell is said with <see cref="ScalarLstmCell"/> and <see cref="ScalarGruCell"/>. An output of a dense layer sums in eight
/// lanes, then comes its bias, then the activation, then what a residual adds. The activations themselves are the runtime's, which has its
/// own tests for them.
/// </remarks>
internal static class ScalarLstm
{
    public static (float[] Outputs, float[][] Hidden, float[][] Cell) Run(
        NetworkSpec spec, LstmWeights weights, float[] inputs, StartState start)
    {
        float[][] h = [.. start.Hidden];
        float[][] c = [.. start.Cell];
        float[][] x = [.. inputs.Chunk(spec.Input)];

        float[][] y = Dense(spec.Stem, weights.Stem, x);
        for (int layer = 0; layer < spec.Layers; layer++)
        {
            List<float[][]> outputs = [];
            for (int direction = 0; direction < spec.Directions; direction++)
            {
                int n = layer * spec.Directions + direction;
                IScalarCell cell = spec.Gru
                    ? new ScalarGruCell(spec, weights.Layers[n])
                    : new ScalarLstmCell(spec, weights.Layers[n], n, start.Seed ?? 0);
                outputs.Add(Walk(cell, direction == 1 || spec.Direction == Direction.Backward, y, ref h[n], ref c[n]));
            }

            y = [.. Enumerable.Range(0, x.Length).Select(t => outputs.SelectMany(output => output[t]).ToArray())];
        }

        y = Dense(spec.Head, weights.Head, y);
        if (spec.Residual)
        {
            y = [.. y.Zip(x, static (yt, xt) => yt.Zip(xt, static (yk, xk) => yk + xk).ToArray())];
        }

        return ([.. y.SelectMany(static yt => yt)], h, c);
    }

    private static float[][] Walk(IScalarCell cell, bool backward, float[][] x, ref float[] h, ref float[] c)
    {
        float[][] outputs = new float[x.Length][];
        for (int step = 0; step < x.Length; step++)
        {
            int t = backward ? x.Length - 1 - step : step;
            (h, c) = cell.Step(t, x[t], h, c);
            outputs[t] = h;
        }

        return outputs;
    }

    private static float[][] Dense(IReadOnlyList<DenseSpec> specs, IReadOnlyList<DenseWeights> layers, float[][] x)
    {
        for (int layer = 0; layer < specs.Count; layer++)
        {
            FunctionSpec activation = specs[layer].Activation;
            DenseWeights weights = layers[layer];
            x = [.. x.Select(xt => Dense(activation, weights, xt))];
        }

        return x;
    }

    private static float[] Dense(FunctionSpec activation, DenseWeights weights, float[] x)
    {
        bool softmax = activation.Function == Activation.Softmax;
        float[] y = new float[weights.OutputSize];
        for (int row = 0; row < y.Length; row++)
        {
            float sum = ScalarMath.InLanes(weights.Weight.Slice(row * x.Length, x.Length), x) + weights.Bias[row];
            y[row] = softmax ? sum : ScalarMath.ApplyWhole(activation, sum);
        }

        if (softmax)
        {
            Softmax.Apply(ref y[0], y.Length);
        }

        return y;
    }
}
