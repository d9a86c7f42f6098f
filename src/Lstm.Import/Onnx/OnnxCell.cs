using System.Collections.Generic;
using System.Linq;
using Lstm.Import.Conversion;
using Lstm.Shared;

namespace Lstm.Import.Onnx;

/// <summary>A row of the table of ONNX's recurrent operators.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Kind">The cell, in its ordinary form. What else it has follows from its options and its states.</param>
/// <param name="Rows">The letters of the gates, in the order of the rows of W, R and B.</param>
/// <param name="Names">The names of these rows in ONNX; empty if there is only one gate.</param>
internal sealed record OnnxCell(string Operator, CellKind Kind, string Rows, string Names)
{
    /// <summary>The position of the peephole weights among the inputs.</summary>
    public const int Peepholes = 7;

    private static readonly OnnxCell[] s_all =
    [
        new("LSTM", CellKind.Lstm, "iofg", "i, o, f, c"),
        new("GRU", CellKind.GruResetAfter, CellWeights.UpdateFirstGru, "z, r, h"),
        new("RNN", CellKind.Rnn, "a", ""),
    ];

    /// <summary>The number of blocks of rows, which includes gates that a variant of the cell does not use.</summary>
    public int Gates => Rows.Length;

    /// <summary>Whether the operator has an initial cell state.</summary>
    public bool HasCellState => StartShape.WidthOf(new CellShape(Kind, Hidden: 1), StartShape.Cell) > 0;

    /// <summary>The activations, in the order of the operator's attribute.</summary>
    public IReadOnlyList<FunctionOption> Functions => [.. CellOptions.Of(Kind).OfType<FunctionOption>()];

    /// <summary>Returns the row of an operator; null if it is not recurrent.</summary>
    public static OnnxCell? Of(string operatorName) => s_all.FirstOrDefault(row => row.Operator == operatorName);

    /// <summary>Whether the cell has an option of <see cref="CellOptions"/>.</summary>
    public bool Has(string option) => CellType.Of(Kind).Options.Contains(option);
}
