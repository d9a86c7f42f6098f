using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Lstm.Import.Input;

/// <summary>
/// A zip archive in memory. The memory for its entries, and for their decompressed content, comes from the budget of the file.
/// </summary>
internal sealed class ZipContainer
{
    // The entry, its names and its place in a list and in a dictionary.
    private const int EntryBytes = 600;

    // Each character of a name is kept as a byte and as text; everything else of variable length only as bytes.
    private const int NameLengthAt = 28;
    private const int ExtraLengthAt = 30;
    private const int CommentLengthAt = 32;
    private const int EntryHead = 46;

    private readonly SourceFile _file;
    private readonly ZipArchive _archive;

    /// <summary>Opens a file as a zip archive.</summary>
    /// <exception cref="WeightFormatException">The file is not a zip archive, or the archive is corrupt.</exception>
    public ZipContainer(SourceFile file)
    {
        _file = file;
        TakeEntries(file);
        try
        {
            // Neither the stream nor the archive holds anything but memory.
            _archive = new ZipArchive(new MemoryStream(file.Bytes, writable: false), ZipArchiveMode.Read);
            Names = [.. _archive.Entries.Select(static entry => entry.FullName)];
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw file.Error(null, "a valid zip archive", $"'{exception.Message}'", exception);
        }
    }

    /// <summary>The names of all entries.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a file starts with the signature of a zip archive.</summary>
    public static bool Recognises(SourceFile file) => file.StartsWith("PK\x03\x04"u8);

    public bool Contains(string name) => _archive.GetEntry(name) is not null;

    /// <summary>Decompresses an entry.</summary>
    /// <exception cref="WeightFormatException">The entry does not exist, is corrupt, or is too large when decompressed.</exception>
    public byte[] Read(string name)
    {
        ZipArchiveEntry entry = _archive.GetEntry(name)
            ?? throw _file.Error(FaultPlace.Entry(name), "an entry of this name in the zip archive", "none");
        if (entry.Length > Array.MaxLength || !_file.Budget.TryTake(entry.Length))
        {
            // Weights hardly compress. Such an archive is a zip bomb and not a model.
            throw _file.Error(
                FaultPlace.Entry(name), "an entry whose decompressed size is in proportion to the file", $"{entry.Length} bytes");
        }

        try
        {
            using Stream stream = entry.Open();

            byte[] bytes = new byte[entry.Length];
            int filled = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return filled == bytes.Length
                ? bytes
                : throw _file.Error(FaultPlace.Entry(name), $"an entry of {entry.Length} bytes", $"{filled}");
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw _file.Error(FaultPlace.Entry(name), "valid compressed data", "damaged data", exception);
        }
    }

    // The archive creates all entries at once. Each starts with a signature, which values contain rarely and only by chance.
    private static void TakeEntries(SourceFile file)
    {
        ReadOnlySpan<byte> left = file.Bytes;
        for (int at = left.IndexOf(EntrySignature); at >= 0; at = left.IndexOf(EntrySignature))
        {
            left = left[at..];
            if (left.Length < EntryHead)
            {
                return;
            }

            int name = BinaryPrimitives.ReadUInt16LittleEndian(left[NameLengthAt..]);
            int extra = BinaryPrimitives.ReadUInt16LittleEndian(left[ExtraLengthAt..]);
            int comment = BinaryPrimitives.ReadUInt16LittleEndian(left[CommentLengthAt..]);
            file.Budget.Take(EntryBytes + 3L * name + 2L * (extra + comment));
            left = left[EntryHead..];
        }
    }

    // The exceptions that System.IO.Compression throws for corrupt archives.
    private static bool IsDamage(Exception exception) => exception is
        InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException;

    private static ReadOnlySpan<byte> EntrySignature => "PK\x01\x02"u8;
}
