using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>The parts of a network that one class supports, if it does not support the whole.</summary>
internal static class ImportableParts
{
    /// <summary>Returns the options that import the parts, or null if there is no such part. Each part was assembled as a trial.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The layers that are not supported together.</param>
    /// <param name="options">The options that chose these layers.</param>
    public static string? Advise(SourceFile file, SourceModel model, ModelReadOptions options) => Advice.Of(
        "Import a part of it (options FirstLayer and LastLayer)",
        Candidates(model.Layers).Where(part => Fits(file, model, part, options)).Select(part => Advice.Range(
            part.Start.Value == 0 && options.FirstLayer is null ? null : model.Layers[part.Start].Name,
            part.End.Value == model.Layers.Count && options.LastLayer is null ? null : model.Layers[part.End.Value - 1].Name)));

    // Cuts around layers that are not supported, and before a recurrent layer that would be one too many or that gets one vector only.
    private static IEnumerable<Range> Candidates(IReadOnlyList<SourceLayer> layers)
    {
        int start = -1;
        int recurrent = 0;
        bool isPooled = false;
        for (int index = 0; index < layers.Count; index++)
        {
            SourceLayer layer = layers[index];
            int own = layer.Parts.OfType<SourceRecurrent>().Count();
            bool ends = layer is UnsupportedLayer || (own > 0 && (isPooled || recurrent == NetworkShape.MaxLayers));
            if (ends && recurrent > 0)
            {
                yield return start..index;
            }

            if (ends)
            {
                start = -1;
                recurrent = 0;
                isPooled = false;
            }

            if (layer is UnsupportedLayer || (start < 0 && layer is SourceActivation or SourcePool))
            {
                continue;
            }

            start = start < 0 ? index : start;
            recurrent += own;
            isPooled |= layer.Parts.Any(static part => part is SourcePool);
        }

        if (recurrent > 0)
        {
            yield return start..layers.Count;
        }
    }

    private static bool Fits(SourceFile file, SourceModel model, Range part, ModelReadOptions options)
    {
        (int start, int length) = part.GetOffsetAndLength(model.Layers.Count);
        ModelReadOptions chosen = options with
        {
            FirstLayer = model.Layers[start].Name,
            LastLayer = model.Layers[start + length - 1].Name,
        };
        if (length == model.Layers.Count)
        {
            return false;
        }

        try
        {
            NetworkAssembly.Build(file, LayerSelection.Apply(file, model, chosen), chosen);
            return true;
        }
        catch (WeightFormatException)
        {
            return false;
        }
    }
}
