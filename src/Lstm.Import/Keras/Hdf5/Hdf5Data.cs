using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>The layout of a data set. It is checked before the HDF5 library allocates memory for the values.</summary>
internal sealed class Hdf5Data
{
    private const long FreeBytes = 4L << 20;
    private const ulong LargestGrowth = 2;
    private const int MaxTreeLevel = 8;
    private const int MaxRank = 8;
    private const int DeflateFilter = 1;
    private const int ShuffleFilter = 2;

    public Hdf5Types.Space? Space { get; set; }

    public Hdf5Types.ElementType? Type { get; set; }

    /// <summary>The address of the layout message.</summary>
    public ulong? Layout { get; set; }

    /// <summary>The address of the filter message.</summary>
    public ulong? Filters { get; set; }

    /// <summary>Checks the data set, after all messages of its header are known.</summary>
    /// <exception cref="WeightFormatException">Values are missing, or their size is out of proportion to the file.</exception>
    public void Check(Hdf5Bytes bytes, Hdf5Types types, ulong header)
    {
        if (Layout is not { } layout)
        {
            return;
        }

        if (Space is not { } space || Type is not { } type)
        {
            throw bytes.Error(header, "a data set with a type and a shape", "a data set without them");
        }

        if (type.Class == Hdf5Types.FloatClass)
        {
            types.CheckUsualFloat(type);
        }

        int version = bytes.U8(layout);
        int kind = bytes.U8(layout + 1);
        ulong limit = (ulong)FreeBytes + bytes.Length * LargestGrowth;
        ulong size = space.Elements * type.Size;
        if (size > limit || version is not (3 or 4) || type.Class == Hdf5Types.VariableLengthClass)
        {
            throw bytes.Error(
                header,
                $"a data set of at most {limit} bytes of numbers in a layout of version 3 or 4",
                $"{size} bytes, version {version}");
        }

        bool whole = kind switch
        {
            0 => Filters is null && bytes.U16(layout + 2) == size && bytes.Slice(layout + 4, size).Length >= 0,
            1 => Filters is null && bytes.U64(layout + 10) == size && (size == 0 || bytes.Slice(bytes.U64(layout + 2), size).Length >= 0),
            2 when version == 3 => new ChunkTree(bytes, space, type, layout, Filters, limit).IsWhole(),
            _ => throw bytes.Error(
                header, "contiguous data, or chunks with a version 1 B-tree", $"layout {kind} of version {version}"),
        };
        if (!whole)
        {
            throw bytes.Error(header, $"{size} bytes in a data set", "a different number");
        }
    }

    /// <summary>The B-tree of a chunked data set. Each chunk must exist exactly once, with its full size.</summary>
    private sealed class ChunkTree
    {
        private const ulong Header = 24;

        private readonly Hdf5Bytes _bytes;
        private readonly int _rank;
        private readonly ulong[] _counts;
        private readonly ulong[] _sides;
        private readonly ulong _chunkBytes;
        private readonly ulong _count;
        private readonly ulong _root;
        private readonly bool _isDeflated;
        private readonly HashSet<ulong> _found = [];

        public ChunkTree(Hdf5Bytes bytes, Hdf5Types.Space space, Hdf5Types.ElementType type, ulong layout, ulong? filters, ulong limit)
        {
            _bytes = bytes;
            _rank = space.Sizes.Length;
            _root = bytes.U64(layout + 3);
            if (bytes.U8(layout + 2) != _rank + 1 || _rank is 0 or > MaxRank)
            {
                throw bytes.Error(layout, $"chunks of {_rank} axes", $"{bytes.U8(layout + 2) - 1}");
            }

            _sides = new ulong[_rank];
            _counts = new ulong[_rank];
            _count = 1;
            _chunkBytes = type.Size;
            for (int axis = 0; axis < _rank; axis++)
            {
                ulong side = bytes.U32(layout + 11 + 4UL * (ulong)axis);
                _sides[axis] = side;
                _counts[axis] = side == 0 ? 0 : (space.Sizes[axis] + side - 1) / side;
                _chunkBytes = side == 0 || _chunkBytes > limit / side ? throw TooLarge(layout, limit) : _chunkBytes * side;
                _count = _counts[axis] == 0 || _count > limit / _counts[axis]
                    ? throw TooLarge(layout, limit)
                    : _count * _counts[axis];
            }

            if (_count > limit / _chunkBytes || bytes.U32(layout + 11 + 4UL * (ulong)_rank) != type.Size)
            {
                throw TooLarge(layout, limit);
            }

            _isDeflated = filters is { } place && Pipeline(place);
        }

