using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Tests.Planning;

/// <summary>Source that makes weights for a network, all zero: what is loaded, and not what it is, is asked.</summary>
internal static class ZeroWeights
{
    public static string Of(NetworkShape shape) =>
        $"new LstmWeights([{string.Join(", ", Enumerable.Range(0, shape.Layers.Count).Select(layer => Layer(shape, layer)))}])";

    private static string Layer(NetworkShape shape, int layer)
    {
        int inputs = shape.InputOf(layer);
        return shape.Layers[layer] switch
        {
            DenseShape dense => $"new DenseWeights({inputs}, {dense.Units}, {Zeros(dense.Units * inputs)}, {Zeros(dense.Units)})",
            PointwiseShape { Kind: PointwiseKind.Affine } => $"new AffineWeights({Zeros(inputs)}, {Zeros(inputs)})",
            RecurrentShape recurrent =>
                $"new RecurrentWeights({string.Join(", ", Enumerable.Repeat(Cell(recurrent.Cell, inputs), recurrent.Directions))})",
            _ => throw new System.InvalidOperationException("There is no other layer."),
        };
    }

    private static string Cell(CellShape cell, int inputs)
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

    private static string Zeros(int count) => $"new float[{count}]";
}
