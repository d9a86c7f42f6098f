using System.Collections.Generic;
using System.Linq;
using Spectre.Console;

namespace Lstm.Tool.Output;

/// <summary>A writer of results as text lines and tables. Text from files is never interpreted as markup.</summary>
internal sealed class TextOutput(ToolConsole console)
{
    private readonly IAnsiConsole _text = console.Text;

    /// <summary>Writes a line. Long lines are not wrapped, so that copied text contains no extra line breaks.</summary>
    public void Line(string text = "")
    {
        console.Out.WriteLine(text);
    }

    /// <summary>Writes each line of a text, indented.</summary>
    public void Block(string text)
    {
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            Line(line.Length == 0 ? "" : "    " + line);
        }
    }

    /// <summary>Writes a table.</summary>
    /// <param name="columns">The headings. One that ends in a colon heads a column of text, any other a column of numbers.</param>
    /// <param name="rows">The cells.</param>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
        {
            bool isText = column.EndsWith(':');
            TableColumn heading = new TableColumn(Markup.Escape(column.TrimEnd(':'))).NoWrap();
            table.AddColumn(isText ? heading : heading.RightAligned());
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(static cell => new Text(cell))]);
        }

        _text.Write(table);
    }
}
