using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;

namespace Lstm.Import.Sequences;

/// <summary>The header of a NumPy file: the type of the numbers and the shape of the array.</summary>
/// <param name="Type">f2, f4 or f8, little-endian.</param>
/// <param name="Shape">The sizes, row-major.</param>
/// <param name="Length">The length of the header in bytes.</param>
internal sealed partial record NpyHeader(string Type, IReadOnlyList<long> Shape, long Length)
{
    private const int PrefixLength = 8;

    // NumPy's own default limit is 10 000.
    private const int LongestText = 1 << 14;

    /// <summary>The signature at the start of a NumPy file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The size of a number in bytes.</summary>
    public int ItemSize => Type switch
    {
        "f2" => 2,
        "f4" => sizeof(float),
        _ => sizeof(double),
    };

    /// <summary>Reads a header. The stream is then positioned at the data.</summary>
    /// <exception cref="SequenceFormatException">The header is invalid, or the array does not have a supported type or order.</exception>
    public static NpyHeader Read(string file, Stream stream)
    {
        byte[] prefix = new byte[PrefixLength];
        byte[] size = new byte[sizeof(uint)];
        Fill(file, stream, prefix);
        int version = prefix[6];
        if (version is < 1 or > 3)
        {
            throw Error(file, "version 1, 2 or 3 of NumPy's format", $"version {version}");
        }

        int sizeLength = version == 1 ? sizeof(ushort) : sizeof(uint);
        Fill(file, stream, size.AsSpan(0, sizeLength));
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestText)
        {
            throw Error(file, $"a header of at most {LongestText} bytes", string.Create(CultureInfo.InvariantCulture, $"one of {length}"));
        }

        byte[] text = new byte[length];
        Fill(file, stream, text);
        return Parse(file, Encoding.Latin1.GetString(text), PrefixLength + sizeLength + length);
    }

    /// <summary>Returns the header of little-endian floats in the shape [steps, width]. Its length is always the same.</summary>
    public static byte[] Of(long steps, int width)
    {
        const int length = 128;
        byte[] header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        Signature.CopyTo(header);
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(PrefixLength), length - PrefixLength - sizeof(ushort));
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({steps}, {width}), }}");
        Encoding.ASCII.GetBytes(text, header.AsSpan(PrefixLength + sizeof(ushort)));
        header[^1] = (byte)'\n';
        return header;
    }

    private static NpyHeader Parse(string file, string text, long length)
    {
        Match descr = DescrPattern().Match(text);
        Match order = OrderPattern().Match(text);
        Match shape = ShapePattern().Match(text);
        if (!text.StartsWith('{') || !descr.Success || !order.Success || !shape.Success)
        {
            throw Error(file, "a header with descr, fortran_order and shape", $"'{Printable(text)}'");
        }

        string type = descr.Groups[1].Value;
        if (type is not ("<f2" or "<f4" or "<f8"))
        {
            throw Error(file, "little-endian floating-point numbers (<f2, <f4, <f8)", $"'{Printable(type)}'");
        }

        if (order.Groups[1].Value == "True")
        {
            throw Error(file, "an array in C order (convert it with numpy.ascontiguousarray)", "Fortran order");
        }

        List<long> sizes = [];
        foreach (string part in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            sizes.Add(int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                ? value
                : throw Error(file, $"sizes up to {int.MaxValue}", $"'{Printable(part)}'"));
        }

        return new NpyHeader(type[1..], sizes, length);
    }

    private static void Fill(string file, Stream stream, Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Error(file, "a complete header", "the end of the file");
        }
    }

    private static SequenceFormatException Error(string file, string expected, string found) => new(file, null, expected, found);

    private static string Printable(string text)
    {
        const int longest = 80;
        char[] start = text[..Math.Min(text.Length, longest)].Trim().ToCharArray();
        return string.Concat(Array.ConvertAll(start, static c => char.IsControl(c) ? '?' : c));
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]*)['"]""", RegexOptions.CultureInvariant)]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""", RegexOptions.CultureInvariant)]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^()]*)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex ShapePattern();
}
