using System.Collections.Generic;

namespace Lstm.Shared;

/// <summary>A tensor of a cell in the canonical weights.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Rows">The number of rows: of the gates in order, or of the projection.</param>
/// <param name="Columns">The number of columns; 1 for a vector.</param>
internal readonly record struct CellTensor(CellTensorKind Kind, int Rows, int Columns)
{
    public int Length => Rows * Columns;
}

/// <summary>The kinds of a cell's canonical tensors.</summary>
internal enum CellTensorKind
{
    /// <summary>The input weights, [gates·hidden, input].</summary>
    Input,

    /// <summary>The recurrent weights, [gates·hidden, hidden or projection].</summary>
    Recurrent,

    /// <summary>The bias, [gates·hidden].</summary>
    Bias,

    /// <summary>The recurrent bias of a gate with two biases, [hidden].</summary>
    RecurrentBias,

    /// <summary>The projection, [projection, hidden].</summary>
    Projection,

    /// <summary>The peephole weights, [gates with peepholes·hidden].</summary>
    Peephole,

    /// <summary>The scale (gamma) of the normalised pre-activations, [gates·hidden].</summary>
    GateNormWeight,

    /// <summary>The shift (beta) of the normalised pre-activations, [gates·hidden].</summary>
    GateNormBias,

    /// <summary>The scale (gamma) of the normalised cell state, [hidden].</summary>
    CellNormWeight,

    /// <summary>The shift (beta) of the normalised cell state, [hidden].</summary>
    CellNormBias,
}

/// <summary>Lists the canonical tensors of a cell, which follow from its definition.</summary>
internal static class CellTensors
{
    public static IEnumerable<CellTensor> Of(CellShape shape, int inputs)
    {
        Cell cell = shape.Definition;
        int rows = cell.Gates.Count * shape.Hidden;
        yield return new CellTensor(CellTensorKind.Input, rows, inputs);
        yield return new CellTensor(CellTensorKind.Recurrent, rows, shape.Width);
        yield return new CellTensor(CellTensorKind.Bias, rows, 1);
        if (cell.TwoBiases is not null)
        {
            yield return new CellTensor(CellTensorKind.RecurrentBias, shape.Hidden, 1);
        }

        if (cell.IsProjected)
        {
            yield return new CellTensor(CellTensorKind.Projection, shape.Projection, shape.Hidden);
        }

        if (cell.PeepholeGates.Length > 0)
        {
            yield return new CellTensor(CellTensorKind.Peephole, cell.PeepholeGates.Length * shape.Hidden, 1);
        }

        if (cell.NormalisedSums.Length > 0)
        {
            yield return new CellTensor(CellTensorKind.GateNormWeight, rows, 1);
            yield return new CellTensor(CellTensorKind.GateNormBias, rows, 1);
        }

        if (cell.NormalisedStates.Length > 0)
        {
            yield return new CellTensor(CellTensorKind.CellNormWeight, shape.Hidden, 1);
            yield return new CellTensor(CellTensorKind.CellNormBias, shape.Hidden, 1);
        }
    }
}
