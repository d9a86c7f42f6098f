using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>Descriptions of the layers of an assembled network. Tensors have the canonical names that the network gives them.</summary>
internal static class LayerDescriptions
{
    private const string ReverseSuffix = "_reverse";

    public static IReadOnlyList<LayerDescription> Of(AssembledNetwork network)
    {
        CanonicalNames names = CanonicalNames.Of(network.Weights);
        return [.. network.Layers.Select((layer, index) => Of(layer, tensor => NameOf(names, network.Shape.WeightsOf(index), tensor)))];
    }

    private static LayerDescription Of(ClassLayer layer, Func<string, string> nameOf) => new(
        layer.Name,
        layer.Shape switch
        {
            RecurrentShape recurrent => CellType.Of(recurrent.Cell.Kind).Name,
            FeedForwardShape other => other.Attribute,
            _ => PoolShape.Name,
        },
        layer.InputSize,
        layer.OutputSize,
        layer.ToWeights() switch
        {
            FeedForwardWeights other => other.Length,
            RecurrentWeights both => both.Directions.Sum(static cell => cell.Tensors.Sum(static tensor => (long)tensor.Length)),
            _ => 0,
        },
        DeclarationText.Of(new NetworkShape(layer.InputSize, new LayerList([layer.Shape]))),
        [.. layer.Origins.Select(origin => origin with { Tensor = nameOf(origin.Tensor) })]);

    // A tensor of the backward direction has a suffix. An initial state is one tensor for all layers.
    private static string NameOf(CanonicalNames names, int layer, string tensor)
    {
        if (tensor is StartTensors.InitialHiddenName or StartTensors.InitialCellName)
        {
            return tensor;
        }

        bool isReverse = tensor.EndsWith(ReverseSuffix, StringComparison.Ordinal);
        return names.Of(layer, isReverse ? tensor[..^ReverseSuffix.Length] : tensor, isReverse);
    }
}
