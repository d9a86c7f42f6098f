using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Layers;

/// <summary>Short descriptions of the layers of a file that is refused.</summary>
internal static class FileLayers
{
    public static IReadOnlyList<FileLayer> Of(IEnumerable<SourceLayer> layers) => [.. layers.Select(static layer => layer switch
    {
        SourceDense dense => new FileLayer(dense.Name, "Dense", dense.InputSize, dense.OutputSize),
        SourceUnits units => new FileLayer(units.Name, units.Layer.Attribute, units.InputSize, units.OutputSize),
        SourcePool pool => new FileLayer(pool.Name, $"pooling ({pool.Pooling})", null, null),
        SourceRecurrent recurrent => new FileLayer(
            recurrent.Name, CellType.Of(recurrent.Cell.Kind).Name, recurrent.InputSize, recurrent.OutputSize),
        SourceActivation activation => new FileLayer(activation.Name, activation.Activation.Function.ToString(), null, null),
        UnsupportedLayer other => new FileLayer(other.Name, other.Kind, null, null, other.Reason),
        _ => new FileLayer(layer.Name, "unknown", null, null),
    })];
}
