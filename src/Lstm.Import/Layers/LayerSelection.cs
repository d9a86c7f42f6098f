using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>The selection of the layers to import.</summary>
internal static class LayerSelection
{
    /// <summary>
    /// Returns the model with only the chosen layers. If a layer is left out, the self-test and the residual connection, which belong to
    /// the whole network, are left out too.
    /// </summary>
    /// <exception cref="WeightFormatException">
    /// The file does not have exactly one layer of a given name, or the last layer comes before the first.
    /// </exception>
    public static SourceModel Apply(SourceFile file, SourceModel model, ModelReadOptions options)
    {
        if (options.Layers.Count > 0 && model.HasOrder)
        {
            throw file.Refused(
                null,
                "the file stores the order of its layers, so that none can be given (option Layers); "
                + "the options FirstLayer and LastLayer choose a part of them");
        }

        if (options.Pooling is not null && model.HasOrder)
        {
            throw file.Refused(null, "the file stores its layers, so that no pooling can be given (option Pooling)");
        }

        if (options.Dilations.Count > 0 && model.HasOrder)
        {
            throw file.Refused(null, "the file stores its layers, so that no dilation can be given (option Dilations)");
        }

        if (model.Layers.Count == 0)
        {
            return model;
        }

        int first = options.FirstLayer is null ? 0 : IndexOf(file, model, options.FirstLayer);
        int last = options.LastLayer is null ? model.Layers.Count - 1 : IndexOf(file, model, options.LastLayer);
        if (first > last)
        {
            throw file.Refused(
                null, $"the first layer '{options.FirstLayer}' comes after the last layer '{options.LastLayer}'; exchange the two names");
        }

        if (first == 0 && last == model.Layers.Count - 1)
        {
            return model;
        }

        IReadOnlyList<SourceLayer> layers =
            [.. model.Layers.Skip(first).Take(last - first + 1).Select(layer => first > 0 ? WithoutInputs(layer) : layer)];
        HashSet<string> names = [.. layers.Select(static layer => layer.Name)];
        string chosen = $"'{model.Layers[first].Name}' to '{model.Layers[last].Name}'";
        string cut = $"Only the layers from {chosen} are imported, of {model.Layers.Count}.";
        return model with
        {
            Layers = layers,
            SelfTest = null,
            Residual = false,
            Notes =
            [
                .. model.Notes.Where(note => note.Concerns(names)),
                cut,
                .. model.SelfTest is null
                    ? Array.Empty<SourceNote>()
                    : ["The self-test in the file covers the whole network and is left out."],
                .. model.Residual
                    ? ["The network in the file adds its input to its output; do this yourself after the last layer."]
                    : Array.Empty<SourceNote>(),
            ],
        };
    }

    // The inputs of the network are not those of a part of it.
    private static SourceLayer WithoutInputs(SourceLayer layer) => layer is SourceResidual { Source: null }
        ? new UnsupportedLayer(layer.Name, ResidualShape.Name, "it adds the inputs of the network, which are before the first layer")
        : layer;

    private static int IndexOf(SourceFile file, SourceModel model, string name)
    {
        IReadOnlyList<int> found = LayerPaths.Called([.. Enumerable.Range(0, model.Layers.Count)], index => model.Layers[index].Name, name);
        if (found.Count != 1)
        {
            string names = string.Join("', '", model.Layers.Select(static layer => layer.Name));
            throw file.Refused(null, found.Count == 0
                ? $"the file has no layer '{name}'; its layers are '{names}'"
                : $"the file has {found.Count} layers '{name}', so that this name chooses none of them");
        }

        return found[0];
    }
}
