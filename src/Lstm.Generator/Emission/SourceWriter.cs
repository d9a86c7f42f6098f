using System;
using System.Text;

namespace Lstm.Generator.Emission;

/// <summary>Writes indented source text: LF only, no culture, braces closed by scopes.</summary>
internal sealed class SourceWriter
{
    private const int IndentWidth = 4;

    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>An empty line; never two in a row, never right after an opening brace.</summary>
    public void Line()
    {
        if (_text.Length > 1 && _text[_text.Length - 2] is not ('\n' or '{'))
        {
            _text.Append('\n');
        }
    }

    /// <summary>One line, at the current indent.</summary>
    public void Line(string line)
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _indent * IndentWidth).Append(line);
        }

        _text.Append('\n');
    }

    /// <summary>A raw string of several lines, each at the current indent.</summary>
    public void Lines(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n'))
        {
            Line(line);
        }
    }

    /// <summary>Writes a header and an opening brace; disposing the scope closes it.</summary>
    public Scope Block(string header)
    {
        Lines(header);
        return Block();
    }

    /// <summary>Writes an opening brace; disposing the scope closes it.</summary>
    public Scope Block()
    {
        Line("{");
        _indent++;
        return new Scope(this);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>An open brace.</summary>
    public readonly struct Scope(SourceWriter writer) : IDisposable
    {
        /// <summary>Closes the brace.</summary>
        public void Dispose()
        {
            // No blank line before a closing brace.
            StringBuilder text = writer._text;
            if (text.Length > 1 && text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n')
            {
                text.Length--;
            }

            writer._indent--;
            writer.Line("}");
        }
    }
}
