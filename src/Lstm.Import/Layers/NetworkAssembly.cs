using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>Assembles the layers of a file into the network of one class.</summary>
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
        List<ClassLayer> resolved = ResolvedLayers.Of(file, [.. model.Layers.SelectMany(static layer => layer.Parts)]);
        List<ClassLayer> layers = Activated(file, resolved, options);
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
        if (shape.Residual && shape.Pool is not null)
        {
            throw file.Refused(null, "the network adds its input to its output, but it has one output for the whole sequence");
        }

        CheckResiduals(file, layers, shape);

        if (shape.Residual && shape.Output > shape.Input)
        {
            throw file.Refused(
                null, $"the network adds its input to its output, but it has {shape.Output} outputs and only {shape.Input} inputs");
        }

        LstmWeights weights = file.Build(recurrent[0].Name, () => new LstmWeights(
            [.. layers.Select(static layer => layer.ToWeights()).OfType<LayerWeights>()],
            Start(recurrent, StartShape.Hidden, static layer => layer.InitialHidden),
            Start(recurrent, StartShape.Cell, static layer => layer.InitialCell),
            model.SelfTest,
            file.Name) { Biases = [.. recurrent.SelectMany(static layer => layer.Biases)] });
        return new AssembledNetwork(shape, weights, layers);
    }

    private static void CheckLimits(SourceFile file, List<ClassLayer> layers, NetworkShape shape)
    {
        int recurrent = shape.Recurrent.Count();
        if (recurrent > NetworkShape.MaxLayers)
        {
            throw file.Refused(null, $"the network has {recurrent} recurrent layers, and a class has at most {NetworkShape.MaxLayers}");
        }

        LayerRow row = LayerRow.Empty;
        for (int index = 0; index < layers.Count; index++)
        {
            row = layers[index] switch
            {
                SourceRecurrent => LayerRow.Empty,
                SourceDense => row.WithDense(),
                _ => row.WithOther(),
            };
            if (row.IsTooLong)
            {
                throw file.Refused(
                    layers[index].Name,
                    row.HasTooManyDense
                        ? "the network has too many dense layers in a row, and a class has at most "
                            + $"{NetworkShape.MaxDenseLayers} dense layers in a row"
                        : "the network has too many activations, normalisations and scalings in a row, and a class has at most "
                            + $"{NetworkShape.MaxOtherLayers} of them in a row");
            }

            if (index > 0 && layers[index].InputSize != layers[index - 1].OutputSize)
            {
                throw file.Refused(
                    layers[index].Name,
                    $"the layer '{layers[index].Name}' has {layers[index].InputSize} inputs, but the layer '{layers[index - 1].Name}' "
                    + $"before it has {layers[index - 1].OutputSize} outputs");
            }
        }

        CheckPlaces(file, layers, shape);
    }

    // Layers that a class has with limits of their own, or only at some places.
    private static void CheckPlaces(SourceFile file, List<ClassLayer> layers, NetworkShape shape)
    {
        foreach (SourceConv1D layer in layers.OfType<SourceConv1D>())
        {
            int window = layer.Convolution.WindowOf(layer.InputSize);
            string? wrong = layer.Dilation is < 1 or > Conv1DShape.MaxDilation
                    ? $"has a dilation of {layer.Dilation}, and a class has 1 to {Conv1DShape.MaxDilation}"
                : window > Conv1DShape.MaxWindow
                    ? $"looks back at {window} values of earlier steps, and a class keeps at most {Conv1DShape.MaxWindow}"
                : null;
            if (wrong is not null)
            {
                throw file.Refused(layer.Name, $"the convolution '{layer.Name}' {wrong}");
            }
        }

        if (layers.Skip(1).OfType<SourceEmbedding>().FirstOrDefault() is { } later)
        {
            throw file.Refused(later.Name, $"the embedding '{later.Name}' is not the first layer, as that of a class is");
        }

        if (shape.Residual && layers[0] is SourceEmbedding first)
        {
            throw file.Refused(first.Name, "the network adds its input to its output, but its input is the number of a token");
        }
    }

    private static void CheckResiduals(SourceFile file, List<ClassLayer> layers, NetworkShape shape)
    {
        for (int index = 0; index < layers.Count; index++)
        {
            if (shape.Layers[index] is ResidualShape residual && shape.FaultOf(index, residual) is { } fault)
            {
                int added = shape.OutputOf(NetworkShape.SourceOf(index, residual));
                throw file.Refused(layers[index].Name, $"the layer '{layers[index].Name}' adds an earlier vector, but " + (fault switch
                {
                    ResidualFault.AcrossPool => "that is of each step, and here is one vector for the whole sequence",
                    ResidualFault.OfToken => "that is the number of a token",
                    ResidualFault.OtherSize => $"that has {added} values, and here are {residual.Units}",
                    _ => "no layer is before it",
                }));
            }
        }
    }

    // Runs after separate activation layers are merged, so that a given activation replaces the one in the file and is not applied in
    // addition.
    private static List<ClassLayer> Activated(SourceFile file, List<ClassLayer> layers, ModelReadOptions options)
    {
        List<ClassLayer> result = [.. layers];
        foreach ((string name, Activation activation) in options.Activations)
        {
            foreach (ClassLayer layer in Called(file, layers, name))
            {
                int index = result.FindIndex(other => other.Name == layer.Name);
                switch (result[index])
                {
                    case ActivatedLayer activated:
                        result[index] = activated with { Activation = activation };
                        break;
                    case SourceRecurrent when !ActivationShape.Of(activation).IsOfOneValue:
                        throw file.Refused(
                            layer.Name, $"the cells of '{name}' cannot have the given activation {activation}, which mixes their units");
                    case SourceRecurrent recurrent:
                        result[index] = recurrent.With(activation);
                        break;
                    case var other:
                        Append(result, index, new UnweightedLayer(
                            $"{other.Name}.activation", new PointwiseShape(PointwiseKind.Function, other.OutputSize, activation)));
                        break;
                }
            }
        }

        return result;
    }

    // The layers that take an activation of a name: a layer, or the layers of a module of several.
    private static IReadOnlyList<ClassLayer> Called(SourceFile file, List<ClassLayer> layers, string name)
    {
        ClassLayer[] takers =
            [.. layers.Where(static layer => layer is ActivatedLayer or SourceUnits or SourceRecurrent { HasOneActivation: true })];
        string NameOf(ClassLayer layer) =>
            layer is SourceRecurrent { Module: { } module } && (module == name || layer.Name != name) ? module : layer.Name;
        IReadOnlyList<ClassLayer> called = LayerPaths.Called(takers, NameOf, name);
        if (called.Count == 0)
        {
            throw file.Error(
                null, $"a normalisation, a convolution, a dense layer or an RNN '{name}' for the given activation", Named(layers));
        }

        if (called.DistinctBy(NameOf).Count() > 1)
        {
            throw file.Refused(
                null, $"several layers are called '{name}' for the given activation: {Named(called)}; write more of the path");
        }

        return called;
    }

    // Replaces an activation that already follows.
    private static void Append(List<ClassLayer> layers, int index, UnweightedLayer activation)
    {
        if (layers.ElementAtOrDefault(index + 1) is UnweightedLayer { Layer: PointwiseShape { Kind: PointwiseKind.Function } })
        {
            layers[index + 1] = activation;
        }
        else
        {
            // A residual connection around the layer is around the activation too.
            for (int later = index + 1; later < layers.Count; later++)
            {
                if (layers[later] is UnweightedLayer { Layer: ResidualShape residual } connection && index >= later - residual.Layers)
                {
                    layers[later] = connection with { Layer = residual with { Layers = residual.Layers + 1 } };
                }
            }

            layers.Insert(index + 1, activation);
        }
    }

    private static string Named(IEnumerable<SourceLayer> layers) => $"'{string.Join("', '", layers.Select(static layer => layer.Name))}'";

    // If only some layers or states have initial values, the others start from zero.
    private static float[] Start(SourceRecurrent[] layers, char state, Func<SourceRecurrent, float[]> valuesOf) =>
        Array.Exists(layers, static layer => layer.InitialHidden.Length + layer.InitialCell.Length > 0)
            ? [.. layers.SelectMany(layer => valuesOf(layer) is { Length: > 0 } given
                ? given
                : new float[layer.Directions.Count * StartShape.WidthOf(layer.Cell, state)])]
            : [];
}
