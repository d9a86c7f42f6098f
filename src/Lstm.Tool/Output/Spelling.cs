using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Tool.Output;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    /// <summary>Returns " Did you mean 'inspect'?" for "insepct", and an empty text if no word is similar.</summary>
    public static string Hint(string found, IEnumerable<string> words) =>
        Nearest(found, words) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>
    /// Returns the most similar word; null if more than a third of its letters would have to change. Upper and lower case count as equal.
    /// </summary>
    public static string? Nearest(string found, IEnumerable<string> words) => words
        .Select(word => (Word: word, Distance: Distance(found.ToUpperInvariant(), word.ToUpperInvariant())))
        .Where(static candidate => candidate.Distance <= Math.Max(1, candidate.Word.Length / 3))
        .OrderBy(static candidate => candidate.Distance)
        .ThenBy(static candidate => candidate.Word, StringComparer.Ordinal)
        .Select(static candidate => candidate.Word)
        .FirstOrDefault();

    // The edit distance of Damerau and Levenshtein: letters inserted, removed, replaced, or exchanged with their neighbour.
    private static int Distance(string one, string other)
    {
        int[,] distance = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i, j] = i + j;
                    continue;
                }

                int replaced = distance[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                distance[i, j] = Math.Min(replaced, 1 + Math.Min(distance[i - 1, j], distance[i, j - 1]));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    distance[i, j] = Math.Min(distance[i, j], 1 + distance[i - 2, j - 2]);
                }
            }
        }

        return distance[one.Length, other.Length];
    }
}
