using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>Assembles the layers of a file into the network of one class: dense layers, identical recurrent layers, dense layers.</summary>
internal static class NetworkAssembly
{
    private const string OneClass = "dense layers, then identical recurrent layers, then dense layers (one class supports nothing else)";

    /// <summary>Assembles the network.</summary>
    /// <exception cref="WeightFormatException">
    /// One class does not support the network. The message names the first unsupported layer and explains how to import the network in
    /// parts.
    /// </exception>
    public static AssembledNetwork Assemble(SourceFile file, SourceModel model, ModelReadOptions options)
    {
        List<SourceLayer> layers = Activated(file, FoldActivations(file, model.Layers), options);
        int first = layers.FindIndex(static layer => layer is RecurrentLayer);
        int last = layers.FindLastIndex(static layer => layer is RecurrentLayer);
        if (first < 0)
        {
            throw file.Error(null, "an LSTM or a GRU", layers.Count == 0 ? "no layers" : $"only {Named(layers)}");
        }

        if (layers.Take(first..last).FirstOrDefault(static layer => layer is not RecurrentLayer) is { } between)
        {
            throw file.Error(
                between.Name,
                OneClass,
                $"a dense layer between recurrent ones ({Named(layers)}){Pieces(layers[first].Name, between.Name)}");
        }

        List<RecurrentLayer> recurrent = [.. layers.OfType<RecurrentLayer>()];
        CheckEqual(file, recurrent);
        List<DenseLayer> stem = [.. layers.Take(first).Cast<DenseLayer>()];
        List<DenseLayer> head = [.. layers.Skip(last + 1).Cast<DenseLayer>()];
        NetworkShape shape = ShapeOf(stem, recurrent, head) with { Residual = model.Residual };
        if (shape.Residual && shape.OutputSize > shape.Input)
        {
            throw file.Error(null, $"at least {shape.OutputSize} inputs, one to add to each output", $"{shape.Input}");
        }

        LstmWeights weights = file.Build(recurrent[0].Name, () => new LstmWeights(
            [.. recurrent.SelectMany(static layer => layer.Directions)],
            [.. stem.Select(static layer => layer.Weights)],
            [.. head.Select(static layer => layer.Weights)],
            recurrent[0].IsBidirectional,
            Start(recurrent, static layer => layer.InitialHidden, shape.Cell.Width),
            shape.Cell.IsLstm ? Start(recurrent, static layer => layer.InitialCell, shape.Hidden) : [],
            model.SelfTest,
            file.Name));
        return new AssembledNetwork(shape, weights, stem, recurrent, head);
    }

    private static NetworkShape ShapeOf(List<DenseLayer> stem, List<RecurrentLayer> recurrent, List<DenseLayer> head)
    {
        static DenseShape? Chain(List<DenseLayer> layers) =>
            DenseShape.Link([.. layers.Select(static layer => new DenseShape(layer.Weights.OutputSize, layer.Activation))]);

        return new NetworkShape(stem.Count > 0 ? stem[0].Weights.InputSize : recurrent[0].InputSize, recurrent[0].Cell)
        {
            Layers = recurrent.Count,
            Bidirectional = recurrent[0].IsBidirectional,
            Direction = recurrent[0].Direction,
            Stem = Chain(stem),
            Head = Chain(head),
        };
    }

    // Runs after separate activation layers are merged, so that a given activation replaces the one in the file and is not applied in
    // addition.
    private static List<SourceLayer> Activated(SourceFile file, IReadOnlyList<SourceLayer> layers, ModelReadOptions options)
    {
        List<SourceLayer> result = [.. layers];
        foreach ((string name, Activation activation) in options.Activations)
        {
            int index = result.FindIndex(layer => layer.Name == name && layer is DenseLayer);
            result[index < 0 ? throw file.Error(null, $"a dense layer '{name}' for the given activation", Named(layers)) : index] =
                (DenseLayer)result[index] with { Activation = activation };
        }

        return result;
    }

    // Merges an activation layer into the dense layer before it. After any other layer, it becomes a dense layer with an identity matrix.
    private static List<SourceLayer> FoldActivations(SourceFile file, IReadOnlyList<SourceLayer> layers)
    {
        List<SourceLayer> result = [];
        foreach (SourceLayer layer in layers)
        {
            switch (layer)
            {
                case UnsupportedLayer unsupported:
                    throw file.Error(
                        unsupported.Name,
                        OneClass,
                        $"{unsupported.Kind}: {unsupported.Reason}{PiecesAround(layers, unsupported)}");
                case ActivationLayer { Activation.Function: Activation.Linear }:
                    break;
                case ActivationLayer activation when result is [.., DenseLayer { Activation.Function: Activation.Linear } dense]:
                    result[^1] = dense with { Activation = activation.Activation };
                    break;
                case ActivationLayer activation when result.Count > 0:
                    int size = result[^1] is DenseLayer before ? before.Weights.OutputSize : ((RecurrentLayer)result[^1]).OutputSize;
                    result.Add(new DenseLayer(
                        activation.Name,
                        file.Build(activation.Name, () => new DenseWeights(size, size, Matrices.Identity(size), new float[size])),
                        activation.Activation));
                    break;
                case ActivationLayer activation:
                    throw file.Error(
                        activation.Name,
                        "a layer with weights first",
                        $"the activation {activation.Activation.Function}; apply it to the inputs yourself");
                default:
                    result.Add(layer);
                    break;
            }
        }

        return result;
    }

    private static void CheckEqual(SourceFile file, List<RecurrentLayer> layers)
    {
        RecurrentLayer first = layers[0];
        RecurrentLayer? other = layers.Find(layer =>
            layer.Cell != first.Cell || layer.IsBidirectional != first.IsBidirectional || layer.Direction != first.Direction);
        if (other is not null)
        {
            throw file.Error(
                other.Name,
                $"a recurrent layer like '{first.Name}', {Described(first)}, because all recurrent layers of one class must be identical",
                $"{Described(other)}{Pieces(first.Name, other.Name)}");
        }
    }

    private static string Described(RecurrentLayer layer) => DeclarationText.Of(ShapeOf([], [layer], []));

    private static string Named(IEnumerable<SourceLayer> layers) => $"'{string.Join("', '", layers.Select(static layer => layer.Name))}'";

    private static string Pieces(string first, string second) =>
        $"; import the network as several classes, one with the layers from '{first}' up to the layer before '{second}', "
        + $"and one with the layers from '{second}' onwards";

    private static string PiecesAround(IReadOnlyList<SourceLayer> layers, SourceLayer unsupported) => layers.Count == 1
        ? ""
        : "; choose the first and the last layer to import the network without this layer "
            + $"(the others are {Named(layers.Where(layer => layer != unsupported))})";

    // If only some layers have an initial state, the others start from zero.
    private static float[] Start(List<RecurrentLayer> layers, Func<RecurrentLayer, float[]> stateOf, int width) =>
        layers.Exists(layer => stateOf(layer).Length > 0)
            ? [.. layers.SelectMany(layer => stateOf(layer).Length > 0 ? stateOf(layer) : new float[layer.Directions.Count * width])]
            : [];
}
