using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm;

/// <summary>
/// Names that differ only in a number at the end: <c>fc.0</c> and <c>fc.2</c> of an nn.Sequential, or <c>fc1</c> and <c>fc2</c>.
/// </summary>
internal static class NumberedName
{
    // Fits in an int.
    private const int MostDigits = 6;

    /// <summary>Splits a name into its text and its number at the end; returns null if it has no such number.</summary>
    public static (string Text, int Number)? Parse(string name)
    {
        string text = name.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return name.Length - text.Length is > 0 and <= MostDigits
            ? (text, int.Parse(name.AsSpan(text.Length), NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Returns the items in the order of their numbers; null if their names differ in more than the number.</summary>
    public static List<T>? Sort<T>(IEnumerable<T> items, Func<T, string> nameOf)
    {
        List<(T Item, (string Text, int Number)? Name)> parsed = [.. items.Select(item => (item, Parse(nameOf(item))))];
        return parsed.Count > 0
            && parsed.TrueForAll(item => item.Name is { } name && name.Text == parsed[0].Name?.Text)
            && parsed.DistinctBy(static item => item.Name!.Value.Number).Count() == parsed.Count
            ? [.. parsed.OrderBy(static item => item.Name!.Value.Number).Select(static item => item.Item)]
            : null;
    }
}
