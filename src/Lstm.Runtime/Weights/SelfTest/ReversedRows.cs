using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>The mistake that rows were written from the last to the first.</summary>
internal static class ReversedRows
{
    private static readonly (LayerTensors Tensors, string Name)[] Choices =
    [
        (LayerTensors.All, "rows"),
        (LayerTensors.Input, "rows of the input weights"),
        (LayerTensors.Recurrent, "rows of the recurrent weights"),
        (LayerTensors.Bias, "rows of the bias"),
    ];

    public static IEnumerable<SelfTestHypothesis> Of(NetworkShape network, LstmWeights weights)
    {
        foreach ((LayerTensors tensors, string name) in Choices)
        {
            foreach ((bool each, string where) in new[] { (false, ""), (true, " of each gate") })
            {
                yield return new SelfTestHypothesis(
                    "",
                    $"the {name}{where} are in reverse order",
                    network,
                    all => WeightMending.EachLayer(all, layer => WeightMending.RowsReversed(layer, each ? layer.GateCount : 1, tensors)));
            }
        }

        if (weights.Head.Count > 0 && weights.OutputSize > 1)
        {
            yield return new SelfTestHypothesis(
                "",
                "the rows of the last dense layer are in reverse order",
                network,
                static all => WeightMending.WithDense(all, all.Stem, [.. SkipLast(all.Head), WeightMending.RowsReversed(all.Head[^1])]));
        }
    }

    private static IEnumerable<DenseWeights> SkipLast(IReadOnlyList<DenseWeights> layers)
    {
        for (int index = 0; index < layers.Count - 1; index++)
        {
            yield return layers[index];
        }
    }
}
