using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>
/// The truth that everything is measured against: the equations in doubles, a line an equation, in the plainest loops. It shares no code
/// with the library.
/// </summary>
/// <remarks>
/// The cells' equations are in <see cref="OracleLstmCell"/>, <see cref="OracleGruCell"/>, <see cref="OracleRnnCell"/> and
/// <see cref="OracleSLstmCell"/>, those of layers without a state in <see cref="OracleLayers"/>.
/// </remarks>
public static class LstmOracle
{
    /// <summary>Runs a network over a sequence.</summary>
    /// <param name="spec">What the network is.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="inputs">Row-major [steps, input].</param>
    /// <param name="start">
    /// The states to start from, [cells][states][width], in the order of <see cref="RecurrentSpec.States"/>; null is where the network
    /// starts. Not changed.
    /// </param>
    /// <param name="seed">The key of a stochastic forget gate's random numbers, which are drawn from their beginning.</param>
    public static LstmOracleResult Run(
        ListSpec spec, ListWeights weights, ReadOnlySpan<float> inputs, double[][][]? start = null, ulong seed = 0) =>
        Run(spec, weights, inputs, start, seed, static (_, _, _) => { });

    /// <summary>Runs a network with pooling over a sequence.</summary>
    /// <returns>The output of the sequence, [output], and the states after it.</returns>
    /// <param name="spec">What the network is.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="inputs">Row-major [steps, input], at least one step.</param>
    /// <param name="start">The states to start from; null is where the network starts. Not changed.</param>
    /// <param name="seed">The key of a stochastic forget gate's random numbers, which are drawn from their beginning.</param>
    public static LstmOracleResult Predict(
        ListSpec spec, ListWeights weights, ReadOnlySpan<float> inputs, double[][][]? start = null, ulong seed = 0)
    {
        LstmOracleResult run = Run(spec, weights, inputs, start, seed);
        return run with { Outputs = run.Outputs[^spec.OutputSize..] };
    }

    /// <summary>Runs a network over a sequence and keeps what each cell computed in each step.</summary>
    /// <param name="spec">What the network is.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="inputs">Row-major [steps, input].</param>
    /// <returns>What the cells computed, [cells][steps].</returns>
    public static OracleStep[][] Trace(ListSpec spec, ListWeights weights, ReadOnlySpan<float> inputs)
    {
        int steps = inputs.Length / spec.Input;
        OracleStep[][] trace = [.. spec.Cells.Select(_ => new OracleStep[steps])];
        Run(spec, weights, inputs, start: null, seed: 0, (cell, t, step) => trace[cell.Number][t] = step);
        return trace;
    }

    private static LstmOracleResult Run(
        ListSpec spec,
        ListWeights weights,
        ReadOnlySpan<float> inputs,
        double[][][]? start,
        ulong seed,
        Action<PlacedCell, int, OracleStep> keep)
    {
        double[][][] states = start is null ? StartOf(spec, weights) : [.. start.Select(static cell => cell.ToArray())];
        double[][] x = Rows(inputs, spec.Input);
        ILookup<int, PlacedCell> cells = spec.Cells.ToLookup(static cell => cell.Layer);

        // What each layer takes in, and in the end what the last one puts out.
        List<double[][]> below = [];
        double[][] y = x;
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            below.Add(y);
            if (spec.Layers[layer] is ResidualSpec residual)
            {
                y = [.. y.Zip(below[layer - residual.Layers], OracleMath.Add)];
                continue;
            }

            if (spec.Layers[layer] is PoolSpec pool)
            {
                // In a network that steps, each step ends the sequence up to it: its vector is the result.
                IEnumerable<double[]> hidden = cells.Last().Select(cell => states[cell.Number][0]);
                y = spec.IsCausal ? y : [OracleLayers.Pool(pool.Pooling, y, hidden)];
                continue;
            }

            if (weights.Layers[layer] is Conv1DValues convolution)
            {
                y = OracleLayers.Convolve((Conv1DSpec)spec.Layers[layer], convolution, y);
                continue;
            }

            if (weights.Layers[layer] is not RecurrentValues values)
            {
                y = [.. y.Select(yt => OracleLayers.Step(spec.Layers[layer], weights.Layers[layer], yt))];
                continue;
            }

            double[][][] outputs =
            [
                .. cells[layer].Select(cell => Walk(
                    CellOf(cell, values.Directions[cell.Direction], seed),
                    cell.IsBackward,
                    y,
                    ref states[cell.Number],
                    (t, step) => keep(cell, t, step))),
            ];
            y = [.. Enumerable.Range(0, x.Length).Select(t => outputs.SelectMany(output => output[t]).ToArray())];
        }

