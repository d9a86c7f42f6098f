using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>
/// The layout of a trace, in floats: for each cell what its equations compute, in their order, without padding. The hidden state is last.
/// </summary>
internal sealed class TracePlan
{
    private readonly List<int> _starts = [];

    public TracePlan(NetworkShape network)
    {
        foreach (CellPlace cell in network.Cells)
        {
            _starts.Add(Length);
            Length += LengthOf(cell.Shape);
        }
    }

    /// <summary>The length of a trace.</summary>
    public int Length { get; }

    /// <summary>Returns the offset of a cell.</summary>
    public int StartOf(int cell) => _starts[cell];

    /// <summary>Returns the number of floats of a cell.</summary>
    public static int LengthOf(CellShape cell) => TraceVector.Of(cell).Sum(static vector => vector.Length);

    /// <summary>Returns the values of a cell that have no place of their own in memory: they are kept for the trace.</summary>
    public static string KeptOf(Cell cell) => string.Concat(cell.Equations
        .Where(equation => equation.Role == EquationRole.Value && cell.Letters.IndexOf(equation.Letter) < 0)
        .Select(static equation => equation.Letter));
}
