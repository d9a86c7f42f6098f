using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>Assembles the layers of a file into the network of one class: a list of dense and recurrent layers.</summary>
internal static class NetworkAssembly
{
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
        List<WeightedLayer> layers = Activated(file, FoldActivations(file, model.Layers), options);
        SourceRecurrent[] recurrent = [.. layers.OfType<SourceRecurrent>()];
        if (recurrent.Length == 0)
        {
            throw file.Refused(null, "there is no LSTM, GRU or RNN" + (layers.Count == 0 ? "" : $", only {Named(layers)}"));
        }

        NetworkShape shape = new(layers[0].InputSize, new LayerList(layers.Select(static layer => layer.Shape)))
        {
            Residual = model.Residual,
        };
        CheckLimits(file, layers, shape);
        if (shape.Residual && shape.Output > shape.Input)
        {
            throw file.Refused(
                null, $"the network adds its input to its output, but it has {shape.Output} outputs and only {shape.Input} inputs");
        }

        LstmWeights weights = file.Build(recurrent[0].Name, () => new LstmWeights(
            [.. layers.Select(static layer => layer.ToWeights())],
            Start(recurrent, StartShape.Hidden, static layer => layer.InitialHidden),
            Start(recurrent, StartShape.Cell, static layer => layer.InitialCell),
            model.SelfTest,
            file.Name) { Biases = [.. recurrent.SelectMany(static layer => layer.Biases)] });
        return new AssembledNetwork(shape, weights, layers);
    }

    private static void CheckLimits(SourceFile file, List<WeightedLayer> layers, NetworkShape shape)
    {
        if (shape.Input > NetworkShape.MaxSize)
        {
            throw file.Refused(
                layers[0].Name, $"the layer '{layers[0].Name}' has {shape.Input} inputs, and a class has at most {NetworkShape.MaxSize}");
        }

        int recurrent = shape.Recurrent.Count();
        if (recurrent > NetworkShape.MaxLayers)
        {
            throw file.Refused(null, $"the network has {recurrent} recurrent layers, and a class has at most {NetworkShape.MaxLayers}");
        }

        for (int index = 0, dense = 0; index < layers.Count; index++)
        {
            dense = layers[index] is SourceDense ? dense + 1 : 0;
            if (dense > NetworkShape.MaxDenseLayers)
            {
                throw TooManyDense(file, layers[index].Name);
            }

            if (index > 0 && layers[index].InputSize != layers[index - 1].OutputSize)
            {
                throw file.Refused(
                    layers[index].Name,
                    $"the layer '{layers[index].Name}' has {layers[index].InputSize} inputs, but the layer '{layers[index - 1].Name}' "
                    + $"before it has {layers[index - 1].OutputSize} outputs");
            }
        }
    }

    private static WeightFormatException TooManyDense(SourceFile file, string place) => file.Refused(
        place,
        "the network has too many dense layers or activations in a row, and a class has at most "
        + $"{NetworkShape.MaxDenseLayers} dense layers in a row");

    // Runs after separate activation layers are merged, so that a given activation replaces the one in the file and is not applied in
    // addition.
    private static List<WeightedLayer> Activated(SourceFile file, List<WeightedLayer> layers, ModelReadOptions options)
    {
        List<WeightedLayer> result = [.. layers];
        foreach ((string name, Activation activation) in options.Activations)
        {
            int[] chosen = [.. Enumerable.Range(0, result.Count).Where(index => Takes(result[index], name))];
            if (chosen.Length == 0)
            {
                throw file.Error(null, $"a dense layer or an RNN '{name}' for the given activation", Named(layers));
            }

            foreach (int index in chosen)
            {
                result[index] = result[index] switch
                {
                    SourceDense dense => dense with { Activation = activation },
                    SourceRecurrent when !ActivationShape.Of(activation).IsOfOneValue => throw file.Refused(
                        result[index].Name,
                        $"the cells of '{name}' cannot have the given activation {activation}, which mixes their units"),
                    SourceRecurrent recurrent => recurrent.With(activation),
                    _ => result[index],
                };
            }
        }

        return result;
    }

    private static bool Takes(WeightedLayer layer, string name) => layer switch
    {
        SourceDense dense => dense.Name == name,
        SourceRecurrent recurrent => recurrent.HasOneActivation && recurrent.IsCalled(name),
        _ => false,
    };

    // Merges an activation layer into the dense layer before it. After any other layer, it becomes a dense layer with an identity matrix.
    private static List<WeightedLayer> FoldActivations(SourceFile file, IReadOnlyList<SourceLayer> layers)
    {
        List<WeightedLayer> result = [];
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
                    throw TooManyDense(file, layer.Name);
                case SourceActivation activation when result.Count > 0:
                    int size = result[^1].OutputSize;
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
                    result.Add((WeightedLayer)layer);
                    break;
            }
        }

        return result;
    }

    // Each of them takes an identity matrix of its own, so their number is limited before they are created.
    private static int EndsWithDense(List<WeightedLayer> layers) =>
        layers.Count - 1 - layers.FindLastIndex(static layer => layer is not SourceDense);

    private static string Named(IEnumerable<SourceLayer> layers) => $"'{string.Join("', '", layers.Select(static layer => layer.Name))}'";

    // If only some layers have an initial state, the others start from zero.
    private static float[] Start(SourceRecurrent[] layers, char state, Func<SourceRecurrent, float[]> valuesOf) =>
        Array.Exists(layers, layer => valuesOf(layer).Length > 0)
            ? [.. layers.SelectMany(layer => valuesOf(layer) is { Length: > 0 } given
                ? given
                : new float[layer.Directions.Count * StartShape.WidthOf(layer.Cell, state)])]
            : [];
}
