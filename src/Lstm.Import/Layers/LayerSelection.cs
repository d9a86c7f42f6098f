using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

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
        if (model.Layers.Count == 0)
        {
            return model;
        }

        int first = options.FirstLayer is null ? 0 : IndexOf(file, model, options.FirstLayer);
        int last = options.LastLayer is null ? model.Layers.Count - 1 : IndexOf(file, model, options.LastLayer);
        if (first > last)
        {
            throw file.Error(
                null,
                $"the first layer '{options.FirstLayer}' not to come after the last layer '{options.LastLayer}'",
                "the reverse order");
        }

        if (first == 0 && last == model.Layers.Count - 1)
        {
            return model;
        }

        string chosen = $"'{model.Layers[first].Name}' to '{model.Layers[last].Name}'";
        string cut = $"Only the layers from {chosen} are imported, of {model.Layers.Count}.";
        return model with
        {
            Layers = [.. model.Layers.Skip(first).Take(last - first + 1)],
            SelfTest = null,
            Residual = false,
            Notes =
            [
                .. model.Notes,
                cut,
                .. model.SelfTest is null
                    ? Array.Empty<string>()
                    : ["The self-test in the file covers the whole network and is left out."],
                .. model.Residual
                    ? ["The network in the file adds its input to its output; do this yourself after the last layer."]
                    : Array.Empty<string>(),
            ],
        };
    }

    private static int IndexOf(SourceFile file, SourceModel model, string name)
    {
        List<int> found = [.. Enumerable.Range(0, model.Layers.Count).Where(index => model.Layers[index].Name == name)];
        return found.Count == 1 ? found[0] : throw file.Error(
            null,
            $"one layer '{name}'",
            found.Count == 0 ? $"layers '{string.Join("', '", model.Layers.Select(static layer => layer.Name))}'" : $"{found.Count}");
    }
}
