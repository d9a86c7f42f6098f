using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;

namespace Lstm.Tests;

/// <summary>Writes safetensors by hand, well-formed or not: independent of the library's own writer.</summary>
internal sealed class SafetensorsBuilder
{
    private readonly List<(string Name, string Dtype, string Shape, byte[] Data)> _tensors = [];

    public static SafetensorsBuilder Of(LstmWeights weights, string prefix = "", string dtype = "F32")
    {
        var builder = new SafetensorsBuilder();
        for (int layer = 0; layer < weights.LayerCount; layer++)
        {
            LstmLayerWeights values = weights.Layers[layer];
            int rows = 4 * values.HiddenSize;
            builder.Add($"{prefix}weight_ih_l{layer}", dtype, [rows, values.InputSize], values.Input.ToArray());
            builder.Add($"{prefix}weight_hh_l{layer}", dtype, [rows, values.HiddenSize], values.Recurrent.ToArray());
            builder.Add($"{prefix}bias_ih_l{layer}", dtype, [rows], values.Bias.ToArray());
            builder.Add($"{prefix}bias_hh_l{layer}", dtype, [rows], new float[rows]);
        }

        return weights.Head is [{ } head] ? builder.AddHead("head.", head, dtype) : builder;
    }

    public SafetensorsBuilder AddHead(string prefix, DenseWeights head, string dtype = "F32") => this
        .Add($"{prefix}weight", dtype, [head.OutputSize, head.InputSize], head.Weight.ToArray())
        .Add($"{prefix}bias", dtype, [head.OutputSize], head.Bias.ToArray());

    public SafetensorsBuilder Add(string name, string dtype, long[] shape, params float[] values) =>
        AddBytes(name, dtype, shape, [.. values.SelectMany(value => Encode(value, dtype))]);

    public SafetensorsBuilder Add(string name, long[] shape, float fill = 0)
    {
        byte[] data = new byte[sizeof(float) * shape.Aggregate(1L, (product, size) => product * size)];
        MemoryMarshal.Cast<byte, float>(data.AsSpan()).Fill(fill);
        return AddBytes(name, "F32", shape, data);
    }

    public SafetensorsBuilder AddBytes(string name, string dtype, long[] shape, params byte[] data)
    {
        _tensors.Add((name, dtype, $"[{string.Join(",", shape)}]", data));
        return this;
    }

    public SafetensorsBuilder Append(SafetensorsBuilder other)
    {
        _tensors.AddRange(other._tensors);
        return this;
    }

    public SafetensorsBuilder Remove(string name)
    {
        _tensors.RemoveAll(tensor => tensor.Name == name);
        return this;
    }

    public SafetensorsBuilder Rename(string name, string newName)
    {
        int index = _tensors.FindIndex(tensor => tensor.Name == name);
        _tensors[index] = _tensors[index] with { Name = newName };
        return this;
    }

    public SafetensorsBuilder Reverse()
    {
        _tensors.Reverse();
        return this;
    }

    public string Header(string extra = "")
    {
        List<string> entries = [];
        long begin = 0;
        foreach ((string name, string dtype, string shape, byte[] data) in _tensors)
        {
            entries.Add($"\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":{shape},\"data_offsets\":[{begin},{begin + data.Length}]}}");
            begin += data.Length;
        }

        return $"{{{extra}{string.Join(",", entries)}}}";
    }

    public byte[] Data()
    {
        using var data = new MemoryStream();
        _tensors.ForEach(tensor => data.Write(tensor.Data));
        return data.ToArray();
    }

    public byte[] Build() => Raw(Header(), Data());

    /// <summary>A file with any header over any data.</summary>
    public static byte[] Raw(string header, byte[] data) => Raw(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Raw(byte[] header, byte[] data)
    {
        using var file = new MemoryStream();
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        file.Write(length);
        file.Write(header);
        file.Write(data);
        return file.ToArray();
    }

    private static byte[] Encode(float value, string dtype) => dtype switch
    {
        "F64" => BitConverter.GetBytes((double)value),
        "F32" => BitConverter.GetBytes(value),
        "F16" => BitConverter.GetBytes((Half)value),
        "BF16" => BitConverter.GetBytes((short)(BitConverter.SingleToInt32Bits(value) >> 16)),
        _ => throw new ArgumentOutOfRangeException(nameof(dtype)),
    };
}
