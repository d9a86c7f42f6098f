using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm;

/// <summary>Copies weights and corrects one mistake of an exporter.</summary>
internal static class WeightMending
{
    /// <summary>Applies a change to every recurrent layer.</summary>
    public static LstmWeights EachLayer(LstmWeights weights, Func<LstmLayerWeights, LstmLayerWeights> mend) =>
        Network(weights, [.. weights.Layers.Select(mend)], weights.SelfTest, withInitialState: true);

    /// <summary>Exchanges the forward and the backward layers.</summary>
    public static LstmWeights DirectionsSwapped(LstmWeights weights) =>
        Network(weights, [.. weights.Layers.Chunk(2).SelectMany(static pair => pair.Reverse())], weights.SelfTest, withInitialState: true);

    /// <summary>Replaces layers. Everything else stays.</summary>
    public static LstmWeights WithLayers(LstmWeights weights, IReadOnlyList<LstmLayerWeights> layers) =>
        Network(weights, layers, weights.SelfTest, withInitialState: true);

    /// <summary>Replaces the dense layers on both sides.</summary>
    public static LstmWeights WithDense(LstmWeights weights, IReadOnlyList<DenseWeights> stem, IReadOnlyList<DenseWeights> head) => new(
        weights.Layers,
        stem,
        head,
        weights.IsBidirectional,
        weights.InitialHidden,
        weights.InitialCell,
        weights.SelfTest,
        weights.Source);

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
        return Network(weights, weights.Layers, new LstmSelfTest(test.Steps, test.Input, test.Output), withInitialState: !fromZero);
    }

    /// <summary>Moves rows from the given order of gates to the canonical one.</summary>
    public static LstmLayerWeights FromOrder(LstmLayerWeights layer, string canonical, string order)
    {
        float[] Rows(ReadOnlySpan<float> rows) => Blocks(rows, canonical, order);
        float[] bias = Rows(layer.Bias);
        float[] candidateBias = layer.CandidateBias.ToArray();
        if (layer.IsGru && order[^1] != canonical[^1])
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

        return With(
            layer,
            Rows(layer.Input),
            Rows(layer.Recurrent),
            bias,
            candidateBias,
            gateNormWeight: Rows(layer.GateNormWeight),
            gateNormBias: Rows(layer.GateNormBias));
    }

    /// <summary>Moves peephole weights from the given order of gates to the canonical one.</summary>
    public static LstmLayerWeights FromPeepholeOrder(LstmLayerWeights layer, string canonical, string order) =>
        With(layer, peephole: Blocks(layer.Peephole, canonical, order));

    /// <summary>Reverses the order of the rows of some tensors of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="blocks">The number of blocks of rows that are reversed separately.</param>
    /// <param name="tensors">The tensors.</param>
    public static LstmLayerWeights RowsReversed(LstmLayerWeights layer, int blocks, LayerTensors tensors)
    {
        int rows = layer.Bias.Length;
        float[]? Of(LayerTensors tensor, ReadOnlySpan<float> values) => tensors.HasFlag(tensor) ? Reversed(values, rows, blocks) : null;
        return With(
            layer,
            Of(LayerTensors.Input, layer.Input),
            Of(LayerTensors.Recurrent, layer.Recurrent),
            Of(LayerTensors.Bias, layer.Bias),
            tensors.HasFlag(LayerTensors.Bias) && layer.IsGru ? Reversed(layer.CandidateBias, layer.HiddenSize, 1) : null);
    }

    /// <summary>Returns a layer with some tensors of another one.</summary>
    public static LstmLayerWeights WithTensorsOf(LstmLayerWeights layer, LstmLayerWeights other, LayerTensors tensors) => With(
        layer,
        tensors.HasFlag(LayerTensors.Input) ? other.Input.ToArray() : null,
        tensors.HasFlag(LayerTensors.Recurrent) ? other.Recurrent.ToArray() : null,
        tensors.HasFlag(LayerTensors.Bias) ? other.Bias.ToArray() : null,
        tensors.HasFlag(LayerTensors.Bias) && layer.IsGru ? other.CandidateBias.ToArray() : null);

    /// <summary>Returns a layer with zeros in some tensors.</summary>
    public static LstmLayerWeights Zeroed(LstmLayerWeights layer, LayerTensors tensors) => With(
        layer,
        tensors.HasFlag(LayerTensors.Input) ? new float[layer.Input.Length] : null,
        tensors.HasFlag(LayerTensors.Recurrent) ? new float[layer.Recurrent.Length] : null,
        tensors.HasFlag(LayerTensors.Bias) ? new float[layer.Bias.Length] : null,
        tensors.HasFlag(LayerTensors.Bias) && layer.IsGru ? new float[layer.CandidateBias.Length] : null);

    /// <summary>Returns a dense layer with its rows in reverse order.</summary>
    public static DenseWeights RowsReversed(DenseWeights layer) => new(
        layer.InputSize,
        layer.OutputSize,
        Reversed(layer.Weight, layer.OutputSize, 1),
        Reversed(layer.Bias, layer.OutputSize, 1));

    /// <summary>Halves a bias that was stored as both biases of a format, and was therefore added to itself.</summary>
    public static LstmLayerWeights BiasOnce(LstmLayerWeights layer) =>
        With(layer, bias: Scaled(layer, 0.5f), candidateBias: new float[layer.CandidateBias.Length]);

    /// <summary>Doubles a bias of which only one of two equal halves was stored.</summary>
    public static LstmLayerWeights BiasTwice(LstmLayerWeights layer) =>
        With(layer, bias: Scaled(layer, 2), candidateBias: layer.Bias[^layer.CandidateBias.Length..].ToArray());

    /// <summary>Transposes each gate's input weights, which are square.</summary>
    public static LstmLayerWeights InputGatesTransposed(LstmLayerWeights layer) =>
        With(layer, input: GatesTransposed(layer.Input, layer));

    /// <summary>Transposes each gate's recurrent weights, which are square.</summary>
    public static LstmLayerWeights RecurrentGatesTransposed(LstmLayerWeights layer) =>
        With(layer, recurrent: GatesTransposed(layer.Recurrent, layer));

    /// <summary>Transposes input weights with the layout [input, gates·hidden].</summary>
    public static LstmLayerWeights InputTransposed(LstmLayerWeights layer) =>
        With(layer, input: Transposed(layer.Input, layer.InputSize));

    /// <summary>Transposes recurrent weights with the layout [hidden state, gates·hidden].</summary>
    public static LstmLayerWeights RecurrentTransposed(LstmLayerWeights layer) =>
        With(layer, recurrent: Transposed(layer.Recurrent, layer.OutputSize));

    /// <summary>Transposes a projection with the layout [hidden, projection].</summary>
    public static LstmLayerWeights ProjectionTransposed(LstmLayerWeights layer) =>
        With(layer, projection: Transposed(layer.Projection, layer.HiddenSize));

    private static LstmWeights Network(
        LstmWeights weights,
        IReadOnlyList<LstmLayerWeights> layers,
        LstmSelfTest? selfTest,
        bool withInitialState) => new(
        layers,
        weights.Stem,
        weights.Head,
        weights.IsBidirectional,
        withInitialState ? weights.InitialHidden : default,
        withInitialState ? weights.InitialCell : default,
        selfTest,
        weights.Source);

    private static LstmLayerWeights With(
        LstmLayerWeights layer,
        float[]? input = null,
        float[]? recurrent = null,
        float[]? bias = null,
        float[]? candidateBias = null,
        float[]? projection = null,
        float[]? peephole = null,
        float[]? gateNormWeight = null,
        float[]? gateNormBias = null)
    {
        ReadOnlySpan<float> newInput = input is null ? layer.Input : input;
        ReadOnlySpan<float> newRecurrent = recurrent is null ? layer.Recurrent : recurrent;
        ReadOnlySpan<float> newBias = bias is null ? layer.Bias : bias;
        return layer.IsGru
            ? LstmLayerWeights.Gru(
                layer.InputSize,
                layer.HiddenSize,
                newInput,
                newRecurrent,
                newBias,
                candidateBias is null ? layer.CandidateBias : candidateBias)
            : new LstmLayerWeights(
                layer.InputSize,
                layer.HiddenSize,
                newInput,
                newRecurrent,
                newBias,
                projection is null ? layer.Projection : projection,
                peephole is null ? layer.Peephole : peephole,
                gateNormWeight is null ? layer.GateNormWeight : gateNormWeight,
                gateNormBias is null ? layer.GateNormBias : gateNormBias,
                layer.CellNormWeight,
                layer.CellNormBias);
    }

    private static LstmLayerWeights OneBias(LstmLayerWeights layer, float[] bias, bool isInput)
    {
        if (!layer.IsGru)
        {
            return With(layer, bias: bias);
        }

        // The candidate's two biases are separate: the one that is used stays in its place.
        int added = bias.Length - layer.HiddenSize;
        return With(
            layer,
            bias: isInput ? bias : [.. bias[..added], .. new float[layer.HiddenSize]],
            candidateBias: isInput ? new float[layer.HiddenSize] : bias[added..]);
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
