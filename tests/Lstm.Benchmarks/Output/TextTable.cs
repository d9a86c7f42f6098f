using System;
using System.Linq;

namespace Lstm.Benchmarks.Output;

/// <summary>A Markdown table, printed row by row as the numbers come in.</summary>
internal sealed class TextTable
{
    private readonly string[] _columns;

    /// <param name="columns">The headings; a column is as wide as its heading.</param>
    public TextTable(params string[] columns)
    {
        _columns = columns;
        Row(columns);
        Console.WriteLine("|" + string.Concat(columns.Select(static column => new string('-', column.Length + 1) + ":|")));
    }

    public void Row(params string[] cells) =>
        Console.WriteLine("|" + string.Concat(cells.Select((cell, index) => " " + cell.PadLeft(_columns[index].Length) + " |")));
}