        public bool IsWhole()
        {
            int level = _bytes.StartsWith(_root, "TREE"u8) ? _bytes.U8(_root + 5) : MaxTreeLevel + 1;
            if (level > MaxTreeLevel)
            {
                throw _bytes.Error(_root, $"a B-tree of at most {MaxTreeLevel} levels", "something else");
            }

            Walk(_root, level);
            return (ulong)_found.Count == _count;
        }

        private void Walk(ulong at, int level)
        {
            if (!_bytes.StartsWith(at, "TREE\x01"u8) || _bytes.U8(at + 5) != level)
            {
                throw _bytes.Error(at, $"a B-tree node of level {level}", "something else");
            }

            ulong key = 8 + 8UL * (ulong)(_rank + 1);
            ushort used = _bytes.U16(at + 6);
            for (uint entry = 0; entry < used; entry++)
            {
                ulong place = at + Header + entry * (key + 8);
                ulong child = _bytes.U64(place + key);
                if (level == 0)
                {
                    Chunk(place, child);
                }
                else
                {
                    // Each node must contain new chunks, so that the recursion ends.
                    int before = _found.Count;
                    Walk(child, level - 1);
                    if (_found.Count == before)
                    {
                        throw _bytes.Error(child, "a B-tree node with chunks", "a node without");
                    }
                }
            }
        }

        private void Chunk(ulong key, ulong at)
        {
            ulong index = 0;
            bool fits = true;
            for (int axis = 0; axis < _rank; axis++)
            {
                ulong offset = _bytes.U64(key + 8 + 8UL * (ulong)axis);
                fits &= offset % _sides[axis] == 0 && offset / _sides[axis] < _counts[axis];
                index = index * _counts[axis] + offset / _sides[axis];
            }

            ulong size = _bytes.U32(key);
            if (!fits || !_found.Add(index) || _bytes.U32(key + 4) != 0 || (!_isDeflated && size != _chunkBytes)
                || (_isDeflated && Inflated(_bytes.Memory(at, size)) != _chunkBytes))
            {
                throw _bytes.Error(key, $"each chunk of a data set once, with {_chunkBytes} bytes", "a different chunk");
            }

            _bytes.Slice(at, size);
        }

        // Returns whether the chunks are compressed. Only shuffle and deflate, in this order, are supported.
        private bool Pipeline(ulong at)
        {
            int version = _bytes.U8(at);
            int count = _bytes.U8(at + 1);
            ulong place = at + (version == 1 ? 8UL : 2);
            int last = 0;
            for (int filter = 0; filter < count; filter++)
            {
                int id = _bytes.U16(place);
                ulong values = _bytes.U16(place + (version == 1 ? 6UL : 4));
                ulong name = version == 1 ? _bytes.U16(place + 2) : 0UL;
                if (version is not (1 or 2) || id is not (DeflateFilter or ShuffleFilter) || last == DeflateFilter || id == last)
                {
                    throw _bytes.Error(place, "chunks that are shuffled, deflated, or both in this order", $"filter {id}");
                }

                last = id;
                place += (version == 1 ? 8UL : 6) + (name + 7) / 8 * 8 + 4 * values + (version == 1 ? 4 * (values % 2) : 0);
            }

            return last == DeflateFilter;
        }

        // The library would decompress any amount of data, so this method counts the bytes first.
        private ulong Inflated(ReadOnlyMemory<byte> chunk)
        {
            try
            {
                using var inflater = new ZLibStream(new MemoryStream(chunk.ToArray(), writable: false), CompressionMode.Decompress);
                byte[] piece = new byte[4096];
                ulong total = 0;
                int read;
                while (total <= _chunkBytes && (read = inflater.Read(piece)) > 0)
                {
                    total += (ulong)read;
                }

                return total;
            }
            catch (InvalidDataException)
            {
                return 0;
            }
        }

        private WeightFormatException TooLarge(ulong at, ulong limit) =>
            _bytes.Error(at, $"chunks of at most {limit} bytes in total", "larger or empty chunks");
    }
}
