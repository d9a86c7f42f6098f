using System.Collections.Generic;
using System.Linq;
using Spectre.Console;

namespace Lstm.Tool.Output;

/// <summary>Answers for people: lines and tables. No text that comes from a file is taken for markup.</summary>
internal sealed class TextOutput(ToolConsole console)
{
    private readonly IAnsiConsole _text = console.Text;

    /// <summary>A line; a long one is left to the terminal to break, so that what is pasted from it is whole.</summary>
    public void Line(string text = "")
    {
        console.Out.WriteLine(text);
    }

    /// <summary>Lines under each other, indented.</summary>
    public void Block(string text)
    {
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            Line(line.Length == 0 ? "" : "    " + line);
        }
    }

    /// <summary>A table.</summary>
    /// <param name="columns">The headings; those that end in a colon stand above text, the others above numbers.</param>
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
