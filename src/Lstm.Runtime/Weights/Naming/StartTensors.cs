using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.Safetensors;
using Lstm.Shared;

namespace Lstm;

/// <summary>The tensors of an initial state. Their names and shapes are checked, but their values are not read yet.</summary>
/// <param name="Hidden">The hidden states, with the shape that <see cref="StartShape"/> gives; null if there are none.</param>
/// <param name="Cell">The cell states, with such a shape; null if there are none, and in a GRU.</param>
internal sealed record StartTensors(SafetensorsTensor? Hidden, SafetensorsTensor? Cell)
{
    public const string InitialHiddenName = "initial_h0";
    public const string InitialCellName = "initial_c0";

    public IEnumerable<SafetensorsTensor> All => new[] { Hidden, Cell }.OfType<SafetensorsTensor>();

    /// <summary>Finds the trained initial state of an LSTM. Its tensors are null if there is none.</summary>
    /// <exception cref="WeightFormatException">
    /// Several initial states match, or only half of one exists, or its sizes do not match.
    /// </exception>
    public static StartTensors FindInitial(SafetensorsCatalog catalog, LstmModule lstm)
    {
        string? module = OwnTensors.FindModule(catalog, lstm, "initial state", InitialHiddenName, InitialCellName);
        return module is null
            ? new StartTensors(null, null)
            : Find(catalog, lstm.Cells, module + InitialHiddenName, module + InitialCellName);
    }

    /// <summary>Finds an initial state by the names of its parts. Its tensors are null if there is none.</summary>
    /// <exception cref="WeightFormatException">Only half of a state exists, or its sizes do not match.</exception>
    public static StartTensors Find(
        SafetensorsCatalog catalog, IReadOnlyList<CellShape> cells, string hiddenName, string cellName)
    {
        SafetensorsTensor? hidden = catalog.Find(hiddenName);
        SafetensorsTensor? cell = catalog.Find(cellName);
        long[] hiddenShape = Array.ConvertAll(StartShape.Of(cells, StartShape.Hidden), static size => (long)size);
        long[] cellShape = Array.ConvertAll(StartShape.Of(cells, StartShape.Cell), static size => (long)size);
        if (cell is not null && cellShape.Length == 0)
        {
            throw catalog.Error(cell.Name, $"no cell state in {WeightsText.NameOf(cells[0])}", $"shape {cell.ShapeText}");
        }

        if (hidden is null && cell is null)
        {
            return new StartTensors(null, null);
        }

        catalog.CheckShape(hidden ?? catalog.Require(hiddenName), hiddenShape);
        if (cellShape.Length > 0)
        {
            catalog.CheckShape(cell ?? catalog.Require(cellName), cellShape);
        }

        return new StartTensors(hidden, cell);
    }
}
