using System;
using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>Checks whether the parts of a network match.</summary>
internal static class NetworkConsistency
{
    /// <summary>Checks the layers, the sizes between them, the initial states, and the self-test.</summary>
    /// <exception cref="ArgumentException">Two parts do not match.</exception>
    public static void Check(LstmWeights weights)
    {
        CheckCount(weights);
        CheckLayers(weights);
        CheckDense(weights.Stem, "stem");
        CheckDense(weights.Head, "head");
        LstmLayerWeights first = weights.Layers[0];
        if (weights.InputSize > NetworkShape.MaxSize)
        {
            throw new ArgumentException(
                $"Expected at most {NetworkShape.MaxSize} inputs of the network, found {weights.InputSize}.",
                weights.Stem.Count > 0 ? "stem" : "layers");
        }

        if (weights.Stem.Count > 0 && weights.Stem[^1].OutputSize != first.InputSize)
        {
            throw new ArgumentException(
                $"Expected a stem with {first.InputSize} outputs, like the inputs of the first recurrent layer, "
                + $"found {weights.Stem[^1].OutputSize} outputs.",
                "stem");
        }

        int recurrent = DirectionsOf(weights) * first.OutputSize;
        if (weights.Head.Count > 0 && weights.Head[0].InputSize != recurrent)
        {
            throw new ArgumentException($"Expected a head with {recurrent} inputs, found {weights.Head[0].InputSize}.", "head");
        }

        CheckStart(weights, weights.InitialHidden, weights.InitialCell, "initial", "initialHidden", "initialCell");
        CheckSelfTest(weights);
    }

    private static int DirectionsOf(LstmWeights weights) => weights.IsBidirectional ? 2 : 1;

    private static void CheckCount(LstmWeights weights)
    {
        int directions = DirectionsOf(weights);
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
        int directions = DirectionsOf(weights);
        for (int layer = 1; layer < weights.Layers.Count; layer++)
        {
            LstmLayerWeights found = weights.Layers[layer];
            int inputs = layer < directions ? first.InputSize : directions * first.OutputSize;
            if (Kind(found) != Kind(first))
            {
                throw new ArgumentException($"Expected layer {layer} to be {Kind(first)} like layer 0, found {Kind(found)}.", "layers");
            }

            if (found.InputSize != inputs || found.HiddenSize != first.HiddenSize)
            {
                throw new ArgumentException(
                    $"Expected layer {layer} to have {inputs} inputs and {first.HiddenSize} units like layer 0, "
                    + $"found {found.InputSize} inputs and {found.HiddenSize} units.",
                    "layers");
            }
        }
    }

    /// <summary>
    /// Describes the kind of a layer in words. The descriptions are equal if one generated method can compute both layers.
    /// </summary>
    private static string Kind(LstmLayerWeights layer)
    {
        List<string> parts = [];
        if (layer.ProjectionSize > 0)
        {
            parts.Add($"a projection to {layer.ProjectionSize}");
        }

        if (!layer.Peephole.IsEmpty)
        {
            parts.Add("peepholes");
        }

        if (!layer.GateNormWeight.IsEmpty)
        {
            parts.Add("layer normalisation");
        }

        string cell = layer.IsGru ? "a GRU" : layer.GateCount == 3 ? "an LSTM with coupled gates" : "an LSTM with four gates";
        return parts.Count == 0 ? cell : $"{cell}, {string.Join(" and ", parts)}";
    }

    private static void CheckDense(IReadOnlyList<DenseWeights> layers, string name)
    {
        if (layers.Count > NetworkShape.MaxDenseLayers)
        {
            throw new ArgumentException($"Expected at most {NetworkShape.MaxDenseLayers} dense layers, found {layers.Count}.", name);
        }

        for (int index = 1; index < layers.Count; index++)
        {
            if (layers[index].InputSize != layers[index - 1].OutputSize)
            {
                throw new ArgumentException(
                    $"Expected dense layer {index} to have {layers[index - 1].OutputSize} inputs, like the outputs of the layer before, "
                    + $"found {layers[index].InputSize}.",
                    name);
            }
        }
    }

    private static void CheckSelfTest(LstmWeights weights)
    {
        if (weights.SelfTest is { } test)
        {
            CheckLength("self-test inputs", test.Input, test.Steps, weights.InputSize, "selfTest");
            CheckLength("self-test outputs", test.Output, test.Steps, weights.OutputSize, "selfTest");
            CheckStart(weights, test.StartHidden, test.StartCell, "self-test start", "selfTest", "selfTest");
        }
    }

    // An LSTM has both states or neither. A GRU has one state or none.
    private static void CheckStart(
        LstmWeights weights, ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell, string what, string hiddenName, string cellName)
    {
        int cells = weights.Layers.Count;
        bool hasCell = !weights.Layers[0].IsGru;
        if (!hasCell && !cell.IsEmpty)
        {
            throw new ArgumentException($"Expected no {what} cell states in a GRU, found {cell.Length} values.", cellName);
        }

        if (hidden.IsEmpty && cell.IsEmpty)
        {
            return;
        }

        CheckLength($"{what} hidden states", hidden, cells, weights.Layers[0].OutputSize, hiddenName);
        if (hasCell)
        {
            CheckLength($"{what} cell states", cell, cells, weights.HiddenSize, cellName);
        }
    }

    private static void CheckLength(string what, ReadOnlySpan<float> values, int rows, int columns, string name)
    {
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"Expected {what} of [{rows}, {columns}], found {values.Length} values.", name);
        }

        WeightArguments.Finite(values, name);
    }
}
