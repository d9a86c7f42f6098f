using System;
using System.IO;
using Lstm.Import.Input;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>
/// A stream over the bytes of an HDF5 file. It checks structures when the HDF5 library is about to read them, and limits the total number
/// of reads.
/// </summary>
internal sealed class Hdf5Stream : Stream
{
    // The library reads a valid file about twice, and reads names byte by byte for each lookup.
    private const long FreeBytes = 8L << 20;
    private const long FreeReads = 400_000;
    private const int TimesBytes = 8;

    private readonly byte[] _bytes;
    private readonly Hdf5Bytes _numbers;
    private readonly Hdf5Structures _structures;
    private readonly Hdf5Headers _headers;
    private long _position;
    private bool _hasJumped;
    private long _bytesLeft;
    private long _readsLeft;

    public Hdf5Stream(SourceFile file, byte[] bytes)
    {
        _bytes = bytes;
        _numbers = new Hdf5Bytes(file, bytes);
        _structures = new Hdf5Structures(_numbers, file.Budget);
        _headers = new Hdf5Headers(_numbers, _structures, file.Budget);
        _bytesLeft = FreeBytes + (long)bytes.Length * TimesBytes;
        _readsLeft = FreeReads + bytes.Length;
        _structures.Superblock();
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _bytes.Length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long from = origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            _ => _bytes.Length,
        };
        if (offset < -from || offset > _bytes.Length - from)
        {
            throw _numbers.Error((ulong)from, $"a position within {_bytes.Length} bytes of HDF5 data", $"a jump by {offset}");
        }

        _hasJumped = origin == SeekOrigin.Begin;
        return _position = from + offset;
    }

    public override int Read(Span<byte> buffer)
    {
        if (--_readsLeft < 0 || (_bytesLeft -= buffer.Length) < 0)
        {
            throw _numbers.Error((ulong)_position, "HDF5 data without circular references", "too many reads");
        }

        // The library reads one byte at the start of an object header, and four bytes at a signature.
        if (_hasJumped && buffer.Length == 1)
        {
            _headers.Check((ulong)_position);
        }
        else if (_hasJumped && buffer.Length == 4)
        {
            _structures.Signed((ulong)_position);
        }

        _structures.TakeNames((ulong)_position, buffer.Length);
        _hasJumped = false;
        int count = (int)Math.Min(buffer.Length, _bytes.Length - _position);
        _bytes.AsSpan((int)_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
