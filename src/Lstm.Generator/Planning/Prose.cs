using System.Collections.Generic;
using System.Linq;

namespace Lstm.Generator.Planning;

/// <summary>Writes parts of sentences.</summary>
internal static class Prose
{
    /// <summary>Returns items with commas, and a word before the last of several: a, b and c.</summary>
    public static string List(IReadOnlyList<string> items, string word = "and") => items.Count == 1
        ? items[0]
        : $"{string.Join(", ", items.Take(items.Count - 1))} {word} {items[items.Count - 1]}";

    /// <summary>Returns the beginning of a sentence.</summary>
    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
