using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Import.Layers;
using Lstm.Shared;

namespace Lstm.Import.Safetensors;

/// <summary>Splits canonical weights into layers.</summary>
internal static class CanonicalLayers
{
    public static IReadOnlyList<SourceLayer> Of(LstmWeights weights, StackShape shape) =>
    [
        .. Dense(DenseSequence.Stem, weights.Stem, shape.Stem),
        .. Enumerable.Range(0, weights.LayerCount).Select(layer => Recurrent(weights, shape, layer)),
        .. Dense(DenseSequence.Head, weights.Head, shape.Head),
    ];

    private static IEnumerable<SourceLayer> Dense(string part, IReadOnlyList<DenseWeights> weights, DenseChain? first) =>
        DenseChain.Chain(first).Select((layer, index) => Dense(part, weights[index], weights.Count > 1 ? index : null, layer.Activation));

    private static SourceDense Dense(string part, DenseWeights weights, int? number, ActivationShape activation)
    {
        string name = number is null ? part : string.Create(CultureInfo.InvariantCulture, $"{part}.{number}");
        return new SourceDense(name, weights, activation)
        {
            Origins =
            [
                Origin("weight", DenseName.WeightOf("", part, number), weights.OutputSize, weights.InputSize),
                Origin("bias", DenseName.BiasOf("", part, number), weights.OutputSize),
            ],
        };
    }

    private static SourceRecurrent Recurrent(LstmWeights weights, StackShape shape, int layer)
    {
        int directions = shape.Directions;
        LstmLayerWeights[] own = [.. weights.Layers.Skip(layer * directions).Take(directions)];
        string name = string.Create(CultureInfo.InvariantCulture, $"{(shape.Cell.IsLstm ? "lstm" : "gru")}_l{layer}");
        return new SourceRecurrent(name, shape.Cell, own)
        {
            Direction = shape.Direction,
            Biases = weights.Biases.Count == weights.Layers.Count ? [.. weights.Biases.Skip(layer * directions).Take(directions)] : [],
            InitialHidden = Part(weights.InitialHidden, layer, weights.LayerCount),
            InitialCell = Part(weights.InitialCell, layer, weights.LayerCount),
            Origins = [.. own.SelectMany((direction, index) => Origins(direction, layer, isReverse: index == 1))],
        };
    }

    private static IEnumerable<TensorOrigin> Origins(LstmLayerWeights weights, int layer, bool isReverse)
    {
        int rows = weights.GateCount * weights.HiddenSize;
        foreach ((string kind, int[] shape) in ((string, int[])[])
        [
            (LstmTensorName.WeightInput, [rows, weights.InputSize]),
            (LstmTensorName.WeightRecurrent, [rows, weights.OutputSize]),
            (LstmTensorName.BiasInput, [rows]),
            (LstmTensorName.WeightProjection, [weights.ProjectionSize, weights.HiddenSize]),
            (LstmTensorName.WeightPeephole, [weights.Peephole.Length]),
            (LstmTensorName.WeightGateNorm, [weights.GateNormWeight.Length]),
            (LstmTensorName.BiasGateNorm, [weights.GateNormBias.Length]),
            (LstmTensorName.WeightCellNorm, [weights.CellNormWeight.Length]),
            (LstmTensorName.BiasCellNorm, [weights.CellNormBias.Length]),
        ])
        {
            if (shape[0] > 0)
            {
                yield return Origin(kind + (isReverse ? "_reverse" : ""), LstmTensorName.Of("", kind, layer, isReverse), shape);
            }
        }
    }

    private static TensorOrigin Origin(string tensor, string source, params int[] shape) => new(tensor, source, shape);

    private static float[] Part(ReadOnlySpan<float> states, int layer, int layers)
    {
        int length = states.Length / layers;
        return states.Slice(layer * length, length).ToArray();
    }
}
