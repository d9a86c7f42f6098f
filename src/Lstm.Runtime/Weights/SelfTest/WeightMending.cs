using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Copies weights and corrects one mistake of an exporter.</summary>
internal static class WeightMending
{
    /// <summary>Applies a change to every cell.</summary>
    public static LstmWeights EachLayer(LstmWeights weights, Func<LstmLayerWeights, LstmLayerWeights> mend) =>
        WithLayers(weights, [.. weights.Layers.Select(mend)]);

    /// <summary>Exchanges the two directions of each bidirectional layer.</summary>
    public static LstmWeights DirectionsSwapped(LstmWeights weights) =>
        WithSequence(weights, weights.Sequence.Select(static layer => layer is RecurrentWeights { Directions: [var one, var other] } both
            ? new RecurrentWeights(other, one) { IsMerged = both.IsMerged }
            : layer));

    /// <summary>Replaces the cells. Everything else stays.</summary>
    public static LstmWeights WithLayers(LstmWeights weights, IReadOnlyList<LstmLayerWeights> cells)
    {
        int next = 0;
        return WithSequence(weights, weights.Sequence.Select(layer => layer is RecurrentWeights recurrent
            ? new RecurrentWeights(cells[next++], recurrent.IsBidirectional ? cells[next++] : null) { IsMerged = recurrent.IsMerged }
            : layer));
    }

    /// <summary>Replaces the dense layers before and after the recurrent ones.</summary>
    public static LstmWeights WithDense(LstmWeights weights, IReadOnlyList<DenseWeights> stem, IReadOnlyList<DenseWeights> head)
    {
        int middle = weights.Sequence.Count - weights.Stem.Count - weights.Head.Count;
        return WithSequence(weights, [.. stem, .. weights.Sequence.Skip(weights.Stem.Count).Take(middle), .. head]);
    }

    /// <summary>Replaces the self-test.</summary>
    public static LstmWeights WithSelfTest(LstmWeights weights, LstmSelfTest? selfTest) =>
        new(weights.Sequence, weights.InitialHidden, weights.InitialCell, selfTest, weights.Source);

    /// <summary>Uses only one of the two biases of each layer.</summary>
    public static LstmWeights OneBias(LstmWeights weights, bool isInput) => WithLayers(
        weights,
        [
            .. weights.Layers.Zip(
                weights.Biases, (layer, biases) => OneBias(layer, isInput ? biases.Input : biases.Recurrent, isInput)),
        ]);

    /// <summary>Removes the initial state of the self-test, and optionally that of the network.</summary>
    public static LstmWeights OtherStart(LstmWeights weights, bool fromZero)
    {
        LstmSelfTest test = weights.SelfTest!;
        return new LstmWeights(
            weights.Sequence,
            fromZero ? default : weights.InitialHidden,
            fromZero ? default : weights.InitialCell,
            new LstmSelfTest(test.Steps, test.Input, test.Output),
            weights.Source);
    }

    /// <summary>Moves rows from the given order of gates to the canonical one.</summary>
    public static LstmLayerWeights FromOrder(LstmLayerWeights layer, string canonical, string order)
    {
        float[] Rows(CellTensorKind kind) => Blocks(layer.Of(kind), canonical, order);
        float[] bias = Rows(CellTensorKind.Bias);
        float[] candidateBias = layer.CandidateBias.ToArray();
        if (candidateBias.Length > 0 && order[^1] != canonical[^1])
        {
            // The rows in the candidate's place kept their second bias separate, so it is added here. The two biases of the candidate
            // itself have been added already, so its second bias becomes zero.
            int size = layer.HiddenSize;
            int first = canonical.IndexOf(order[^1], StringComparison.Ordinal) * size;
            for (int unit = 0; unit < size; unit++)
            {
                bias[first + unit] = Finite((double)bias[first + unit] + candidateBias[unit]);
            }

            Array.Clear(candidateBias);
        }

        return layer.With(
            (CellTensorKind.Input, Rows(CellTensorKind.Input)),
            (CellTensorKind.Recurrent, Rows(CellTensorKind.Recurrent)),
            (CellTensorKind.Bias, bias),
            (CellTensorKind.RecurrentBias, candidateBias),
            (CellTensorKind.GateNormWeight, Rows(CellTensorKind.GateNormWeight)),
            (CellTensorKind.GateNormBias, Rows(CellTensorKind.GateNormBias)));
    }

