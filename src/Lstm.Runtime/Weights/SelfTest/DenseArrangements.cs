using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>The mistake that dense layers are on the wrong side of the recurrent layers: a head that was read as a stem.</summary>
internal static class DenseArrangements
{
    /// <summary>Returns every other arrangement of the dense layers that fits by its shapes.</summary>
    public static IEnumerable<SelfTestHypothesis> Of(NetworkShape network, LstmWeights weights)
    {
        // Layers between recurrent ones stay, and so do layers of other kinds: their network is left as it is.
        int dense = weights.Stem.Count + weights.Head.Count;
        if (dense == 0 || dense != network.Layers.OfType<FeedForwardShape>().Count())
        {
            yield break;
        }

        (DenseShape Shape, DenseWeights Weights)[] all = [.. network.Layers.OfType<DenseShape>().Zip(weights.Stem.Concat(weights.Head))];
        (DenseShape Shape, DenseWeights Weights)[] stem = all[..weights.Stem.Count];
        (DenseShape Shape, DenseWeights Weights)[] head = all[weights.Stem.Count..];
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
        LstmWeights weights, (DenseShape Shape, DenseWeights Weights)[] stem, (DenseShape Shape, DenseWeights Weights)[] head)
    {
        int recurrentInputs = weights.Layers[0].InputSize;
        int recurrentOutputs = weights.Sequence.OfType<RecurrentWeights>().Last().OutputSize;
        return stem.Length <= NetworkShape.MaxDenseLayers
            && head.Length <= NetworkShape.MaxDenseLayers
            && Reaches(weights.InputSize, stem, recurrentInputs)
            && Reaches(recurrentOutputs, head, weights.OutputSize);
    }

    private static bool Reaches(int from, (DenseShape Shape, DenseWeights Weights)[] chain, int to)
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
        NetworkShape network,
        (DenseShape Shape, DenseWeights Weights)[] stem,
        (DenseShape Shape, DenseWeights Weights)[] head) => new(
        "",
        explanation,
        network with
        {
            Layers = new LayerList(
            [
                .. stem.Select(static layer => layer.Shape), .. network.Recurrent, .. head.Select(static layer => layer.Shape),
            ]),
        },
        all => WeightMending.WithDense(
            all, [.. stem.Select(static layer => layer.Weights)], [.. head.Select(static layer => layer.Weights)]));
}
