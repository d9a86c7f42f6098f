using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.EndToEnd.Tests;

/// <summary>
/// The generated arithmetic, one float at a time: the same operations in the same order, so the same bits. This is the contract about the
/// order of summation, written down a second time, independently of vectors, tiles and packing.
/// </summary>
/// <remarks>
/// The order of a cell is said with <see cref="ScalarLstmCell"/>, <see cref="ScalarGruCell"/>, <see cref="ScalarRnnCell"/> and
/// <see cref="ScalarSLstmCell"/>, that of a layer without a state with <see cref="ScalarLayers"/>, and which of them there are with
/// <see cref="ScalarFolding"/>. Then comes what a residual adds. The activations themselves are the runtime's, which has its own tests for
/// them.
/// </remarks>
internal static class ScalarLstm
{
    public static (float[] Outputs, float[][] Hidden, float[][] Cell) Run(
        ListSpec declared, LstmWeights given, float[] inputs, StartState start)
    {
        (ListSpec folded, LstmWeights weights) = ScalarFolding.Of(declared, given);
        ListSpec spec = folded with { Layers = [.. folded.Layers.Select(layer => InArithmetic(layer, declared.Arithmetic))] };
        float[][] h = [.. start.Hidden];
        float[][] c = [.. start.Cell];
        float[][] x = [.. inputs.Chunk(spec.Input)];
        ILookup<int, PlacedCell> cells = spec.Cells.ToLookup(static cell => cell.Layer);

        // What each layer takes in.
        List<float[][]> below = [];
        float[][] y = x;
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            below.Add(y);
            if (spec.Layers[layer] is ResidualSpec residual)
            {
                y = [.. y.Zip(below[layer - residual.Layers], static (yt, xt) => yt.Zip(xt, static (yk, xk) => yk + xk).ToArray())];
                continue;
            }

            if (spec.Layers[layer] is PoolSpec pool)
            {
                // In a network that steps, each step ends the sequence up to it: its vector is the result.
                IEnumerable<float[]> hidden = cells.Last().Select(cell => h[cell.Number]);
                y = spec.IsCausal ? y : [ScalarLayers.Pool(pool.Pooling, y, hidden)];
                continue;
            }

            if (spec.Layers[layer] is not RecurrentSpec)
            {
                LayerWeights? values = spec.Layers[layer].HasWeights ? weights.Sequence[spec.NumberOf(layer)] : null;
                y = spec.Layers[layer] is Conv1DSpec convolution
                    ? ScalarLayers.Convolve(convolution, (Conv1DWeights)values!, y)
                    : [.. y.Select(yt => ScalarLayers.Step(spec.Layers[layer], values, yt))];
                continue;
            }

            float[][][] outputs =
            [
                .. cells[layer].Select(cell => Walk(
                    CellOf(spec, cell, weights.Layers[cell.Number], start.Seed ?? 0), cell.IsBackward, y, ref h[cell.Number],
                    ref c[cell.Number])),
            ];
            y = [.. Enumerable.Range(0, x.Length).Select(t => outputs.SelectMany(output => output[t]).ToArray())];
        }

        if (spec.Residual)
        {
            y = [.. y.Zip(x, static (yt, xt) => yt.Zip(xt, static (yk, xk) => yk + xk).ToArray())];
        }

        return ([.. y.SelectMany(static yt => yt)], h, c);
    }

    /// <summary>A layer whose functions are those of an arithmetic.</summary>
    private static LayerSpec InArithmetic(LayerSpec layer, LstmArithmetic arithmetic) => layer switch
    {
        RecurrentSpec recurrent => recurrent with
        {
            GateActivation = recurrent.GateActivation with { Arithmetic = arithmetic },
            CellActivation = recurrent.CellActivation with { Arithmetic = arithmetic },
            HiddenActivation = recurrent.HiddenActivation with { Arithmetic = arithmetic },
        },
        DenseSpec dense => dense with { Activation = dense.Activation with { Arithmetic = arithmetic } },
        Conv1DSpec convolution => convolution with { Activation = convolution.Activation with { Arithmetic = arithmetic } },
        ActivationSpec function => function with { Activation = function.Activation with { Arithmetic = arithmetic } },
        _ => layer,
    };

    private static IScalarCell CellOf(ListSpec spec, PlacedCell cell, LstmLayerWeights weights, ulong seed)
    {
        ScalarSums sums = SumsOf(spec, cell, weights);
        return cell.Spec.Form switch
        {
            CellForm.Lstm => new ScalarLstmCell(cell.Spec, weights, cell.Number, seed, sums),
            CellForm.GruResetAfter or CellForm.GruResetBefore => new ScalarGruCell(cell.Spec, weights, sums),
            CellForm.Rnn => new ScalarRnnCell(cell.Spec, weights, sums),
            CellForm.SLstm => new ScalarSLstmCell(cell.Spec, weights, sums),
            _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "Expected a known cell."),
        };
    }

    // One block of units has two chains, unless its sums are normalised.
    private static ScalarSums SumsOf(ListSpec spec, PlacedCell cell, LstmLayerWeights weights) => spec.Precision == LstmPrecision.Single
        ? new ScalarFloatSums(weights, cell.Spec is { Hidden: <= 8, LayerNorm: false } ? 2 : 1)
        : new ScalarQuantizedSums(weights, spec.Precision, fromBelow: cell.Layer > 0 && spec.Layers[cell.Layer - 1] is RecurrentSpec);

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
}
