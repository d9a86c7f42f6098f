using System;
using System.IO;

namespace Lstm;

/// <summary>A stream whose first bytes were read to find the format, and are read again: for pipes, which cannot be rewound.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream _stream;
    private readonly byte[] _start;
    private int _given;

    private PeekedStream(Stream stream, byte[] start)
    {
        _stream = stream;
        _start = start;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the first bytes of a stream. Returns a stream that starts with them: the same one if it can seek.</summary>
    /// <param name="stream">The stream, which the returned one owns.</param>
    /// <param name="start">Receives the first bytes.</param>
    /// <param name="length">The number of bytes read, which is less at the end of the stream.</param>
    public static Stream Peek(Stream stream, Span<byte> start, out int length)
    {
        length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (!stream.CanSeek)
        {
            return new PeekedStream(stream, start[..length].ToArray());
        }

        stream.Seek(-length, SeekOrigin.Current);
        return stream;
    }

    public override int Read(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _start.Length - _given);
        if (count == 0)
        {
            return _stream.Read(buffer);
        }

        _start.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
