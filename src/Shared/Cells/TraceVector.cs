using System.Collections.Generic;
using System.Linq;

namespace Lstm.Shared;

/// <summary>A vector in the trace of a cell: a gate, a candidate or a new state.</summary>
/// <remarks>
/// Its names derive from the meaning of its equation. The generator and the tool use the same rule, so that a page has the words of the
/// generated methods.
/// </remarks>
/// <param name="Equation">The equation that computes it.</param>
/// <param name="Offset">Its offset from the start of the cell, in values.</param>
/// <param name="Length">Its length.</param>
internal sealed record TraceVector(Equation Equation, int Offset, int Length)
{
    private const string New = "new";

    /// <summary>Its letter in the equations.</summary>
    public char Letter => Equation.Letter;

    /// <summary>Whether it is a new state.</summary>
    public bool IsState => Equation.Role == EquationRole.State;

    /// <summary>Whether it is a candidate, whose usual range is -1 to 1.</summary>
    public bool IsCandidate => Equation.Role == EquationRole.Candidate;

    /// <summary>What it is, without conditions: "input gate, stabilised" is "input gate".</summary>
    public string Meaning => Equation.Meaning.Split(',')[0];

    /// <summary>Its name in a text: "input gate", "cell state".</summary>
    public string Name => string.Join(" ", Words);

    /// <summary>Its name in a document: "inputGate", "cellState".</summary>
    public string Key => Joined(Words.Take(1)).ToLowerInvariant() + Joined(Words.Skip(1));

    /// <summary>Its name as a method: "InputGate", and "Cell" for the new cell state.</summary>
    public string Method => Joined(Words.Where(word => !IsState || word != "state"));

    private IEnumerable<string> Words => Meaning.Split(' ').Where(static word => word != New);

    /// <summary>Returns the vectors of a cell in the order of its equations.</summary>
    public static IReadOnlyList<TraceVector> Of(CellShape cell)
    {
        List<TraceVector> vectors = [];
        int offset = 0;
        foreach (Equation equation in cell.Definition.Equations.Where(static equation => IsTraced(equation.Role)))
        {
            int length = equation.Letter == CellBuilder.HiddenLetter ? cell.Width : cell.Hidden;
            vectors.Add(new TraceVector(equation, offset, length));
            offset += length;
        }

        return vectors;
    }

    private static bool IsTraced(EquationRole role) => role is not (EquationRole.Multiplied or EquationRole.Auxiliary);

    private static string Joined(IEnumerable<string> words) =>
        string.Concat(words.Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));
}
