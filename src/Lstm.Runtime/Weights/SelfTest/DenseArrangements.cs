using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>The mistake that dense layers are on the wrong side of the recurrent layers: a head that was read as a stem.</summary>
internal static class DenseArrangements
{
    /// <summary>Returns every other arrangement of the dense layers that fits by its shapes.</summary>
    public static IEnumerable<SelfTestHypothesis> Of(StackShape network, LstmWeights weights)
    {
        if (weights.Stem.Count + weights.Head.Count == 0)
        {
            yield break;
        }

        (DenseChain Shape, DenseWeights Weights)[] stem = [.. DenseChain.Chain(network.Stem).Zip(weights.Stem)];
        (DenseChain Shape, DenseWeights Weights)[] head = [.. DenseChain.Chain(network.Head).Zip(weights.Head)];
        bool isStem = head.Length == 0;
        bool isHead = stem.Length == 0;
        string one = stem.Length + head.Length == 1 ? "the dense layer comes" : "all dense layers come";
        if (!isStem && !isHead && Fits(weights, head, stem))
        {
            yield return Arranged("the dense layers before and after the recurrent layers are exchanged", network, head, stem);
        }

        if (!isHead && Fits(weights, [], [.. stem, .. head]))
        {
            yield return Arranged($"{one} after the recurrent layers, not before them", network, [], [.. stem, .. head]);
        }

        if (!isStem && Fits(weights, [.. stem, .. head], []))
        {
            yield return Arranged($"{one} before the recurrent layers, not after them", network, [.. stem, .. head], []);
        }
    }

    private static bool Fits(
        LstmWeights weights, (DenseChain Shape, DenseWeights Weights)[] stem, (DenseChain Shape, DenseWeights Weights)[] head)
    {
        int recurrentInputs = weights.Layers[0].InputSize;
        int recurrentOutputs = weights.Layers[^1].OutputSize * (weights.IsBidirectional ? 2 : 1);
        return stem.Length <= NetworkShape.MaxDenseLayers
            && head.Length <= NetworkShape.MaxDenseLayers
            && Reaches(weights.InputSize, stem, recurrentInputs)
            && Reaches(recurrentOutputs, head, weights.OutputSize);
    }

    private static bool Reaches(int from, (DenseChain Shape, DenseWeights Weights)[] chain, int to)
    {
        foreach ((_, DenseWeights layer) in chain)
        {
            if (layer.InputSize != from)
            {
                return false;
            }

            from = layer.OutputSize;
        }

        return from == to;
    }

    private static SelfTestHypothesis Arranged(
        string explanation,
        StackShape network,
        (DenseChain Shape, DenseWeights Weights)[] stem,
        (DenseChain Shape, DenseWeights Weights)[] head)
    {
        static DenseChain? Linked((DenseChain Shape, DenseWeights Weights)[] chain) =>
            DenseChain.Link([.. chain.Select(static layer => layer.Shape)]);

        return new SelfTestHypothesis(
            "",
            explanation,
            network with { Stem = Linked(stem), Head = Linked(head) },
            all => WeightMending.WithDense(
                all, [.. stem.Select(static layer => layer.Weights)], [.. head.Select(static layer => layer.Weights)]));
    }
}
