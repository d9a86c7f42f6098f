using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Lstm.Import.StateDict;

/// <summary>Names that differ in a last number alone: <c>fc.0</c> and <c>fc.2</c> of an nn.Sequential, <c>fc1</c> and <c>fc2</c>.</summary>
internal static class NumberedName
{
    // Small enough for an int.
    private const int MostDigits = 6;

    /// <summary>A name without its last number, and the number; null for a name without.</summary>
    public static (string Text, int Number)? Parse(string name)
    {
        string text = name.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return name.Length - text.Length is > 0 and <= MostDigits
            ? (text, int.Parse(name.AsSpan(text.Length), NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Items in the order of their numbers; null when their names do not differ in a last number alone.</summary>
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