    /// <summary>Moves peephole weights from the given order of gates to the canonical one.</summary>
    public static LstmLayerWeights FromPeepholeOrder(LstmLayerWeights layer, string canonical, string order) =>
        layer.With((CellTensorKind.Peephole, Blocks(layer.Peephole, canonical, order)));

    /// <summary>Reverses the order of the rows of some tensors of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="blocks">The number of blocks of rows that are reversed separately.</param>
    /// <param name="tensors">The tensors.</param>
    public static LstmLayerWeights RowsReversed(LstmLayerWeights layer, int blocks, LayerTensors tensors) => layer.With(
        from tensor in layer.Tensors
        where IsAmong(tensors, tensor.Kind)
        select (tensor.Kind, Reversed(layer.Of(tensor.Kind), tensor.Rows, tensor.Kind == CellTensorKind.RecurrentBias ? 1 : blocks)));

    /// <summary>Returns a layer with some tensors of another one.</summary>
    public static LstmLayerWeights WithTensorsOf(LstmLayerWeights layer, LstmLayerWeights other, LayerTensors tensors) => layer.With(
        from tensor in layer.Tensors
        where IsAmong(tensors, tensor.Kind)
        select (tensor.Kind, other.Of(tensor.Kind).ToArray()));

    /// <summary>Returns a layer with zeros in some tensors.</summary>
    public static LstmLayerWeights Zeroed(LstmLayerWeights layer, LayerTensors tensors) => layer.With(
        from tensor in layer.Tensors
        where IsAmong(tensors, tensor.Kind)
        select (tensor.Kind, new float[tensor.Length]));

    /// <summary>Returns whether a tensor is among the given ones.</summary>
    public static bool IsAmong(LayerTensors tensors, CellTensorKind kind) => kind switch
    {
        CellTensorKind.Input => tensors.HasFlag(LayerTensors.Input),
        CellTensorKind.Recurrent => tensors.HasFlag(LayerTensors.Recurrent),
        CellTensorKind.Bias or CellTensorKind.RecurrentBias => tensors.HasFlag(LayerTensors.Bias),
        _ => false,
    };

    /// <summary>Returns a dense layer with its rows in reverse order.</summary>
    public static DenseWeights RowsReversed(DenseWeights layer) => new(
        layer.InputSize,
        layer.OutputSize,
        Reversed(layer.Weight, layer.OutputSize, 1),
        Reversed(layer.Bias, layer.OutputSize, 1));

    /// <summary>Halves a bias that was stored as both biases of a format, and was therefore added to itself.</summary>
    public static LstmLayerWeights BiasOnce(LstmLayerWeights layer) =>
        WithBiases(layer, Scaled(layer, 0.5f), new float[layer.CandidateBias.Length]);

    /// <summary>Doubles a bias of which only one of two equal halves was stored.</summary>
    public static LstmLayerWeights BiasTwice(LstmLayerWeights layer) =>
        WithBiases(layer, Scaled(layer, 2), layer.Bias[^layer.CandidateBias.Length..].ToArray());

    /// <summary>Transposes each gate's input weights, which are square.</summary>
    public static LstmLayerWeights InputGatesTransposed(LstmLayerWeights layer) =>
        layer.With((CellTensorKind.Input, GatesTransposed(layer.Input, layer)));

    /// <summary>Transposes each gate's recurrent weights, which are square.</summary>
    public static LstmLayerWeights RecurrentGatesTransposed(LstmLayerWeights layer) =>
        layer.With((CellTensorKind.Recurrent, GatesTransposed(layer.Recurrent, layer)));

