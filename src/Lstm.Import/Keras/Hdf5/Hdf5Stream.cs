using System;
using System.IO;
using Lstm.Import.Input;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>
/// The bytes of an HDF5 file for the library that reads it: they are checked where the library is about to read, and run out when it reads the same over and over.
/// </summary>
internal sealed class Hdf5Stream : Stream
{
    // An honest file is read about twice, its names byte by byte and once for each lookup.
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
        _structures = new Hdf5Structures(_numbers);
        _headers = new Hdf5Headers(_numbers, _structures);
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
        long from = origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => _bytes.Length };
        if (offset < -from || offset > _bytes.Length - from)
        {
            throw _numbers.Error((ulong)from, $"a place in an HDF5 file of {_bytes.Length} bytes", $"a jump by {offset}");
        }

        _hasJumped = origin == SeekOrigin.Begin;
        return _position = from + offset;
    }

    public override int Read(Span<byte> buffer)
    {
        if (--_readsLeft < 0 || (_bytesLeft -= buffer.Length) < 0)
        {
            throw _numbers.Error((ulong)_position, "a file whose parts refer to each other without a loop", "too many reads");
        }

        // The library reads one byte where it expects an object's header, and four where it expects a signature.
        if (_hasJumped && buffer.Length == 1)
        {
            _headers.Check((ulong)_position);
        }
        else if (_hasJumped && buffer.Length == 4)
        {
            _structures.Signed((ulong)_position);
        }

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
