using System;
using System.Buffers.Binary;
using System.IO;

namespace Lstm;

/// <summary>Rejects a file of another format by its first bytes, with its name and the remedy.</summary>
internal static class FirstBytes
{
    private const int LengthBytes = 8;
    private const string Wanted = "a safetensors file";

    /// <summary>Checks the first bytes of a stream.</summary>
    /// <returns>A stream with all bytes of the given one from its current position on.</returns>
    /// <exception cref="WeightFormatException">The stream is empty, or its content has another known format.</exception>
    public static Stream Check(Stream stream, string file)
    {
        byte[] buffer = new byte[ForeignFormat.HeadBytes];
        Stream whole = PeekedStream.Peek(stream, buffer, out int length);
        ReadOnlySpan<byte> head = buffer.AsSpan(0, length);
        if (head.IsEmpty)
        {
            throw WeightFormatException.Refused(file, null, $"this file is empty, not {Wanted}");
        }

        if (!LooksRight(head) && ForeignFormat.Of(head) is { } foreign)
        {
            throw foreign.Refusal(file, Wanted);
        }

        return whole;
    }

    /// <summary>Rejects a path that is a directory. The message of the operating system would be "access denied".</summary>
    /// <exception cref="UnauthorizedAccessException">The path is a directory.</exception>
    public static void RefuseDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UnauthorizedAccessException($"{path}: this is a directory, not {Wanted}. Give the path of a file in it.");
        }
    }

    // No other known format has a small header length and then an opening brace.
    private static bool LooksRight(ReadOnlySpan<byte> head) =>
        head.Length > LengthBytes && head[LengthBytes] == '{' && BinaryPrimitives.ReadUInt64LittleEndian(head) <= int.MaxValue;
}
