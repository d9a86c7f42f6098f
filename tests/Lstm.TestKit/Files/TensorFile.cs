using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lstm.TestKit;

/// <summary>
/// A safetensors file: the length of a JSON header, the header, the tensors' bytes. Read and written without any of the library's code.
/// </summary>
/// <param name="Tensors">The tensors, by name.</param>
/// <param name="Metadata">The entries of <c>__metadata__</c>.</param>
public sealed record TensorFile(IReadOnlyDictionary<string, FileTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataName = "__metadata__";

    /// <summary>Reads a file of F32 and F64 tensors.</summary>
    public static TensorFile Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, start - 8));
        Dictionary<string, FileTensor> tensors = [];
        Dictionary<string, string> metadata = [];
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == MetadataName)
            {
                metadata = entry.Value.EnumerateObject().ToDictionary(static pair => pair.Name, static pair => pair.Value.GetString()!);
                continue;
            }

            int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(static size => size.GetInt32())];
            int[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(static offset => offset.GetInt32())];
            ReadOnlySpan<byte> data = bytes.AsSpan(start + offsets[0], offsets[1] - offsets[0]);
            string type = entry.Value.GetProperty("dtype").GetString()!;
            tensors.Add(entry.Name, new FileTensor(shape, type switch
            {
                "F32" => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(data).ToArray(), static value => (double)value),
                "F64" => MemoryMarshal.Cast<byte, double>(data).ToArray(),
                _ => throw new InvalidDataException($"Expected F32 or F64, found {type} in {entry.Name}."),
            }));
        }

        return new TensorFile(tensors, metadata);
    }

    /// <summary>Returns the bytes of a file of F32 tensors.</summary>
    public byte[] ToBytes()
    {
        using MemoryStream header = new();
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            foreach ((string name, string value) in Metadata)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            int offset = 0;
            foreach ((string name, FileTensor tensor) in Tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                WriteArray(json, "shape", tensor.Shape);
                WriteArray(json, "data_offsets", [offset, offset += tensor.Values.Length * sizeof(float)]);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        float[] values = [.. Tensors.Values.SelectMany(static tensor => tensor.Values).Select(static value => (float)value)];
        return [.. length, .. header.ToArray(), .. MemoryMarshal.AsBytes(values.AsSpan())];
    }

    private static void WriteArray(Utf8JsonWriter json, string name, int[] values)
    {
        json.WriteStartArray(name);
        foreach (int value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}

/// <summary>A tensor of a file.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="Values">Its values, row-major.</param>
public sealed record FileTensor(int[] Shape, double[] Values)
{
    /// <summary>A tensor of floats.</summary>
    public static FileTensor Of(int[] shape, float[] values) => new(shape, Array.ConvertAll(values, static value => (double)value));

    /// <summary>The values as floats.</summary>
    public float[] Floats => Array.ConvertAll(Values, static value => (float)value);
}
