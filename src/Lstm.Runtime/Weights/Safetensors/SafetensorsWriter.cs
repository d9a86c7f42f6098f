using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Lstm.Safetensors;

/// <summary>Writes the safetensors format in F32, with the tensors in the order in which they were added.</summary>
internal sealed class SafetensorsWriter
{
    // Writers pad the header so that the tensors are aligned.
    private const int HeaderAlignment = 8;
    private const int ChunkFloats = 1 << 14;

    private readonly List<(string Name, int[] Shape, ReadOnlyMemory<float> Values)> _tensors = [];
    private readonly List<(string Key, string Text)> _metadata = [];

    /// <summary>Adds an entry to the file's <c>__metadata__</c>.</summary>
    public void AddMetadata(string key, string text) => _metadata.Add((key, text));

    /// <summary>Adds a tensor. The product of its shape must equal the number of its values.</summary>
    public void Add(string name, ReadOnlySpan<float> values, params int[] shape) => _tensors.Add((name, shape, values.ToArray()));

    /// <summary>Writes the file.</summary>
    public void Write(Stream stream)
    {
        ReadOnlySpan<byte> header = Header();
        int padding = (HeaderAlignment - header.Length % HeaderAlignment) % HeaderAlignment;
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.Length + padding));
        stream.Write(length);
        stream.Write(header);
        stream.Write("        "u8[..padding]);
        byte[] buffer = new byte[ChunkFloats * sizeof(float)];
        foreach ((string _, int[] _, ReadOnlyMemory<float> values) in _tensors)
        {
            WriteValues(stream, values.Span, buffer);
        }
    }

    private ReadOnlySpan<byte> Header()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteStartObject("__metadata__");

        // PyTorch's writer adds this entry, and some readers require it.
        json.WriteString("format", "pt");
        foreach ((string key, string text) in _metadata)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
        long begin = 0;
        foreach ((string name, int[] shape, ReadOnlyMemory<float> values) in _tensors)
        {
            long end = begin + (long)values.Length * sizeof(float);
            json.WriteStartObject(name);
            json.WriteString("dtype", SafetensorsDtype.F32);
            json.WriteStartArray("shape");
            foreach (int size in shape)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(begin);
            json.WriteNumberValue(end);
            json.WriteEndArray();
            json.WriteEndObject();
            begin = end;
        }

        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan;
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values, byte[] buffer)
    {
        while (!values.IsEmpty)
        {
            ReadOnlySpan<float> chunk = values[..Math.Min(values.Length, ChunkFloats)];
            for (int index = 0; index < chunk.Length; index++)
            {
                BinaryPrimitives.WriteSingleLittleEndian(buffer.AsSpan(index * sizeof(float)), chunk[index]);
            }

            stream.Write(buffer, 0, chunk.Length * sizeof(float));
            values = values[chunk.Length..];
        }
    }
}
