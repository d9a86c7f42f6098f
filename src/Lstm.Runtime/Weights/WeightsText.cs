using System;
using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>Describes layers in the words of messages.</summary>
internal static class WeightsText
{
    /// <summary>Returns the kind of a cell: "an LSTM with four gates, peepholes". Cells of one kind can differ in their sizes.</summary>
    public static string KindOf(CellShape cell)
    {
        List<string> parts = [];
        if (cell.Projection > 0)
        {
            parts.Add($"a projection to {cell.Projection}");
        }

        if (cell.Peephole)
        {
            parts.Add("peepholes");
        }

        if (cell.LayerNorm)
        {
            parts.Add("layer normalisation");
        }

        string name = !cell.IsLstm ? NameOf(cell) : cell.CoupledGates ? "an LSTM with coupled gates" : "an LSTM with four gates";
        return parts.Count == 0 ? name : $"{name}, {string.Join(" and ", parts)}";
    }

    /// <summary>Returns the name of a cell with its article: "a GRU".</summary>
    public static string NameOf(CellShape cell)
    {
        // Letters that are spoken with a vowel first, as in "an LSTM".
        string name = CellType.Of(cell.Kind).Name;
        return "AEFHILMNORSX".Contains(char.ToUpperInvariant(name[0]), StringComparison.Ordinal) ? $"an {name}" : $"a {name}";
    }

    /// <summary>Returns a cell with its sizes.</summary>
    public static string Of(LstmLayerWeights cell) =>
        $"{KindOf(cell.Shape)} of {Count(cell.InputSize, "input")} and {Count(cell.HiddenSize, "unit")}";

    /// <summary>Returns a layer with its sizes but without its inputs, which are the outputs of the layer before.</summary>
    public static string Of(LayerShape layer) => layer switch
    {
        RecurrentShape { Bidirectional: true } both => $"{KindOf(both.Cell)} of {Count(both.Cell.Hidden, "unit")} in both directions",
        RecurrentShape one => $"{KindOf(one.Cell)} of {Count(one.Cell.Hidden, "unit")}",
        PoolShape pool => $"pooling ({pool.Pooling})",
        Conv1DShape convolution => $"a convolution of {Count(layer.Outputs, "filter")} over {Count(convolution.Kernel, "step")}",
        EmbeddingShape embedding => $"an embedding of {Count(embedding.Vocabulary, "token")} in {Count(layer.Outputs, "value")}",
        LayerNormShape => $"layer normalisation of {Count(layer.Outputs, "value")}",
        ResidualShape residual => $"a residual connection around {Count(residual.Layers, "layer")}",
        MergeShape merge => $"a merge of two directions ({merge.Merging}) into {Count(layer.Outputs, "value")}",
        PointwiseShape { Kind: PointwiseKind.Affine } => $"an affine layer of {Count(layer.Outputs, "value")}",
        PointwiseShape { Kind: PointwiseKind.PRelu } => $"a PReLU of {Count(layer.Outputs, "value")}",
        PointwiseShape pointwise => $"the activation {pointwise.Activation.Function} of {Count(layer.Outputs, "value")}",
        _ => $"a dense layer of {Count(layer.Outputs, "unit")}",
    };

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
