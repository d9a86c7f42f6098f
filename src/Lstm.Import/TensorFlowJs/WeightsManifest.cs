using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Import.Input;

namespace Lstm.Import.TensorFlowJs;

/// <summary>Reads the weights of a TensorFlow.js model from the files beside its model.json, in the order of the manifest.</summary>
internal static class WeightsManifest
{
    // An entry and its tensor, and the parts of its name.
    private const int EntryBytes = 800;
    private const int NameBytes = 60;

    // Each folder of a path is checked.
    private const int LongestPath = 1000;

    /// <summary>Reads the manifest and the files that it lists.</summary>
    /// <param name="file">The model.json.</param>
    /// <param name="manifest">The manifest of the model.json.</param>
    /// <param name="notes">Receives notes for the user.</param>
    /// <exception cref="WeightFormatException">A file is missing, has another size or is outside the model's folder.</exception>
    public static IReadOnlyList<SourceTensor> Read(SourceFile file, JsonValue manifest, List<string> notes)
    {
        List<SourceTensor> tensors = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        HashSet<string> shards = new(StringComparer.Ordinal);
        foreach (JsonValue group in manifest.AsArray())
        {
            JsonObject members = group.AsObject();
            List<Entry> entries = [.. members.Require("weights").AsArray().Select(static value => EntryOf(value.AsObject()))];
            long length = 0;
            foreach (Entry entry in entries)
            {
                length = checked(length + entry.Bytes);
                if (!names.Add(entry.Name))
                {
                    throw file.Error(entry.Name, "each weight once", "a duplicate name");
                }
            }

            byte[] bytes = ReadShards(file, members.Require("paths"), length, shards);
            int start = 0;
            foreach (Entry entry in entries)
            {
                int from = start;
                start += (int)entry.Bytes;
                if (entry.Decode is { } decode)
                {
                    tensors.Add(new SourceTensor(file, entry.Name, entry.Shape, () => decode(bytes.AsMemory(from, (int)entry.Bytes))));
                }
            }

            notes.AddRange(entries
                .Where(static entry => entry.Quantization is not null)
                .Select(static entry => entry.Quantization!)
                .Distinct()
                .Select(static kind => $"Weights are stored as {kind}, so they have lost precision."));
        }

        return tensors;
    }

    private static Entry EntryOf(JsonObject weight)
    {
        string name = weight.Require("name").AsText();
        weight.File.Budget.Take(EntryBytes + NameBytes * name.Length);
        string type = weight.Require("dtype").AsText();
        JsonObject? quantization = weight["quantization"]?.AsObject();
        string stored = quantization?.Require("dtype").AsText() ?? type;
        int[] shape = [.. weight.Require("shape").AsArray().Select(static size => size.AsInt())];
        int width = stored switch
        {
            "float32" or "int32" => 4,
            "float16" or "uint16" => 2,
            "uint8" or "bool" => 1,
            "complex64" => 8,
            _ => throw weight.Error("float32 weights, plain or as uint8, uint16 or float16", $"'{stored}'"),
        };
        long bytes = width;
        foreach (int size in shape)
        {
            bytes = size < 0 || (size > 0 && bytes > int.MaxValue / size)
                ? throw weight.Error($"a shape of at most {int.MaxValue} bytes", SourceTensor.TextOf(shape))
                : bytes * size;
        }

        if (type != "float32")
        {
            return new Entry(name, shape, bytes, null, null);
        }

        double scale = quantization?["scale"]?.AsNumber() ?? 1;
        double min = quantization?["min"]?.AsNumber() ?? 0;
        Func<ReadOnlyMemory<byte>, float[]> decode = (quantization is not null, stored) switch
        {
            (false, "float32") => static data => FloatBytes.Singles(data.Span),
            (true, "float16") => static data => FloatBytes.Halves(data.Span),
            (true, "uint8") => data => Dequantised(data.Span, 1, scale, min),
            (true, "uint16") => data => Dequantised(data.Span, 2, scale, min),
            _ => throw weight.Error("float32 weights, plain or as uint8, uint16 or float16", $"'{stored}'"),
        };
        if (stored is "uint8" or "uint16")
        {
            weight.Require("quantization").AsObject().Require("scale");
            weight.Require("quantization").AsObject().Require("min");
        }

        return new Entry(name, shape, bytes, quantization is null ? null : stored, decode);
    }

    private static float[] Dequantised(ReadOnlySpan<byte> data, int width, double scale, double min)
    {
        float[] values = new float[data.Length / width];
        for (int index = 0; index < values.Length; index++)
        {
            int level = width == 1 ? data[index] : BinaryPrimitives.ReadUInt16LittleEndian(data[(2 * index)..]);
            values[index] = (float)(level * scale + min);
        }

        return values;
    }

    private static byte[] ReadShards(SourceFile file, JsonValue paths, long length, HashSet<string> known)
    {
        if (file.Folder is not { } folder)
        {
            throw file.Error(null, "a model.json on disk, with its weights in files beside it", "a model.json from a stream");
        }

        if (length > Array.MaxLength)
        {
            throw paths.Error($"weights of at most {Array.MaxLength} bytes", $"{length}");
        }

        try
        {
            List<FileInfo> shards = [.. paths.AsArray().Select(path => Shard(folder, path, known))];
            long found = shards.Sum(static shard => shard.Length);
            if (found != length)
            {
                throw paths.Error($"{length} bytes of weights", $"{found}");
            }

            byte[] bytes = new byte[length];
            int filled = 0;
            foreach (FileInfo shard in shards)
            {
                using FileStream stream = shard.OpenRead();
                paths.File.Parts.Add(shard.FullName);
                stream.ReadExactly(bytes.AsSpan(filled, (int)shard.Length));
                filled += (int)shard.Length;
            }

            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw paths.Error("readable weight files beside the model", "a file that cannot be read");
        }
    }

    private static FileInfo Shard(string folder, JsonValue path, HashSet<string> known)
    {
        string name = path.AsText();
        if (name.Length > LongestPath)
        {
            throw path.Error($"a path of at most {LongestPath} characters", $"{name.Length}");
        }

        // A file that is listed many times would be read as often.
        if (!known.Add(name))
        {
            throw path.Error("each file once", $"'{name}' twice");
        }

        string[] parts = name.Split('/');
        bool isInside = name.Length > 0
            && !Path.IsPathRooted(name)
            && name.IndexOfAny(['\\', ':', '\0']) < 0
            && parts.All(static part => part is not ("" or "." or ".."));
        if (!isInside)
        {
            throw path.Error("a path inside the model's folder");
        }

        for (int depth = 1; depth <= parts.Length; depth++)
        {
            if (new FileInfo(Path.Combine([folder, .. parts[..depth]])).LinkTarget is not null)
            {
                throw path.Error("a path inside the model's folder", $"'{name}', which contains a link");
            }
        }

        // The length of a pipe or a device is 0. Reading it might never end.
        var shard = new FileInfo(Path.Combine([folder, .. parts]));
        return shard.Exists && shard.Length > 0
            ? shard
            : throw path.Error("a weight file beside the model", shard.Exists ? $"'{name}', which is empty" : $"no file '{name}'");
    }

    /// <summary>A weight of the manifest.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Shape">The shape.</param>
    /// <param name="Bytes">The number of stored bytes.</param>
    /// <param name="Quantization">The stored type of quantized weights; null when they are not quantized.</param>
    /// <param name="Decode">Converts the bytes to floats; null for weights of another type than float32, which are skipped.</param>
    private sealed record Entry(string Name, int[] Shape, long Bytes, string? Quantization, Func<ReadOnlyMemory<byte>, float[]>? Decode);
}
