using System;
using System.Text;

namespace Lstm.Generator.Emission;

/// <summary>Writes indented source text: LF only, no culture, braces closed by scopes, lines of at most 140 columns.</summary>
internal sealed class SourceWriter(EmissionOptions options)
{
    private const int IndentWidth = 4;

    private readonly StringBuilder _text = new();
    private int _indent;

    public EmissionOptions Options => options;

    /// <summary>Writes an empty line, but never two in a row and never one right after an opening brace.</summary>
    public void Line()
    {
        if (_text.Length > 1 && _text[_text.Length - 2] is not ('\n' or '{'))
        {
            _text.Append('\n');
        }
    }

    /// <summary>Writes a line at the current indent, or several where one would be too long.</summary>
    public void Line(string line)
    {
        foreach (string part in LineBreaks.Fit(line, _indent * IndentWidth))
        {
            if (part.Length > 0)
            {
                _text.Append(' ', _indent * IndentWidth).Append(part);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Writes the lines of a raw string, each at the current indent.</summary>
    public void Lines(string lines)
    {
        foreach (string line in lines.Replace("\r", "").Split('\n'))
        {
            Line(line);
        }
    }

    /// <summary>Declares a reference a number of floats behind another.</summary>
    public void Place(string name, string start, int offset) => Line($"ref float {name} = ref {Text.At(start, offset)};");

    /// <summary>Opens a method of a kernel. Disposing the scope closes it.</summary>
    public Scope Method(JitHint hint, string signature)
    {
        string attribute = (hint, options.SkipsTiers) switch
        {
            (JitHint.Inline, _) => "[MethodImpl(MethodImplOptions.AggressiveInlining)]\n",
            (JitHint.Optimise, true) => "[MethodImpl(MethodImplOptions.AggressiveOptimization)]\n",
            (JitHint.Optimise, false) => "",
            (_, true) => "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]\n",
            (_, false) => "[MethodImpl(MethodImplOptions.NoInlining)]\n",
        };
        return Block(attribute + signature);
    }

    /// <summary>Writes a header and an opening brace. Disposing the scope closes it.</summary>
    public Scope Block(string header)
    {
        Lines(header);
        return Block();
    }

    /// <summary>Writes an opening brace. Disposing the scope closes it.</summary>
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
