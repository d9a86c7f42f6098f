using System;
using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>Whether the parts of a network fit each other.</summary>
internal static class NetworkConsistency
{
    /// <summary>Checks the layers, what they hand on to each other, and the self-test.</summary>
    /// <exception cref="ArgumentException">Something does not fit.</exception>
    public static void Check(LstmWeights weights)
    {
        CheckCount(weights);
        CheckLayers(weights);
        CheckDense(weights.Stem, nameof(weights.Stem));
        CheckDense(weights.Head, nameof(weights.Head));
        if (weights.Stem.Count > 0 && weights.Stem[^1].OutputSize != weights.Layers[0].InputSize)
        {
            throw new ArgumentException(
                $"Expected a stem that ends in the {weights.Layers[0].InputSize} inputs of the first recurrent layer, found one that ends in {weights.Stem[^1].OutputSize}.",
                "stem");
        }

        int recurrent = weights.Layers.Count / weights.LayerCount * weights.Layers[0].OutputSize;
        if (weights.Head.Count > 0 && weights.Head[0].InputSize != recurrent)
        {
            throw new ArgumentException($"Expected a head on {recurrent} hidden units, found one on {weights.Head[0].InputSize}.", "head");
        }

        CheckSelfTest(weights);
    }

    /// <summary>A copy of states that are one for each layer and direction, or of none.</summary>
    public static float[] InitialStates(ReadOnlySpan<float> states, int cells, int width, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(states))] string? name = null) =>
        states.IsEmpty ? [] : WeightArguments.Values(states, cells, width, name);

    private static void CheckCount(LstmWeights weights)
    {
        int directions = weights.IsBidirectional ? 2 : 1;
        int found = weights.Layers.Count;
        if (found < directions || found > directions * NetworkShape.MaxLayers || found % directions != 0)
        {
            string expected = weights.IsBidirectional
                ? $"1 to {NetworkShape.MaxLayers} pairs of a forward and a backward layer"
                : $"1 to {NetworkShape.MaxLayers} layers";
            throw new ArgumentException($"Expected {expected}, found {found}{(weights.IsBidirectional ? " layers" : "")}.", "layers");
        }
    }

    private static void CheckLayers(LstmWeights weights)
    {
        LstmLayerWeights first = weights.Layers[0];
        int directions = weights.IsBidirectional ? 2 : 1;
        for (int layer = 1; layer < weights.Layers.Count; layer++)
        {
            LstmLayerWeights found = weights.Layers[layer];
            int inputs = layer < directions ? first.InputSize : directions * first.OutputSize;
            if (found.InputSize != inputs || found.HiddenSize != first.HiddenSize)
            {
                throw new ArgumentException(
                    $"Expected layer {layer} to take in {inputs} values and to have {first.HiddenSize} units like layer 0, "
                    + $"found {found.InputSize} and {found.HiddenSize}.",
                    "layers");
            }

            if (Kind(found) != Kind(first))
            {
                throw new ArgumentException($"Expected layer {layer} to be {Kind(first)} like layer 0, found {Kind(found)}.", "layers");
            }
        }
    }

    /// <summary>What kind of layer this is, in words: equal for layers that one generated method can compute.</summary>
    private static string Kind(LstmLayerWeights layer)
    {
        List<string> kind = [layer.IsGru ? "a GRU" : layer.GateCount == 3 ? "an LSTM with coupled gates" : "an LSTM"];
        if (layer.ProjectionSize > 0)
        {
            kind.Add($"a projection to {layer.ProjectionSize}");
        }

        if (!layer.Peephole.IsEmpty)
        {
            kind.Add("peepholes");
        }

        if (!layer.GateNormWeight.IsEmpty)
        {
            kind.Add("a layer normalisation");
        }

        return string.Join(" and ", kind);
    }

    private static void CheckDense(IReadOnlyList<DenseWeights> layers, string name)
    {
        if (layers.Count > NetworkShape.MaxDenseLayers)
        {
            throw new ArgumentException($"Expected at most {NetworkShape.MaxDenseLayers} dense layers, found {layers.Count}.", name.ToLowerInvariant());
        }

        for (int index = 1; index < layers.Count; index++)
        {
            if (layers[index].InputSize != layers[index - 1].OutputSize)
            {
                throw new ArgumentException(
                    $"Expected dense layer {index} to take in the {layers[index - 1].OutputSize} values of the one before, found {layers[index].InputSize}.",
                    name.ToLowerInvariant());
            }
        }
    }

    private static void CheckSelfTest(LstmWeights weights)
    {
        if (weights.SelfTest is not { } test)
        {
            return;
        }

        CheckSelfTestLength("inputs", test.Input.Length, test.Steps, weights.InputSize);
        CheckSelfTestLength("outputs", test.Output.Length, test.Steps, weights.OutputSize);
        if (!test.StartHidden.IsEmpty)
        {
            CheckSelfTestLength("start hidden states", test.StartHidden.Length, weights.Layers.Count, weights.Layers[0].OutputSize);
        }

        if (!test.StartCell.IsEmpty)
        {
            CheckSelfTestLength("start cell states", test.StartCell.Length, weights.Layers[0].IsGru ? 0 : weights.Layers.Count, weights.HiddenSize);
        }
    }

    private static void CheckSelfTestLength(string what, int found, long rows, int columns)
    {
        if (found != rows * columns)
        {
            throw new ArgumentException($"Expected a self-test with {what} of [{rows}, {columns}], found {found} values.", "selfTest");
        }
    }
}
