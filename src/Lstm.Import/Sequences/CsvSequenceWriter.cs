using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace Lstm.Import.Sequences;

/// <summary>
/// A writer of text files with one step on each line. Values are separated by commas and have enough digits to restore the same bits.
/// </summary>
internal sealed class CsvSequenceWriter : SequenceWriter
{
    private readonly OutputFile _file;
    private readonly StreamWriter _writer;

    /// <summary>Creates a writer that owns the file.</summary>
    public CsvSequenceWriter(OutputFile file, int width)
    {
        Width = width;
        _file = file;
        _writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
    }

    public override int Width { get; }

    public override void Write(ReadOnlySpan<float> values)
    {
        Span<char> text = stackalloc char[32];
        for (int index = 0; index < values.Length; index++)
        {
            values[index].TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
            _writer.Write(text[..length]);
            _writer.Write((index + 1) % Width == 0 ? '\n' : ',');
        }
    }

    public override void Complete()
    {
        _writer.Flush();
        _file.Complete();
    }

    public override void Dispose() => _file.Dispose();
}
