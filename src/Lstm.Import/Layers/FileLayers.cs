using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>Short descriptions of the layers of a file that is refused.</summary>
internal static class FileLayers
{
    public static IReadOnlyList<FileLayer> Of(IEnumerable<SourceLayer> layers) => [.. layers.Select(Of)];

    private static FileLayer Of(SourceLayer layer) => layer switch
    {
        SourceGroup group => OfGroup(group),
        ClassLayer { Shape: FeedForwardShape shape } other => new FileLayer(other.Name, shape.Attribute, other.InputSize, other.OutputSize),
        SourcePool pool => new FileLayer(pool.Name, $"pooling ({pool.Pooling})", null, null),
        SourceRecurrent recurrent => new FileLayer(
            recurrent.Name, CellType.Of(recurrent.Cell.Kind).Name, recurrent.InputSize, recurrent.OutputSize),
        SourceActivation activation => new FileLayer(activation.Name, activation.Activation.Function.ToString(), null, null),
        UnsupportedLayer other => new FileLayer(other.Name, other.Kind, null, null, other.Reason),
        _ => new FileLayer(layer.Name, "unknown", null, null),
    };

    // What the first part gets, and what the last one returns.
    private static FileLayer OfGroup(SourceGroup group)
    {
        FileLayer first = Of(group.Parts[0]);
        int? outputs = group.Parts[^1] is SourceMerge merge ? merge.Size : first.OutputSize;
        return new FileLayer(group.Name, first.Kind, first.InputSize, outputs);
    }
}
