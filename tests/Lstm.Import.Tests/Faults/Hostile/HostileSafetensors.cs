using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Safetensors files with hostile headers.</summary>
internal static class HostileSafetensors
{
    private const string Lstm =
        "\"lstm.weight_ih_l0\":{\"dtype\":\"F32\",\"shape\":[4,1],\"data_offsets\":[0,16]},"
        + "\"lstm.weight_hh_l0\":{\"dtype\":\"F32\",\"shape\":[4,1],\"data_offsets\":[16,32]}";

    private const int DataBytes = 32;

    /// <summary>Many tensors, with the names of many kinds of tensors: each gets a number.</summary>
    public static IReadOnlyList<(string Name, Func<int, string> NameOf)> Names { get; } =
    [
        ("short", static number => $"{number:x}"),
        ("heads", static number => $"head.{number}.weight"),
        ("modules", static number => $"{number}.weight_ih_l0"),
        ("dense layers", static number => $"fc{number}.weight"),
        ("nested heads", static number => $"{number}." + string.Concat(Enumerable.Repeat("head.", 150)) + "weight"),
    ];

    /// <summary>A small LSTM, and many empty tensors.</summary>
    public static byte[] Many(Func<int, string> nameOf, int count, string metadata = "")
    {
        string empty = string.Concat(Enumerable.Range(0, count).Select(number =>
            $",\"{nameOf(number)}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}"));
        return Of(Encoding.UTF8.GetBytes("{" + metadata + Lstm + empty + "}"), new byte[DataBytes]);
    }

    /// <summary>A small LSTM, and one tensor with a long name.</summary>
    public static byte[] LongName(string part, int count) =>
        Many(_ => string.Concat(Enumerable.Repeat(part, 1 + count)) + "weight", 1, "\"__metadata__\":{\"declaration\":\"x\"},");

    /// <summary>Returns a file in which a value or a name of the header is hostile.</summary>
    public static byte[] Damage(byte[] file, SplitMix64 random, int most)
    {
        const int lengthBytes = sizeof(long);
        long length = file.Length < lengthBytes ? 0 : BitConverter.ToInt64(file);
        if (length <= 0 || length > file.Length - lengthBytes)
        {
            return file;
        }

        byte[] header = file[lengthBytes..(lengthBytes + (int)length)];
        return random.Below(4) == 0
            ? Many(random.Pick(Names).NameOf, random.Count(most), random.Below(2) == 0 ? "" : "\"__metadata__\":{\"cell\":\"lstm\"},")
            : Of(HostileJson.Damage(header, random, most), file.AsSpan(lengthBytes + (int)length));
    }

    /// <summary>Returns the file with this header and these values.</summary>
    public static byte[] Of(byte[] header, ReadOnlySpan<byte> data) => [.. BitConverter.GetBytes((long)header.Length), .. header, .. data];
}