        if (spec.Residual)
        {
            y = [.. y.Zip(x, static (yt, xt) => yt.Zip(xt, static (yk, xk) => yk + xk).ToArray())];
        }

        return new LstmOracleResult([.. y.SelectMany(static yt => yt)], states);
    }

    /// <summary>Runs a network over a sequence, with the library's container of weights.</summary>
    /// <param name="spec">What the network is.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="inputs">Row-major [steps, input].</param>
    /// <param name="h0">The hidden states to start from, [cells][hidden or projection]; null is where the network starts. Not
    /// changed.</param>
    /// <param name="c0">The cell states to start from, [cells][hidden], not used by cells that have none; null is where the network
    /// starts. Not changed.</param>
    /// <param name="seed">The key of a stochastic forget gate's random numbers, which are drawn from their beginning.</param>
    public static LstmOracleResult Run(
        ListSpec spec,
        LstmWeights weights,
        ReadOnlySpan<float> inputs,
        double[][]? h0 = null,
        double[][]? c0 = null,
        ulong seed = 0)
    {
        ListWeights values = ListConversion.ValuesOf(spec, weights);
        double[][][] start = StartOf(spec, values);
        foreach (PlacedCell cell in spec.Cells)
        {
            double[][] own = start[cell.Number];
            own[0] = h0?[cell.Number] ?? own[0];
            if (own.Length > 1)
            {
                own[1] = c0?[cell.Number] ?? own[1];
            }
        }

        return Run(spec, values, inputs, start, seed);
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

    private static IOracleCell CellOf(PlacedCell cell, CellValues weights, ulong seed) => cell.Spec.Form switch
    {
        CellForm.Lstm => new OracleLstmCell(cell.Spec, weights, cell.Number, seed),
        CellForm.GruResetAfter or CellForm.GruResetBefore => new OracleGruCell(cell.Spec, weights),
        CellForm.Rnn => new OracleRnnCell(cell.Spec, weights),
        CellForm.SLstm => new OracleSLstmCell(cell.Spec, weights),
        _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "Expected a known cell."),
    };

    // One direction of one layer over the whole sequence; the outputs stand at the time of their inputs, whichever way it walks.
    private static double[][] Walk(
        IOracleCell cell, bool backward, double[][] x, ref double[][] states, Action<int, OracleStep> keep)
    {
        double[][] outputs = new double[x.Length][];
        for (int step = 0; step < x.Length; step++)
        {
            int t = backward ? x.Length - 1 - step : step;
            OracleStep now = cell.Step(t, x[t], states);
            keep(t, now);
            states = now.States;
            outputs[t] = states[0];
        }

        return outputs;
    }

    // Where the network starts: h and c where the weights have them, zero elsewhere.
    private static double[][][] StartOf(ListSpec spec, ListWeights weights)
    {
        Queue<float> hidden = new(weights.InitialHidden);
        Queue<float> cell = new(weights.InitialCell);
        Queue<float> none = [];
        double[] StateOf(RecurrentSpec layer, char state)
        {
            Queue<float> values = state switch { 'h' => hidden, 'c' => cell, _ => none };
            return [.. Enumerable.Range(0, layer.WidthOf(state)).Select(_ => values.TryDequeue(out float value) ? value : 0.0)];
        }

        return [.. spec.Cells.Select(place => place.Spec.States.Select(state => StateOf(place.Spec, state)).ToArray())];
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
