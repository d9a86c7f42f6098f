using System.Collections.Generic;
using System.Linq;
using Lstm.Shared;

namespace Lstm.Generator.Emission;

/// <summary>Says in comments what equations compute.</summary>
internal static class Meanings
{
    /// <summary>Returns a sentence with the meanings of equations.</summary>
    public static string Sentence(IEnumerable<Equation> equations)
    {
        string list = List(equations);
        return char.ToUpperInvariant(list[0]) + list.Substring(1) + ".";
    }

    /// <summary>Returns the meanings of equations, with commas and the word and.</summary>
    public static string List(IEnumerable<Equation> equations)
    {
        string[] meanings = [.. equations.Select(static equation => equation.Meaning.Split(',')[0])];
        return meanings.Length == 1
            ? meanings[0]
            : string.Join(", ", meanings.Take(meanings.Length - 1)) + " and " + meanings[meanings.Length - 1];
    }
}
