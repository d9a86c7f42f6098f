using System;
using System.Globalization;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>
/// A reader of text files with one step on each line. Values are separated by commas, semicolons, tabs or spaces and have a decimal point
/// in any culture.
/// </summary>
/// <remarks>
/// Empty lines and lines that start with # are skipped. The first other line is skipped if it contains no number (a header line).
/// </remarks>
internal sealed class CsvSequenceReader : SequenceReader
{
    private const int LongestQuote = 40;

    private readonly string _file;
    private readonly LineReader _lines;
    private char? _separator;

    public CsvSequenceReader(string file, Stream stream, int width)
    {
        _file = file;
        _lines = new LineReader(file, new StreamReader(stream));
        Width = width;
    }

    public override int Width { get; }

    public override long? Steps => null;

    public override int Read(Span<float> values)
    {
        int steps = 0;
        while ((steps + 1) * Width <= values.Length && _lines.TryRead(out ReadOnlySpan<char> line))
        {
            line = line.Trim();
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            bool isFirst = _separator is null;
            _separator ??= SeparatorOf(line);
            if (!isFirst || !IsHeading(line))
            {
                ReadStep(line, values.Slice(steps * Width, Width));
                steps++;
            }
        }

        return steps;
    }

    public override void Dispose() => _lines.Dispose();

    // With semicolons as separators, a comma inside a value makes the value an invalid number.
    private static char SeparatorOf(ReadOnlySpan<char> line) =>
        line.Contains(';') ? ';' : line.Contains('\t') ? '\t' : line.Contains(',') ? ',' : ' ';

    private void ReadStep(ReadOnlySpan<char> line, Span<float> values)
    {
        int count = 0;
        ReadOnlySpan<char> rest = line;
        while (TryTake(ref rest, out ReadOnlySpan<char> cell))
        {
            if (count < Width)
            {
                values[count] = Parse(cell, count);
            }

            count++;
        }

        if (count != Width)
        {
            throw new SequenceFormatException(_file, At(), $"{Width} {(Width == 1 ? "value" : "values")} in each step", $"{count}");
        }
    }

    private bool IsHeading(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> rest = line;
        while (TryTake(ref rest, out ReadOnlySpan<char> cell))
        {
            if (TryParse(cell, out _))
            {
                return false;
            }
        }

        return true;
    }

    // Several spaces act as one separator. Two other separators in a row enclose an empty value; one at the end of a line is ignored.
    private bool TryTake(ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> cell)
    {
        char separator = _separator!.Value;
        if (separator == ' ')
        {
            rest = rest.TrimStart(' ');
        }

        if (rest.IsEmpty)
        {
            cell = default;
            return false;
        }

        int end = rest.IndexOf(separator);
        cell = (end < 0 ? rest : rest[..end]).Trim().Trim('"');
        rest = end < 0 ? default : rest[(end + 1)..];
        return true;
    }

    private float Parse(ReadOnlySpan<char> cell, int column) => TryParse(cell, out float value) && float.IsFinite(value)
        ? value
        : throw new SequenceFormatException(_file, $"{At()}, column {column + 1}", "a finite number with a decimal point", Quoted(cell));

    private static bool TryParse(ReadOnlySpan<char> cell, out float value) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private string At() => string.Create(CultureInfo.InvariantCulture, $"line {_lines.Number}");

    private static string Quoted(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty)
        {
            return "nothing";
        }

        string text = new(cell[..Math.Min(cell.Length, LongestQuote)]);
        return $"'{string.Concat(Array.ConvertAll(text.ToCharArray(), static c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c))}'";
    }
}
