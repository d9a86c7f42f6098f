using System;
using System.Buffers.Binary;
using System.Text;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>A reader of the bytes of a pickle.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="bytes">The bytes that contain the pickle.</param>
/// <param name="position">The start of the pickle in the bytes.</param>
internal sealed class PickleBytes(SourceFile file, byte[] bytes, int position)
{
    public SourceFile File { get; } = file;

    public int Position { get; private set; } = position;

    public byte Byte() => Span(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Span(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Span(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Span(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Span(8));

    /// <summary>Reads a little-endian two's complement number of a given length; returns null if it does not fit in a long.</summary>
    public long? Long(int length)
    {
        ReadOnlySpan<byte> digits = Span(length);
        if (length > sizeof(long))
        {
            return null;
        }

        long value = length > 0 && digits[^1] >= 0x80 ? -1 : 0;
        for (int index = length - 1; index >= 0; index--)
        {
            value = (value << 8) | digits[index];
        }

        return value;
    }

    public string Text(long length) => Decoded(Encoding.UTF8, length);

    public string Latin(long length) => Decoded(Encoding.Latin1, length);

    /// <summary>Reads the text up to the next line end.</summary>
    public string Line()
    {
        int length = bytes.AsSpan(Position).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw File.Error(null, "a line end in the pickle", "the end of the pickle");
        }

        string line = Text(length);
        Position++;
        return line;
    }

    private string Decoded(Encoding encoding, long length)
    {
        ReadOnlySpan<byte> span = Span(length);
        File.Budget.TakeText(span.Length);
        return encoding.GetString(span);
    }

    public ReadOnlySpan<byte> Span(long length)
    {
        if (length < 0 || length > bytes.Length - Position)
        {
            throw File.Error(null, $"{length} more bytes at {Position} of the pickle", $"{bytes.Length - Position}");
        }

        ReadOnlySpan<byte> span = bytes.AsSpan(Position, (int)length);
        Position += (int)length;
        return span;
    }
}
