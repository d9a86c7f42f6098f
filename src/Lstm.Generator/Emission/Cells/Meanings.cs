using System.Collections.Generic;
using System.Linq;
using Lstm.Generator.Planning;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Says in comments what equations compute.</summary>
internal static class Meanings
{
    /// <summary>Returns a sentence with the meanings of equations.</summary>
    public static string Sentence(IEnumerable<Equation> equations) => Prose.Capital(List(equations)) + ".";

    /// <summary>
    /// Returns the meanings of equations, with commas and the word and. What a meaning adds after a comma of its own would look like
    /// another equation of the list.
    /// </summary>
    public static string List(IEnumerable<Equation> equations)
    {
        string[] meanings = [.. equations.Select(static equation => equation.Meaning)];
        return meanings.Length == 1 ? meanings[0] : Prose.List([.. meanings.Select(static meaning => meaning.Split(',')[0])]);
    }
}
