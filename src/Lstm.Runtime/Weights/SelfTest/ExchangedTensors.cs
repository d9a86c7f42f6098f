using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>The mistake that a tensor belongs to another layer or to the other direction.</summary>
internal static class ExchangedTensors
{
    private static readonly (LayerTensors Tensors, string Name)[] Choices =
    [
        (LayerTensors.All, "weights and biases"),
        (LayerTensors.Input, "input weights"),
        (LayerTensors.Recurrent, "recurrent weights"),
        (LayerTensors.Bias, "biases"),
    ];

    public static IEnumerable<SelfTestHypothesis> Of(NetworkShape network, LstmWeights weights) =>
        from one in Enumerable.Range(0, weights.Layers.Count)
        from other in Enumerable.Range(one + 1, weights.Layers.Count - one - 1)
        from choice in Choices
        where Fit(weights.Layers[one], weights.Layers[other], choice.Tensors)
        select new SelfTestHypothesis(
            "",
            $"the {choice.Name} of {CellName.Of(network, one)} and {CellName.Of(network, other)} are exchanged",
            network,
            all => Exchanged(all, one, other, choice.Tensors));

    /// <summary>Returns a clause that names two layers with an equal tensor, or null if there are none.</summary>
    public static string? Equal(NetworkShape network, LstmWeights weights) => (
        from one in Enumerable.Range(0, weights.Layers.Count)
        from other in Enumerable.Range(one + 1, weights.Layers.Count - one - 1)
        from choice in Choices.Skip(1)
        where AreEqual(weights.Layers[one], weights.Layers[other], choice.Tensors)
        select $"the {choice.Name} of {CellName.Of(network, one)} and {CellName.Of(network, other)} are equal, "
            + "so one may be a copy of the other")
        .FirstOrDefault();

    private static bool Fit(LstmLayerWeights one, LstmLayerWeights other, LayerTensors tensors) =>
        one.Cell == other.Cell && Among(one, tensors).SequenceEqual(Among(other, tensors)) && !AreEqual(one, other, tensors);

    private static bool AreEqual(LstmLayerWeights one, LstmLayerWeights other, LayerTensors tensors)
    {
        bool Same(LayerTensors tensor, ReadOnlySpan<float> left, ReadOnlySpan<float> right) =>
            !tensors.HasFlag(tensor) || (left.SequenceEqual(right) && left.ContainsAnyExcept(0f));

        return Same(LayerTensors.Input, one.Input, other.Input)
            && Same(LayerTensors.Recurrent, one.Recurrent, other.Recurrent)
            && Same(LayerTensors.Bias, one.Bias, other.Bias);
    }

    private static IEnumerable<CellTensor> Among(LstmLayerWeights layer, LayerTensors tensors) =>
        layer.Tensors.Where(tensor => WeightMending.IsAmong(tensors, tensor.Kind));

    private static LstmWeights Exchanged(LstmWeights weights, int one, int other, LayerTensors tensors)
    {
        LstmLayerWeights[] layers = [.. weights.Layers];
        layers[one] = WeightMending.WithTensorsOf(weights.Layers[one], weights.Layers[other], tensors);
        layers[other] = WeightMending.WithTensorsOf(weights.Layers[other], weights.Layers[one], tensors);
        return WeightMending.WithLayers(weights, layers);
    }
}
