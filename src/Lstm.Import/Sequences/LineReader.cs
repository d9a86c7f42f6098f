using System;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>
/// A reader of lines. It returns spans over one buffer, so a file of a million steps does not allocate a million strings.
/// </summary>
internal sealed class LineReader(string file, TextReader reader) : IDisposable
{
    // A binary file may contain no line ends; it must not be read into memory as one line.
    private const int LongestLine = 1 << 20;

    private char[] _buffer = new char[1 << 12];
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>The number of the last line read, starting at 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line, without its line end. The span is valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<char> line)
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf('\n');
            if (length >= 0)
            {
                length += searched;
                line = _buffer.AsSpan(_start, length).TrimEnd('\r');
                _start += length + 1;
                Number++;
                return true;
            }

            searched = _end - _start;
            if (_atEnd)
            {
                line = _buffer.AsSpan(_start, searched).TrimEnd('\r');
                _start = _end;
                Number++;
                return searched > 0;
            }

            Fill();
        }
    }

    public void Dispose() => reader.Dispose();

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            if (_end >= LongestLine)
            {
                throw new SequenceFormatException(
                    file,
                    $"line {Number + 1}",
                    $"a line of at most {LongestLine} characters",
                    "a longer one; this is not a text file of numbers");
            }

            Array.Resize(ref _buffer, 2 * _end);
        }

        int read = reader.Read(_buffer.AsSpan(_end));
        _end += read;
        _atEnd = read == 0;
    }
}
