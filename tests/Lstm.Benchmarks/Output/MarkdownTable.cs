using System;
using System.Collections.Generic;
using System.Linq;

namespace Lstm.Benchmarks.Output;

/// <summary>A table in Markdown with padded columns, so that it is readable on a terminal too.</summary>
/// <param name="headings">The headings. Numbers are aligned to the right. A heading that starts with a blank is that of a text column,
/// aligned to the left.</param>
internal sealed class MarkdownTable(params IReadOnlyList<string> headings)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">The cells, one for each heading.</param>
    public void Row(params IReadOnlyList<string> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Count, headings.Count, nameof(cells));
        _rows.Add(cells);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        int[] widths =
            [.. headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Trim().Length).Max())];
        bool[] isText = [.. headings.Select(static heading => heading.StartsWith(' '))];
        string Line(IReadOnlyList<string> cells) => string.Concat(cells.Select((cell, column) =>
            $"| {(isText[column] ? cell.Trim().PadRight(widths[column]) : cell.Trim().PadLeft(widths[column]))} ")) + "|\n";

        string rule = string.Concat(widths.Select((width, column) =>
            isText[column] ? $"|{new string('-', width + 2)}" : $"|{new string('-', width + 1)}:")) + "|\n";
        return Line(headings) + rule + string.Concat(_rows.Select(Line));
    }
}
