using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm;

/// <summary>The shapes of tensors that hold one state of every cell: initial states, and the start of a self-test.</summary>
internal static class StartShape
{
    /// <summary>The letter of the hidden state.</summary>
    public const char Hidden = CellBuilder.HiddenLetter;

    /// <summary>The letter of the cell state.</summary>
    public const char Cell = 'c';

    /// <summary>
    /// Returns [cells, width] if every cell has the state and all are equally wide. Otherwise [values]: the states of the cells that have
    /// it, one after the other. Empty if no cell has it.
    /// </summary>
    public static int[] Of(IReadOnlyList<CellShape> cells, char letter)
    {
        int[] widths = [.. cells.Select(cell => WidthOf(cell, letter)).Where(static width => width > 0)];
        return widths.Length == 0 ? []
            : widths.Length == cells.Count && widths.Distinct().Count() == 1 ? [widths.Length, widths[0]]
            : [widths.Sum()];
    }

    /// <summary>Returns the width of a state of a cell; 0 if the cell does not have it.</summary>
    public static int WidthOf(CellShape cell, char letter) =>
        cell.Definition.States.FirstOrDefault(state => state.Letter == letter)?.Width ?? 0;
}
