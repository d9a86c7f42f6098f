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
    private const string OneClass = "one class supports dense layers, then identical recurrent layers, then dense layers";

    /// <summary>Assembles the network.</summary>
    /// <exception cref="WeightFormatException">
    /// One class does not support the network. The message names the first unsupported layer and, if a part of the network can be
    /// imported, the options for it.
    /// </exception>
    public static AssembledNetwork Assemble(SourceFile file, SourceModel model, ModelReadOptions options)
    {
        try
        {
            return Build(file, model, options);
        }
        catch (WeightFormatException refusal) when (refusal.IsRefusal && ImportableParts.Advise(file, model, options) is { } advice)
        {
            throw refusal.Advised(advice);
        }
    }

    /// <summary>Assembles the network. The message of a refusal contains no advice.</summary>
    /// <exception cref="WeightFormatException">One class does not support the network.</exception>
    public static AssembledNetwork Build(SourceFile file, SourceModel model, ModelReadOptions options)
    {
        List<SourceLayer> layers = Activated(file, FoldActivations(file, model.Layers), options);
        int first = layers.FindIndex(static layer => layer is SourceRecurrent);
        int last = layers.FindLastIndex(static layer => layer is SourceRecurrent);
        if (first < 0)
        {
            throw file.Refused(null, "there is no LSTM and no GRU" + (layers.Count == 0 ? "" : $", only {Named(layers)}"));
        }

        if (layers.Take(first..last).FirstOrDefault(static layer => layer is not SourceRecurrent) is { } between)
        {
            throw file.Refused(
                between.Name, $"the layer '{between.Name}' is between two recurrent layers (the layers are {Named(layers)})", OneClass);
        }

        List<SourceRecurrent> recurrent = [.. layers.OfType<SourceRecurrent>()];
        CheckEqual(file, recurrent);
        List<SourceDense> stem = [.. layers.Take(first).Cast<SourceDense>()];
        List<SourceDense> head = [.. layers.Skip(last + 1).Cast<SourceDense>()];
        StackShape shape = ShapeOf(stem, recurrent, head) with { Residual = model.Residual };
        CheckLimits(file, layers[0], shape, stem.Count, head.Count);
        if (shape.Residual && shape.OutputSize > shape.Input)
        {
            throw file.Refused(
                null, $"the network adds its input to its output, but it has {shape.OutputSize} outputs and only {shape.Input} inputs");
        }

        LstmWeights weights = file.Build(recurrent[0].Name, () => new LstmWeights(
            [.. recurrent.SelectMany(static layer => layer.Directions)],
            [.. stem.Select(static layer => layer.Weights)],
            [.. head.Select(static layer => layer.Weights)],
            recurrent[0].IsBidirectional,
            Start(recurrent, static layer => layer.InitialHidden, shape.Cell.Width),
            shape.Cell.IsLstm ? Start(recurrent, static layer => layer.InitialCell, shape.Hidden) : [],
            model.SelfTest,
            file.Name) { Biases = [.. recurrent.SelectMany(static layer => layer.Biases)] });
        return new AssembledNetwork(shape, weights, stem, recurrent, head);
    }

    /// <summary>Returns whether two recurrent layers cannot be layers of one class.</summary>
    public static bool Differ(SourceRecurrent one, SourceRecurrent other) =>
        one.Cell != other.Cell || one.IsBidirectional != other.IsBidirectional || one.Direction != other.Direction;

    private static void CheckLimits(SourceFile file, SourceLayer first, StackShape shape, int stem, int head)
    {
        if (shape.Input > NetworkShape.MaxSize)
        {
            throw file.Refused(
                first.Name, $"the layer '{first.Name}' has {shape.Input} inputs, and a class has at most {NetworkShape.MaxSize}");
        }

        if (shape.Layers > NetworkShape.MaxLayers)
        {
            throw file.Refused(
                null, $"the network has {shape.Layers} recurrent layers in a row, and a class has at most {NetworkShape.MaxLayers}");
        }

        if (Math.Max(stem, head) > NetworkShape.MaxDenseLayers)
        {
            throw TooManyDense(file);
        }
    }

    private static WeightFormatException TooManyDense(SourceFile file) => file.Refused(
        null,
        "the network has too many dense layers or activations in a row, and a class has at most "
        + $"{NetworkShape.MaxDenseLayers} dense layers on each side of its recurrent layers");

    private static StackShape ShapeOf(List<SourceDense> stem, List<SourceRecurrent> recurrent, List<SourceDense> head)
    {
        static DenseChain? Chain(List<SourceDense> layers) =>
            DenseChain.Link([.. layers.Select(static layer => new DenseChain(layer.Weights.OutputSize, layer.Activation))]);

        return new StackShape(stem.Count > 0 ? stem[0].Weights.InputSize : recurrent[0].InputSize, recurrent[0].Cell)
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
            int index = result.FindIndex(layer => layer.Name == name && layer is SourceDense);
            result[index < 0 ? throw file.Error(null, $"a dense layer '{name}' for the given activation", Named(layers)) : index] =
                (SourceDense)result[index] with { Activation = activation };
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
                    throw file.Refused(
                        unsupported.Name,
                        $"the {unsupported.Noun} '{unsupported.Name}' ({unsupported.Kind}) cannot be imported: {unsupported.Reason}");
                case SourceActivation { Activation.Function: Activation.Linear }:
                    break;
                case SourceActivation activation when result is [.., SourceDense { Activation.Function: Activation.Linear } dense]:
                    result[^1] = dense with { Activation = activation.Activation };
                    break;
                case SourceActivation when EndsWithDense(result) > NetworkShape.MaxDenseLayers:
                    throw TooManyDense(file);
                case SourceActivation activation when result.Count > 0:
                    int size = result[^1] is SourceDense before ? before.Weights.OutputSize : ((SourceRecurrent)result[^1]).OutputSize;
                    result.Add(new SourceDense(
                        activation.Name,
                        file.Build(activation.Name, () => new DenseWeights(size, size, Matrices.Identity(size), new float[size])),
                        activation.Activation));
                    break;
                case SourceActivation activation:
                    throw file.Refused(
                        activation.Name,
                        $"the first layer is the activation '{activation.Name}' ({activation.Activation.Function}), which has no weights",
                        "a network starts with a layer that has weights; apply the activation to the inputs yourself");
                default:
                    result.Add(layer);
                    break;
            }
        }

        return result;
    }

    // Each of them takes an identity matrix of its own, so their number is limited before they are created.
    private static int EndsWithDense(List<SourceLayer> layers) =>
        layers.Count - 1 - layers.FindLastIndex(static layer => layer is not SourceDense);

    private static void CheckEqual(SourceFile file, List<SourceRecurrent> layers)
    {
        SourceRecurrent first = layers[0];
        if (layers.Find(layer => Differ(first, layer)) is { } other)
        {
            throw file.Refused(
                other.Name,
                $"the recurrent layers '{first.Name}' and '{other.Name}' differ: {Described(first)} and {Described(other)}",
                "all recurrent layers of one class must be identical");
        }
    }

    private static string Described(SourceRecurrent layer) => DeclarationText.Of(ShapeOf([], [layer], []));

    private static string Named(IEnumerable<SourceLayer> layers) => $"'{string.Join("', '", layers.Select(static layer => layer.Name))}'";

    // If only some layers have an initial state, the others start from zero.
    private static float[] Start(List<SourceRecurrent> layers, Func<SourceRecurrent, float[]> stateOf, int width) =>
        layers.Exists(layer => stateOf(layer).Length > 0)
            ? [.. layers.SelectMany(layer => stateOf(layer).Length > 0 ? stateOf(layer) : new float[layer.Directions.Count * width])]
            : [];
}
