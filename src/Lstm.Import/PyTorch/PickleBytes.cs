using System;
using System.Buffers.Binary;
using System.Text;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>The bytes of a pickle, read from front to back.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="bytes">Where the pickle is.</param>
/// <param name="position">Where in them it starts.</param>
internal sealed class PickleBytes(SourceFile file, byte[] bytes, int position)
{
    public SourceFile File { get; } = file;

    public int Position { get; private set; } = position;

    public byte Byte() => Span(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Span(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Span(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Span(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Span(8));

    /// <summary>A number in two's complement, as long as it is told; null for one that is no long.</summary>
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

    public string Text(long length) => Encoding.UTF8.GetString(Span(length));

    public string Latin(long length) => Encoding.Latin1.GetString(Span(length));

    /// <summary>What stands before the next line end.</summary>
    public string Line()
    {
        int length = bytes.AsSpan(Position).IndexOf((byte)'\n');
        if (length < 0)
        {
            throw File.Error(null, "a line end in the pickle", "its end");
        }

        string line = Text(length);
        Position++;
        return line;
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
