using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Layers;
using Lstm.Import.Safetensors;
using Lstm.Shared;

namespace Lstm.Import.Export;

/// <summary>The layers of a network that is written in another format.</summary>
internal static class ExportLayers
{
    /// <summary>Returns the layers, in the order of the data, with numbered names.</summary>
    public static IReadOnlyList<SourceLayer> Of(ModelDescription model) =>
        new CanonicalLayers(model.Weights, model.Shape, CanonicalNames.Numbered).All;

    /// <summary>Returns the exception for a layer that a format does not have.</summary>
    public static WeightFormatException Refused(ModelDescription model, SourceLayer layer, string format, string what) =>
        WeightFormatException.Refused(model.Source, layer.Name, $"{format} has no layer like '{layer.Name}': {what}");

    /// <summary>Returns what of a cell neither ONNX nor PyTorch has; null if there is nothing.</summary>
    public static string? Foreign(CellShape cell) => cell switch
    {
        { Kind: not (CellKind.Lstm or CellKind.GruResetAfter or CellKind.GruResetBefore or CellKind.Rnn) } =>
            $"its cell is {CellType.Of(cell.Kind).Name}",
        { LayerNorm: true } => "its gates are normalised",
        { StochasticForget: true } => "its forget gate is stochastic",
        { CellClip: > 0 } => "its cell state has a limit",
        _ => null,
    };

    /// <summary>Returns the rows of a matrix or a bias in another order of the gates, with zeros for gates that a cell has not.</summary>
    /// <param name="values">The rows, in the order of <paramref name="stored"/>.</param>
    /// <param name="stored">The letters of the gates in the values.</param>
    /// <param name="wanted">The letters of the gates in the result.</param>
    public static float[] Rows(float[] values, string stored, string wanted)
    {
        int block = values.Length / stored.Length;
        return
        [
            .. wanted.SelectMany(letter => stored.IndexOf(letter, System.StringComparison.Ordinal) is >= 0 and int place
                ? values.Skip(place * block).Take(block)
                : Enumerable.Repeat(0f, block)),
        ];
    }
}
