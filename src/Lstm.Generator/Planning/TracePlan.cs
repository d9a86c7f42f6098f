using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Planning;

/// <summary>A vector in the trace of a cell.</summary>
/// <param name="Equation">The equation that computes it.</param>
/// <param name="Offset">Its offset from the start of the cell.</param>
/// <param name="Length">Its length.</param>
internal sealed record TraceVector(Equation Equation, int Offset, int Length)
{
    public char Letter => Equation.Letter;

    /// <summary>Its name as a method, from the meaning of the equation: the new cell state is Cell.</summary>
    public string Name => string.Concat(
        Equation.Meaning.Split(',')[0].Split(' ')
            .Where(word => word != "new" && (word != "state" || Equation.Role != EquationRole.State))
            .Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
}

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
    public static int LengthOf(CellShape cell) => VectorsOf(cell).Sum(static vector => vector.Length);

    /// <summary>Returns the vectors of a cell.</summary>
    public static IReadOnlyList<TraceVector> VectorsOf(CellShape cell)
    {
        List<TraceVector> vectors = [];
        int offset = 0;
        foreach (Equation equation in cell.Definition.Equations.Where(static equation => equation.Role is not (EquationRole.Multiplied or EquationRole.Auxiliary)))
        {
            int length = equation.Letter == CellBuilder.HiddenLetter ? cell.Width : cell.Hidden;
            vectors.Add(new TraceVector(equation, offset, length));
            offset += length;
        }

        return vectors;
    }

    /// <summary>Returns the values of a cell that have no place of their own in memory: they are kept for the trace.</summary>
    public static string KeptOf(Cell cell) => string.Concat(cell.Equations
        .Where(equation => equation.Role == EquationRole.Value && cell.Letters.IndexOf(equation.Letter) < 0)
        .Select(static equation => equation.Letter));
}
