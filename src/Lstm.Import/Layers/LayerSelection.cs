using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Layers;

/// <summary>Cuts the layers to import out of those of a file.</summary>
internal static class LayerSelection
{
    /// <summary>The model with the chosen layers alone. What belongs to the whole, a self-test and a residual connection, goes when a layer does.</summary>
    /// <exception cref="WeightFormatException">There is no layer of a given name.</exception>
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
            throw file.Error(null, $"layer '{options.FirstLayer}' before or at layer '{options.LastLayer}'", "it after that");
        }

        if (first == 0 && last == model.Layers.Count - 1)
        {
            return model;
        }

        string cut = $"Only the layers from '{model.Layers[first].Name}' to '{model.Layers[last].Name}' are imported, of {model.Layers.Count}.";
        return model with
        {
            Layers = [.. model.Layers.Skip(first).Take(last - first + 1)],
            SelfTest = null,
            Residual = false,
            Notes =
            [
                .. model.Notes,
                cut,
                .. model.SelfTest is null ? Array.Empty<string>() : ["The file's self-test is of the whole network and was left out."],
                .. model.Residual ? ["The file's network adds its input to its output; do so yourself after the last layer."] : Array.Empty<string>(),
            ],
        };
    }

    private static int IndexOf(SourceFile file, SourceModel model, string name)
    {
        List<int> found = [.. Enumerable.Range(0, model.Layers.Count).Where(index => model.Layers[index].Name == name)];
        return found.Count == 1 ? found[0] : throw file.Error(
            null, $"one layer '{name}'", found.Count == 0 ? $"layers '{string.Join("', '", model.Layers.Select(static layer => layer.Name))}'" : $"{found.Count}");
    }
}
