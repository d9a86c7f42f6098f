using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Lstm.Safetensors;

/// <summary>
/// Reads the safetensors format: 8 bytes of header length, little-endian; the header, JSON; then the bytes of the tensors without gaps.
/// </summary>
/// <remarks>
/// Like the reference reader, this rejects gaps between tensors and bytes after the last one. Every byte of a file belongs to something, so
/// nothing can be hidden in it. Memory is allocated only for bytes that have arrived, never for a length that the file only claims.
/// </remarks>
internal sealed class SafetensorsReader
{
    private const int LengthBytes = 8;

    // The reference's limit.
    private const long MaxHeaderBytes = 100_000_000;

    private const int ChunkBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly long _dataLength;

    private SafetensorsReader(Stream stream, SafetensorsCatalog catalog, long dataLength)
    {
        _stream = stream;
        _dataLength = dataLength;
        Catalog = catalog;
    }

    /// <summary>The tensors of the file.</summary>
    public SafetensorsCatalog Catalog { get; }

    /// <summary>Reads and checks the header. The stream is then positioned at the bytes of the first tensor.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="file">The name of the file in messages.</param>
    /// <param name="metadataKeys">The keys of the <c>__metadata__</c> entries to keep.</param>
    /// <exception cref="WeightFormatException">The file violates a rule of the format.</exception>
    public static SafetensorsReader Open(Stream stream, string file, params ReadOnlySpan<string> metadataKeys)
    {
        Span<byte> lengthBytes = stackalloc byte[LengthBytes];
        int found = stream.ReadAtLeast(lengthBytes, LengthBytes, throwOnEndOfStream: false);
        if (found < LengthBytes)
        {
            throw new WeightFormatException(file, null, "at least 8 bytes, the header's length", $"{found} bytes");
        }

        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (headerLength > MaxHeaderBytes)
        {
            throw new WeightFormatException(
                file,
                null,
                $"a header of at most {MaxHeaderBytes} bytes",
                $"a header length of {headerLength}");
        }

        long? available = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        byte[] header = ReadHeader(stream, (int)headerLength, available, file);
        ReadBudget budget = new(file, LengthBytes + (available ?? header.Length));
        SafetensorsCatalog catalog = SafetensorsHeaderParser.Parse(header, file, metadataKeys, budget);
        long dataLength = CheckPlaces(catalog);
        available -= header.Length;
        if (available is not null && available != dataLength)
        {
            throw DataLengthError(file, dataLength, available.Value);
        }

        return new SafetensorsReader(stream, catalog, dataLength);
    }

    /// <summary>Reads the values of the given tensors, and continues to the end of the file. It can be called once.</summary>
    /// <exception cref="WeightFormatException">A value is not finite as a float, or the data is too short or too long.</exception>
    public Dictionary<SafetensorsTensor, float[]> ReadAll(IEnumerable<SafetensorsTensor> wanted)
    {
        Dictionary<SafetensorsTensor, float[]> values = new(ReferenceEqualityComparer.Instance);
        byte[] buffer = new byte[ChunkBytes];
        long position = 0;
        foreach (SafetensorsTensor tensor in wanted.OrderBy(tensor => tensor.Begin))
        {
            Skip(position, tensor.Begin, buffer);
            values.Add(tensor, ReadValues(tensor, buffer));
            position = tensor.End;
        }

        Skip(position, _dataLength, buffer);
        if (!_stream.CanSeek && _stream.Read(buffer, 0, 1) != 0)
        {
            throw new WeightFormatException(Catalog.File, null, $"{_dataLength} bytes of tensors", "more bytes after them");
        }

        return values;
    }

    private static byte[] ReadHeader(Stream stream, int length, long? available, string file)
    {
        if (available < length)
        {
            throw TruncatedHeader(file, length, available.Value);
        }

        byte[] header = new byte[available is null ? Math.Min(length, ChunkBytes) : length];
        int filled = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(header.AsSpan(filled), header.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled < header.Length)
            {
                throw TruncatedHeader(file, length, filled);
            }

            if (filled == length)
            {
                return header;
            }

            Array.Resize(ref header, (int)Math.Min(length, 2L * header.Length));
        }
    }

    // Returns the end of the last tensor.
    private static long CheckPlaces(SafetensorsCatalog catalog)
    {
        long end = 0;
        SafetensorsTensor? previous = null;
        SafetensorsTensor[] tensors = [.. catalog.Tensors];

        // An empty tensor starts where another one starts, and is sorted before it.
        Array.Sort(tensors, (one, other) => (one.Begin, one.End).CompareTo((other.Begin, other.End)));
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (tensor.Begin != end)
            {
                string after = previous is null ? "the first tensor" : $"the end of '{previous.Name}'";
                throw catalog.Error(
                    tensor.Name,
                    $"data_offsets from {end} on ({after})",
                    $"[{tensor.Begin}, {tensor.End}], {(tensor.Begin < end ? "an overlap" : "a gap before it")}");
            }

            end = tensor.End;
            previous = tensor;
        }

        return end;
    }

    private float[] ReadValues(SafetensorsTensor tensor, byte[] buffer)
    {
        int size = SafetensorsDtype.WeightBytes(tensor.Dtype);
        long count = (tensor.End - tensor.Begin) / size;
        if (count > Array.MaxLength)
        {
            throw Catalog.Error(tensor.Name, $"at most {Array.MaxLength} values", $"{count}");
        }

        // The length of a seekable stream has been checked. For any other stream, memory grows with the bytes that arrive.
        float[] values = new float[_stream.CanSeek ? count : Math.Min(count, ChunkBytes / sizeof(float))];
        int filled = 0;
        while (filled < count)
        {
            if (filled == values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(count, 2L * filled));
            }

            int take = Math.Min(values.Length - filled, ChunkBytes / size);
            Span<byte> bytes = buffer.AsSpan(0, take * size);
            int found = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (found < bytes.Length)
            {
                throw DataLengthError(Catalog.File, _dataLength, tensor.Begin + (long)filled * size + found);
            }

            FloatDecoder.Decode(Catalog, tensor, bytes, values.AsSpan(filled, take), filled);
            filled += take;
        }

        return values;
    }

    private void Skip(long from, long to, byte[] buffer)
    {
        if (_stream.CanSeek)
        {
            _stream.Seek(to - from, SeekOrigin.Current);
            return;
        }

        long position = from;
        while (position < to)
        {
            int read = _stream.Read(buffer, 0, (int)Math.Min(buffer.Length, to - position));
            if (read == 0)
            {
                throw DataLengthError(Catalog.File, _dataLength, position);
            }

            position += read;
        }
    }

    private static WeightFormatException TruncatedHeader(string file, long expected, long found) =>
        new(file, null, $"a header of {expected} bytes", $"{found} bytes after its length");

    private static WeightFormatException DataLengthError(string file, long expected, long found) =>
        new(file, null, $"{expected} bytes of tensors after the header", $"{found} bytes");
}
