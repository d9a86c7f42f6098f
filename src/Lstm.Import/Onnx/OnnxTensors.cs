using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.Import.Input;
using Lstm.Import.OnnxFormat;

namespace Lstm.Import.Onnx;

/// <summary>Decodes the constants of an ONNX file, including those in external files.</summary>
internal sealed class OnnxTensors(SourceFile file, FoldBudget budget)
{
    private const int Float = 1;
    private const int Int32 = 6;
    private const int Int64 = 7;
    private const int Bool = 9;
    private const int Half = 10;
    private const int Double = 11;
    private const int BrainHalf = 16;

    private const int ExternalLocation = 1;
    /// <summary>The largest supported number of axes.</summary>
    public const int MaxRank = 8;

    // Enough for sizes and axes. The shape of a network does not depend on larger tables.
    private const int MaxIntegers = 4096;

    private readonly OnnxExternalData _external = new(file);

    /// <summary>Returns the value of a constant. An unsupported constant causes an error only where it is used.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="name">The name for messages.</param>
    /// <exception cref="WeightFormatException">The sizes do not match the data.</exception>
    public OnnxValue Read(TensorProto tensor, string name)
    {
        if (tensor.Dims.Count > MaxRank)
        {
            return new RefusedValue($"it has {tensor.Dims.Count} axes");
        }

        long count = 1;
        foreach (long size in tensor.Dims)
        {
            count = size is >= 0 and <= int.MaxValue ? count * size : -1;
            if (count is < 0 or > int.MaxValue)
            {
                throw file.Error(name, $"sizes with a product of at most {int.MaxValue}", $"[{string.Join(", ", tensor.Dims)}]");
            }
        }

        int width = WidthOf(tensor.DataType);
        if (width == 0)
        {
            return new RefusedValue($"its data type {tensor.DataType} is not supported for weights");
        }

        bool isExternal = tensor.DataLocation == ExternalLocation;
        if (!isExternal)
        {
            CheckCount(tensor, name, count, width);
        }

        int[] shape = [.. tensor.Dims.Select(static size => (int)size)];
        ConstantOrigin origin = new([name], shape, []);
        if (tensor.DataType is Int32 or Int64 or Bool)
        {
            if (isExternal || count > MaxIntegers)
            {
                return new RefusedValue($"it is a table of {count} integers");
            }

            SizeEntry[] sizes = [.. Integers(tensor).Select(static number => new SizeEntry(number))];
            return new ConstantValue<SizeEntry>(new NdArray<SizeEntry>(shape, sizes), origin, budget);
        }

        return new ConstantValue<float>(new NdArray<float>(shape, () => Decoded(tensor, name, count, width, isExternal)), origin, budget);
    }

    private static int WidthOf(int type) => type switch
    {
        Float or Int32 => 4,
        Double or Int64 => 8,
        Half or BrainHalf => 2,
        Bool => 1,
        _ => 0,
    };

    private void CheckCount(TensorProto tensor, string name, long count, int width)
    {
        int typed = tensor.DataType switch
        {
            Float => tensor.FloatData.Count,
            Double => tensor.DoubleData.Count,
            Int64 => tensor.Int64Data.Count,
            _ => tensor.Int32Data.Count,
        };
        bool isRaw = tensor.RawData.Length > 0;
        if (isRaw && typed > 0)
        {
            throw file.Error(name, "either raw or typed data", "both");
        }

        if (isRaw ? tensor.RawData.Length != count * width : typed != count)
        {
            throw file.Error(
                name,
                $"{count} values for its sizes [{string.Join(", ", tensor.Dims)}]",
                isRaw ? $"{tensor.RawData.Length} bytes, {width} for each value" : $"{typed} values");
        }
    }

