using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>Descriptions of the layers of an assembled network. Tensors have the canonical names that the network gives them.</summary>
internal static class LayerDescriptions
{
    public static IReadOnlyList<LayerDescription> Of(AssembledNetwork network) =>
    [
        .. network.Stem.Select((layer, index) => Dense(layer, DenseSequence.Stem, network.Stem.Count > 1 ? index : null)),
        .. network.Recurrent.Select(Recurrent),
        .. network.Head.Select((layer, index) => Dense(layer, DenseSequence.Head, network.Head.Count > 1 ? index : null)),
    ];

    private static LayerDescription Dense(SourceDense layer, string part, int? number)
    {
        string prefix = number is null ? part + "." : string.Create(CultureInfo.InvariantCulture, $"{part}.{number}.");
        DenseWeights weights = layer.Weights;
        var shape = new StackShape(1, new CellShape(CellKind.Lstm, 1)) { Stem = new DenseChain(weights.OutputSize, layer.Activation) };
        return new LayerDescription(
            layer.Name,
            "Dense",
            weights.InputSize,
            weights.OutputSize,
            weights.Weight.Length + weights.Bias.Length,
            DeclarationText.Of(shape).Split('\n')[0],
            [.. layer.Origins.Select(origin => origin with { Tensor = prefix + origin.Tensor })]);
    }

    private static LayerDescription Recurrent(SourceRecurrent layer, int number)
    {
        var shape = new StackShape(layer.InputSize, layer.Cell) { Bidirectional = layer.IsBidirectional, Direction = layer.Direction };
        return new LayerDescription(
            layer.Name,
            layer.Cell.IsLstm ? "LSTM" : "GRU",
            layer.InputSize,
            layer.OutputSize,
            layer.Directions.Sum(ParametersOf),
            DeclarationText.Of(shape),
            [.. layer.Origins.Select(origin => origin with { Tensor = Numbered(origin.Tensor, number) })]);
    }

    private static long ParametersOf(LstmLayerWeights weights) => (long)weights.Input.Length
        + weights.Recurrent.Length
        + weights.Bias.Length
        + weights.CandidateBias.Length
        + weights.Projection.Length
        + weights.Peephole.Length
        + weights.GateNormWeight.Length
        + weights.GateNormBias.Length
        + weights.CellNormWeight.Length
        + weights.CellNormBias.Length;

    // In layer 1, weight_ih becomes weight_ih_l1 and weight_ih_reverse becomes weight_ih_l1_reverse. An initial state has no number.
    private static string Numbered(string tensor, int number)
    {
        const string reverse = "_reverse";
        if (tensor is StartTensors.InitialHiddenName or StartTensors.InitialCellName)
        {
            return tensor;
        }

        bool isReverse = tensor.EndsWith(reverse, StringComparison.Ordinal);
        return LstmTensorName.Of("", isReverse ? tensor[..^reverse.Length] : tensor, number, isReverse);
    }
}
