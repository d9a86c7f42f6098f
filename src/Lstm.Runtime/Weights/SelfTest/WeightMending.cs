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