    private float[] Decoded(TensorProto tensor, string name, long count, int width, bool isExternal)
    {
        if (isExternal || tensor.RawData.Length > 0)
        {
            ReadOnlySpan<byte> bytes = isExternal ? _external.Read(tensor, name, count * width) : tensor.RawData.Span;
            budget.Allow(isExternal ? count : 0);
            return tensor.DataType switch
            {
                Float => FloatBytes.Singles(bytes),
                Double => FloatBytes.Doubles(bytes),
                Half => FloatBytes.Halves(bytes),
                _ => FloatBytes.BrainHalves(bytes),
            };
        }

        return tensor.DataType switch
        {
            Float => [.. tensor.FloatData],
            Double => [.. tensor.DoubleData.Select(static value => (float)value)],
            Half => [.. tensor.Int32Data.Select(static bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits))],
            _ => [.. tensor.Int32Data.Select(static bits => BitConverter.Int32BitsToSingle(bits << 16))],
        };
    }

    private static IEnumerable<long> Integers(TensorProto tensor)
    {
        byte[] raw = tensor.RawData.ToByteArray();
        return (tensor.DataType, raw.Length > 0) switch
        {
            (Int64, true) => Enumerable.Range(0, raw.Length / 8)
                .Select(index => BinaryPrimitives.ReadInt64LittleEndian(raw.AsSpan(index * 8))),
            (Int64, false) => tensor.Int64Data,
            (Int32, true) => Enumerable.Range(0, raw.Length / 4)
                .Select(index => (long)BinaryPrimitives.ReadInt32LittleEndian(raw.AsSpan(index * 4))),
            (Bool, true) => raw.Select(static value => (long)value),
            _ => tensor.Int32Data.Select(static value => (long)value),
        };
    }
}

/// <summary>Reads external data: values of tensors that are stored in other files in the folder of the model.</summary>
internal sealed class OnnxExternalData(SourceFile file)
{
    // An external file may be larger than the model. Its total number of bytes read is limited to this multiple of its length.
    private const int LargestReuse = 2;

    // Each folder of a location is checked.
    private const int LongestLocation = 1000;

    private readonly Dictionary<string, long> _read = new(StringComparer.Ordinal);

    /// <summary>Returns the bytes of a tensor.</summary>
    /// <exception cref="WeightFormatException">
    /// The location is not a file inside the model's folder, or the file does not contain exactly the bytes of the tensor.
    /// </exception>
    public byte[] Read(TensorProto tensor, string name, long length)
    {
        string? Entry(string key) => tensor.ExternalData.FirstOrDefault(entry => entry.Key == key)?.Value;

        string location = Entry("location") ?? throw file.Error(name, "the location of its external data", "none");
        long offset = Number(name, "offset", Entry("offset")) ?? 0;
        string path = PathOf(name, location);
        try
        {
            using FileStream stream = File.OpenRead(path);
            file.Parts.Add(path);
            long available = Number(name, "length", Entry("length")) ?? stream.Length - Math.Min(offset, stream.Length);
            if (available != length || length > Array.MaxLength || offset > stream.Length - length)
            {
                throw file.Error(
                    name,
                    $"{length} bytes of external data at offset {offset}",
                    $"{available} in '{location}' of {stream.Length} bytes");
            }

            long read = _read.GetValueOrDefault(path) + length;
            if (read > LargestReuse * stream.Length)
            {
                throw file.Error(name, $"separate external data for each tensor in '{location}'", "data shared with other tensors");
            }

            _read[path] = read;
            byte[] bytes = new byte[length];
            stream.Position = offset;
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw file.Error(name, $"a readable external data file '{location}'", "a file that cannot be read", exception);
        }
    }

    // A model must not be able to open files outside its folder.
    private string PathOf(string name, string location)
    {
        const string expected = "external data in a file inside the model's folder";
        if (file.Folder is not { } folder)
        {
            throw file.Error(
                name,
                "a model that is read from a path instead of a stream, because it has external data",
                $"external data in '{location}'");
        }

        string[] parts = location.Split('/', '\\');
        if (location.Length is 0 or > LongestLocation
            || Path.IsPathRooted(location)
            || location.Contains(':', StringComparison.Ordinal)
            || location.Contains('\0', StringComparison.Ordinal)
            || parts.Any(static part => part is "" or ".."))
        {
            throw file.Error(name, expected, $"'{location}'");
        }

        string path = folder;
        foreach (string part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw file.Error(name, expected, $"'{location}', which is a link");
            }
        }

        // Pipes and devices have no length, and reading them might never end.
        return File.Exists(path) && new FileInfo(path).Length > 0
            ? path
            : throw file.Error(name, expected, $"no file '{location}'");
    }

    private long? Number(string name, string key, string? text) => text is null
        ? null
        : long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number)
            ? number
            : throw file.Error(name, $"a number of bytes as '{key}' of its external data", $"'{text}'");
}
