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
    private string _metadata = "";

    /// <summary>All of a network but its self-test; an LSTM with coupled gates says in the metadata that it is one.</summary>
    public static SafetensorsBuilder Of(LstmWeights weights, string prefix = "", string dtype = "F32")
    {
        var builder = new SafetensorsBuilder();
        int directions = weights.IsBidirectional ? 2 : 1;
        for (int cell = 0; cell < weights.Layers.Count; cell++)
        {
            builder.AddLayer(weights.Layers[cell], prefix, $"_l{cell / directions}{(cell % directions == 1 ? "_reverse" : "")}", dtype);
        }

        int cells = weights.Layers.Count;
        builder.AddIfAny($"{prefix}initial_h0", dtype, [cells, weights.InitialHidden.Length / cells], weights.InitialHidden);
        builder.AddIfAny($"{prefix}initial_c0", dtype, [cells, weights.InitialCell.Length / cells], weights.InitialCell);
        builder.AddSequence("stem.", weights.Stem, dtype).AddSequence("head.", weights.Head, dtype);
        return weights.Layers[0] is { GateCount: 3, IsGru: false } ? builder.WithMetadata("\"cell\":\"lstm\"") : builder;
    }

    /// <summary>The entries of the header's __metadata__.</summary>
    public SafetensorsBuilder WithMetadata(string entries)
    {
        _metadata = $"\"__metadata__\":{{{entries}}},";
        return this;
    }

    public SafetensorsBuilder AddSequence(string prefix, IReadOnlyList<DenseWeights> layers, string dtype = "F32")
    {
        for (int index = 0; index < layers.Count; index++)
        {
            // As nn.Sequential counts when activations stand between the layers.
            AddHead(layers.Count == 1 ? prefix : $"{prefix}{2 * index}.", layers[index], dtype);
        }

        return this;
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

    public SafetensorsBuilder Replace(string name, long[] shape) => Remove(name).Add(name, shape);

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

    public SafetensorsBuilder RenameIfAny(string name, string newName) =>
        _tensors.Exists(tensor => tensor.Name == name) ? Rename(name, newName) : this;

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

    public byte[] Build() => Raw(Header(_metadata), Data());

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

    private void AddLayer(LstmLayerWeights values, string prefix, string suffix, string dtype)
    {
        long size = values.HiddenSize;
        long rows = values.GateCount * size;
        float[] secondBias = [.. new float[rows - values.CandidateBias.Length], .. values.CandidateBias];
        Add($"{prefix}weight_ih{suffix}", dtype, [rows, values.InputSize], values.Input.ToArray());
        Add($"{prefix}weight_hh{suffix}", dtype, [rows, values.OutputSize], values.Recurrent.ToArray());
        Add($"{prefix}bias_ih{suffix}", dtype, [rows], values.Bias.ToArray());
        Add($"{prefix}bias_hh{suffix}", dtype, [rows], secondBias);
        AddIfAny($"{prefix}weight_hr{suffix}", dtype, [values.ProjectionSize, size], values.Projection);
        AddIfAny($"{prefix}weight_peephole{suffix}", dtype, [rows - size], values.Peephole);
        AddIfAny($"{prefix}weight_ln_gates{suffix}", dtype, [rows], values.GateNormWeight);
        AddIfAny($"{prefix}bias_ln_gates{suffix}", dtype, [rows], values.GateNormBias);
        AddIfAny($"{prefix}weight_ln_cell{suffix}", dtype, [size], values.CellNormWeight);
        AddIfAny($"{prefix}bias_ln_cell{suffix}", dtype, [size], values.CellNormBias);
    }

    private void AddIfAny(string name, string dtype, long[] shape, ReadOnlySpan<float> values)
    {
        if (!values.IsEmpty)
        {
            Add(name, dtype, shape, values.ToArray());
        }
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
