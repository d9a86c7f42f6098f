using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.Sequences;

/// <summary>
/// A reader of NumPy files. Shapes: [steps] for one value in each step, [steps, width], or a batch of one, [1, steps, width].
/// </summary>
internal sealed class NpySequenceReader : SequenceReader
{
    private readonly string _file;
    private readonly Stream _stream;
    private readonly NpyHeader _header;
    private readonly long _steps;
    private long _read;
    private byte[] _bytes = [];

    /// <summary>Creates a reader that owns the stream. The stream must be positioned at the header.</summary>
    public NpySequenceReader(string file, Stream stream, int width)
    {
        _file = file;
        _stream = stream;
        _header = NpyHeader.Read(file, stream);
        Width = width;
        _steps = StepsOf(file, _header, width);
        if (stream.CanSeek)
        {
            // Check the size before reading: a header can declare any size. Both factors are less than 2^31.
            long left = stream.Length - stream.Position;
            Int128 needed = (Int128)_steps * width * _header.ItemSize;
            if (left != needed)
            {
                throw new SequenceFormatException(
                    file,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"{needed} {(needed == 1 ? "byte" : "bytes")} after the header"),
                    string.Create(CultureInfo.InvariantCulture, $"{left}"));
            }
        }
    }

    public override int Width { get; }

    public override long? Steps => _steps;

    public override int Read(Span<float> values)
    {
        int steps = (int)Math.Min(values.Length / Width, _steps - _read);
        int count = steps * Width;
        if (_bytes.Length < count * _header.ItemSize)
        {
            _bytes = new byte[count * _header.ItemSize];
        }

        Span<byte> bytes = _bytes.AsSpan(0, count * _header.ItemSize);
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new SequenceFormatException(_file, null, $"{_steps} {(_steps == 1 ? "step" : "steps")}", "an earlier end of the file");
        }

        float[] read = _header.Type switch
        {
            "f2" => FloatBytes.Halves(bytes),
            "f4" => FloatBytes.Singles(bytes),
            _ => FloatBytes.Doubles(bytes),
        };
        int wrong = Array.FindIndex(read, static value => !float.IsFinite(value));
        if (wrong >= 0)
        {
            throw new SequenceFormatException(
                _file,
                string.Create(CultureInfo.InvariantCulture, $"step {_read + wrong / Width}, value {wrong % Width}"),
                "a finite float",
                read[wrong].ToString(CultureInfo.InvariantCulture));
        }

        read.CopyTo(values);
        _read += steps;
        return steps;
    }

    public override void Dispose() => _stream.Dispose();

    private static long StepsOf(string file, NpyHeader header, int width)
    {
        long[] shape = [.. header.Shape];
        return shape switch
        {
            [long steps] when width == 1 => steps,
            [long steps, long values] when values == width => steps,
            [1, long steps, long values] when values == width => steps,
            _ => throw new SequenceFormatException(
                file,
                null,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the shape [steps, {width}]{(width == 1 ? ", [steps]" : "")} or [1, steps, {width}]"),
                $"[{string.Join(", ", shape.Select(static size => size.ToString(CultureInfo.InvariantCulture)))}]"),
        };
    }
}
