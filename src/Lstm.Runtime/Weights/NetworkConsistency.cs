using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>Checks whether the parts of a network match.</summary>
internal static class NetworkConsistency
{
    /// <summary>Checks a network of equal recurrent layers between dense layers, and returns its layers in order.</summary>
    /// <exception cref="ArgumentException">Two parts do not match.</exception>
    public static ReadOnlyCollection<LayerWeights> Stack(
        IReadOnlyList<LstmLayerWeights> layers, IReadOnlyList<DenseWeights> stem, IReadOnlyList<DenseWeights> head, bool bidirectional)
    {
        int directions = bidirectional ? 2 : 1;
        CheckCount(layers.Count, directions);
        CheckEqual(layers, directions);
        CheckDense(stem, nameof(stem));
        CheckDense(head, nameof(head));
        if (stem.Count > 0 && stem[^1].OutputSize != layers[0].InputSize)
        {
            throw new ArgumentException(
                $"Expected a stem with {layers[0].InputSize} outputs, like the inputs of the first recurrent layer, "
                + $"found {stem[^1].OutputSize} outputs.",
                nameof(stem));
        }

        int recurrent = directions * layers[0].OutputSize;
        if (head.Count > 0 && head[0].InputSize != recurrent)
        {
            throw new ArgumentException($"Expected a head with {recurrent} inputs, found {head[0].InputSize}.", nameof(head));
        }

        IEnumerable<RecurrentWeights> middle = layers.Chunk(directions)
            .Select(static layer => new RecurrentWeights(layer[0], layer.ElementAtOrDefault(1)));
        return Array.AsReadOnly<LayerWeights>([.. stem, .. middle, .. head]);
    }

    /// <summary>Checks a network of any layers, and returns them.</summary>
    /// <exception cref="ArgumentException">Two parts do not match.</exception>
    public static ReadOnlyCollection<LayerWeights> Sequence(IReadOnlyList<LayerWeights> sequence)
    {
        int recurrent = sequence.OfType<RecurrentWeights>().Count();
        if (recurrent is < 1 or > NetworkShape.MaxLayers)
        {
            throw new ArgumentException($"Expected 1 to {NetworkShape.MaxLayers} recurrent layers, found {recurrent}.", nameof(sequence));
        }

        LayerRow row = LayerRow.Empty;
        for (int index = 0; index < sequence.Count; index++)
        {
            row = sequence[index] switch
            {
                RecurrentWeights => LayerRow.Empty,
                DenseWeights => row.WithDense(),
                _ => row.WithOther(),
            };
            if (row.IsTooLong)
            {
                (int most, string what, int found) = row.HasTooManyDense
                    ? (NetworkShape.MaxDenseLayers, "dense layers", row.Dense)
                    : (NetworkShape.MaxOtherLayers, "other layers without a state", row.Others);
                throw new ArgumentException(
                    $"Expected at most {most} {what} in a row, found {found} that end with layer {index}.", nameof(sequence));
            }

            if (index > 0 && sequence[index].InputSize != sequence[index - 1].OutputSize)
            {
                throw new ArgumentException(
                    $"Expected layer {index} to have {sequence[index - 1].OutputSize} inputs, like the outputs of layer {index - 1}, "
                    + $"found {sequence[index].InputSize}.",
                    nameof(sequence));
            }
        }

        return Array.AsReadOnly<LayerWeights>([.. sequence]);
    }

    /// <summary>Checks the initial states and the self-test.</summary>
    /// <exception cref="ArgumentException">They do not match the layers.</exception>
    public static void CheckStates(LstmWeights weights)
    {
        CheckStart(weights, weights.InitialHidden, weights.InitialCell, "initial", "initialHidden", "initialCell");
        if (weights.SelfTest is { } test)
        {
            CheckLength("self-test inputs", test.Input, [test.Steps, weights.InputSize], "selfTest");

            // A network with pooling has one output for all steps.
            int rows = test.Output.Length == weights.OutputSize ? 1 : test.Steps;
            CheckLength("self-test outputs", test.Output, [rows, weights.OutputSize], "selfTest");
            CheckStart(weights, test.StartHidden, test.StartCell, "self-test start", "selfTest", "selfTest");
        }
    }

    private static void CheckCount(int found, int directions)
    {
        if (found < directions || found > directions * NetworkShape.MaxLayers || found % directions != 0)
        {
            string expected = directions > 1
                ? $"1 to {NetworkShape.MaxLayers} pairs of a forward and a backward layer"
                : $"1 to {NetworkShape.MaxLayers} layers";
            throw new ArgumentException($"Expected {expected}, found {found}{(directions > 1 ? " layers" : "")}.", "layers");
        }
    }

    private static void CheckEqual(IReadOnlyList<LstmLayerWeights> layers, int directions)
    {
        LstmLayerWeights first = layers[0];
        for (int layer = 1; layer < layers.Count; layer++)
        {
            LstmLayerWeights found = layers[layer];
            int inputs = layer < directions ? first.InputSize : directions * first.OutputSize;
            (string expected, string other) = (WeightsText.KindOf(first.Shape), WeightsText.KindOf(found.Shape));
            if (expected != other)
            {
                throw new ArgumentException($"Expected layer {layer} to be {expected} like layer 0, found {other}.", nameof(layers));
            }

            if (found.InputSize != inputs || found.HiddenSize != first.HiddenSize)
            {
                throw new ArgumentException(
                    $"Expected layer {layer} to have {inputs} inputs and {first.HiddenSize} units like layer 0, "
                    + $"found {found.InputSize} inputs and {found.HiddenSize} units.",
                    nameof(layers));
            }
        }
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

    // Either all states are given or none. Cells that have no cell state need none.
    private static void CheckStart(
        LstmWeights weights, ReadOnlySpan<float> hidden, ReadOnlySpan<float> cell, string what, string hiddenName, string cellName)
    {
        int[] cellShape = StartShape.Of(weights.Shapes, StartShape.Cell);
        if (cellShape.Length == 0 && !cell.IsEmpty)
        {
            throw new ArgumentException(
                $"Expected no {what} cell states in {WeightsText.NameOf(weights.Layers[0].Shape)}, found {cell.Length} values.", cellName);
        }

        if (hidden.IsEmpty && cell.IsEmpty)
        {
            return;
        }

        CheckLength($"{what} hidden states", hidden, StartShape.Of(weights.Shapes, StartShape.Hidden), hiddenName);
        if (cellShape.Length > 0)
        {
            CheckLength($"{what} cell states", cell, cellShape, cellName);
        }
    }

    private static void CheckLength(string what, ReadOnlySpan<float> values, int[] shape, string name)
    {
        if (values.Length != shape.Aggregate(1L, static (product, size) => product * size))
        {
            throw new ArgumentException($"Expected {what} of [{string.Join(", ", shape)}], found {values.Length} values.", name);
        }

        WeightArguments.Finite(values, name);
    }
}
