using System.Collections.Generic;
using System.Linq;

namespace Lstm.Import.Layers;

/// <summary>Short descriptions of the layers of a file that is refused.</summary>
internal static class FileLayers
{
    public static IReadOnlyList<FileLayer> Of(IEnumerable<SourceLayer> layers) => [.. layers.Select(static layer => layer switch
    {
        SourceDense dense => new FileLayer(dense.Name, "Dense", dense.Weights.InputSize, dense.Weights.OutputSize),
        SourceRecurrent recurrent => new FileLayer(
            recurrent.Name, recurrent.Cell.IsLstm ? "LSTM" : "GRU", recurrent.InputSize, recurrent.OutputSize),
        SourceActivation activation => new FileLayer(activation.Name, activation.Activation.Function.ToString(), null, null),
        UnsupportedLayer other => new FileLayer(other.Name, other.Kind, null, null, other.Reason),
        _ => new FileLayer(layer.Name, "unknown", null, null),
    })];
}
