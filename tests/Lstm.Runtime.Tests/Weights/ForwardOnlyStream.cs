using System;
using System.IO;

namespace Lstm.Tests;

/// <summary>A stream like a network's: it cannot seek, tells no length, and gives a few bytes at a time.</summary>
internal sealed class ForwardOnlyStream : Stream
{
    private readonly byte[] _bytes;
    private readonly int _most;
    private int _position;

    public ForwardOnlyStream(byte[] bytes, int most = 7)
    {
        _bytes = bytes;
        _most = most;
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

    public override int Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(Math.Min(count, _most), _bytes.Length - _position);
        _bytes.AsSpan(_position, taken).CopyTo(buffer.AsSpan(offset));
        _position += taken;
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
