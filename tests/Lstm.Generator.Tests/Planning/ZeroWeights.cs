using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Source that makes weights for a network, all zero: what is loaded, and not what it is, is asked.</summary>
internal static class ZeroWeights
{
    public static string Of(StackShape shape)
    {
        IEnumerable<string> layers = Enumerable.Range(0, shape.Cells)
            .Select(cell => Layer(shape.Cell, shape.InputOf(cell / shape.Directions)));
        (DenseChain Layer, int Inputs)[] dense = [.. shape.DenseLayers()];
        return $"new LstmWeights([{string.Join(", ", layers)}], [{Dense(dense[..shape.StemLayers])}], "
            + $"[{Dense(dense[shape.StemLayers..])}], "
            + $"bidirectional: {(shape.Bidirectional ? "true" : "false")})";
    }

    private static string Layer(CellShape cell, int inputs)
    {
        int rows = cell.Gates.Count * cell.Hidden;
        string all = $"{inputs}, {cell.Hidden}, {Zeros(rows * inputs)}, {Zeros(rows * cell.Width)}, {Zeros(rows)}";
        if (!cell.IsLstm)
        {
            return $"LstmLayerWeights.Gru({all}, {Zeros(cell.Hidden)})";
        }

        string optional = (cell.Projection > 0 ? $", projection: {Zeros(cell.Projection * cell.Hidden)}" : "") +
            (cell.Peephole ? $", peephole: {Zeros((cell.Gates.Count - 1) * cell.Hidden)}" : "") +
            (cell.LayerNorm
                ? $", gateNormWeight: {Zeros(rows)}, gateNormBias: {Zeros(rows)}, cellNormWeight: {Zeros(cell.Hidden)}, cellNormBias: "
                    + $"{Zeros(cell.Hidden)}"
                : "");
        return $"new LstmLayerWeights({all}{optional})";
    }

    private static string Dense(IEnumerable<(DenseChain Layer, int Inputs)> layers) => string.Join(
        ", ",
        layers.Select(static item =>
            $"new DenseWeights({item.Inputs}, {item.Layer.Units}, {Zeros(item.Layer.Units * item.Inputs)}, {Zeros(item.Layer.Units)})"));

    private static string Zeros(int count) => $"new float[{count}]";
}
