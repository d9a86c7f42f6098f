using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Import.Conversion;

/// <summary>Builds canonical weights of any cell from two biases, as most formats have them.</summary>
internal static class CellWeights
{
    /// <summary>The letters of a GRU's blocks in the order of ONNX and Keras: z, r, h, where h is the candidate.</summary>
    public const string UpdateFirstGru = "zrn";

    /// <summary>Returns the letters of the blocks of rows, in canonical order.</summary>
    public static string RowsOf(CellShape cell) => string.Concat(cell.Gates.Select(static gate => gate.Letter));

    /// <summary>Builds the weights. Adds the two biases of each gate, unless the cell keeps them separate.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="inputSize">The number of inputs.</param>
    /// <param name="input">The input weights, [gates·hidden, input].</param>
    /// <param name="recurrent">The recurrent weights, [gates·hidden, hidden or projection].</param>
    /// <param name="inputBias">The bias of the input weights, [gates·hidden].</param>
    /// <param name="recurrentBias">The bias of the recurrent weights, [gates·hidden].</param>
    /// <param name="projection">The projection, [projection, hidden]; empty for none.</param>
    /// <param name="peephole">The peephole weights in canonical order; empty for none.</param>
    /// <exception cref="ArgumentException">A size is out of its range, the length of an array does not match its shape, or a value is not
    /// finite.</exception>
    public static LstmLayerWeights Of(
        CellShape cell,
        int inputSize,
        float[] input,
        float[] recurrent,
        float[] inputBias,
        float[] recurrentBias,
        float[]? projection = null,
        float[]? peephole = null)
    {
        int hiddenSize = cell.Hidden;
        WeightArguments.InputSize(inputSize);
        WeightArguments.Size(hiddenSize);
        Dictionary<CellTensorKind, float[]> tensors = new()
        {
            [CellTensorKind.Input] = input,
            [CellTensorKind.Recurrent] = recurrent,
            [CellTensorKind.Bias] = Matrices.Sum(inputBias, recurrentBias),
            [CellTensorKind.Projection] = projection ?? [],
            [CellTensorKind.Peephole] = peephole ?? [],
        };
        if (cell.Definition.TwoBiases is { } gate)
        {
            int start = cell.RowsOf(gate) * hiddenSize;
            inputBias.AsSpan(start, hiddenSize).CopyTo(tensors[CellTensorKind.Bias].AsSpan(start));
            tensors[CellTensorKind.RecurrentBias] = recurrentBias.AsSpan(start, hiddenSize).ToArray();
        }

        return new LstmLayerWeights(cell, inputSize, tensors);
    }
}
