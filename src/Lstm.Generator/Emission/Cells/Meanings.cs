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

    /// <summary>
    /// Returns the meanings of equations, with commas and the word and. What a meaning adds after a comma of its own would look like
    /// another equation of the list.
    /// </summary>
    public static string List(IEnumerable<Equation> equations)
    {
        string[] meanings = [.. equations.Select(static equation => equation.Meaning)];
        if (meanings.Length == 1)
        {
            return meanings[0];
        }

        string[] names = [.. meanings.Select(static meaning => meaning.Split(',')[0])];
        return string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1];
    }
}