    /// <summary>Transposes input weights with the layout [input, gates·hidden].</summary>
    public static LstmLayerWeights InputTransposed(LstmLayerWeights layer) =>
        layer.With((CellTensorKind.Input, Transposed(layer.Input, layer.InputSize)));

    /// <summary>Transposes recurrent weights with the layout [hidden state, gates·hidden].</summary>
    public static LstmLayerWeights RecurrentTransposed(LstmLayerWeights layer) =>
        layer.With((CellTensorKind.Recurrent, Transposed(layer.Recurrent, layer.OutputSize)));

    /// <summary>Transposes a projection with the layout [hidden, projection].</summary>
    public static LstmLayerWeights ProjectionTransposed(LstmLayerWeights layer) =>
        layer.With((CellTensorKind.Projection, Transposed(layer.Projection, layer.HiddenSize)));

    private static LstmWeights WithSequence(LstmWeights weights, IEnumerable<LayerWeights> sequence) =>
        new([.. sequence], weights.InitialHidden, weights.InitialCell, weights.SelfTest, weights.Source);

    private static LstmLayerWeights WithBiases(LstmLayerWeights layer, float[] bias, float[] candidateBias) =>
        layer.With((CellTensorKind.Bias, bias), (CellTensorKind.RecurrentBias, candidateBias));

    private static LstmLayerWeights OneBias(LstmLayerWeights layer, float[] bias, bool isInput)
    {
        // A candidate's two biases are separate: the one that is used stays in its place.
        int apart = layer.CandidateBias.Length;
        int added = bias.Length - apart;
        return WithBiases(
            layer,
            isInput ? bias : [.. bias[..added], .. new float[apart]],
            isInput ? new float[apart] : bias[added..]);
    }

    private static float[] Reversed(ReadOnlySpan<float> values, int rows, int blocks)
    {
        int row = values.Length / rows;
        int block = rows / blocks;
        float[] result = new float[values.Length];
        for (int index = 0; index < rows; index++)
        {
            int from = index / block * block + (block - 1 - index % block);
            values.Slice(from * row, row).CopyTo(result.AsSpan(index * row));
        }

        return result;
    }

    private static float[] Blocks(ReadOnlySpan<float> rows, string canonical, string order)
    {
        float[] result = new float[rows.Length];
        int block = rows.Length / canonical.Length;
        for (int gate = 0; gate < canonical.Length; gate++)
        {
            int from = order.IndexOf(canonical[gate], StringComparison.Ordinal);
            rows.Slice(from * block, block).CopyTo(result.AsSpan(gate * block));
        }

        return result;
    }

    // Scales the biases that were added. The candidate of a GRU, in the last rows, keeps its two biases separate.
    private static float[] Scaled(LstmLayerWeights layer, float factor)
    {
        float[] bias = layer.Bias.ToArray();
        for (int row = 0; row < bias.Length - layer.CandidateBias.Length; row++)
        {
            bias[row] = Finite(bias[row] * (double)factor);
        }

        return bias;
    }

    // Twice a large float would be infinite.
    private static float Finite(double value) => (float)Math.Clamp(value, float.MinValue, float.MaxValue);

    // Returns the values of [rows, columns] in the layout [columns, rows].
    private static float[] Transposed(ReadOnlySpan<float> values, int rows)
    {
        int columns = values.Length / rows;
        float[] result = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[column * rows + row] = values[row * columns + column];
            }
        }

        return result;
    }

    private static float[] GatesTransposed(ReadOnlySpan<float> values, LstmLayerWeights layer)
    {
        float[] result = new float[values.Length];
        int block = values.Length / layer.GateCount;
        for (int gate = 0; gate < layer.GateCount; gate++)
        {
            Transposed(values.Slice(gate * block, block), layer.HiddenSize).CopyTo(result.AsSpan(gate * block));
        }

        return result;
    }
}
