using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Lstm.Import.Input;

/// <summary>A zip archive in memory, whose entries are unpacked only as far as the file's own size justifies.</summary>
internal sealed class ZipContainer : IDisposable
{
    // Weights hardly compress. What unpacks to more than this is no model but a bomb.
    private const long FreeBytes = 4L << 20;
    private const int LargestGrowth = 2;

    private const int MaxEntries = 50_000;
    private const int ChunkBytes = 1 << 16;

    private readonly SourceFile _file;
    private readonly ZipArchive _archive;
    private long _left;

    private ZipContainer(SourceFile file, ZipArchive archive)
    {
        _file = file;
        _archive = archive;
        _left = FreeBytes + (long)file.Bytes.Length * LargestGrowth;
        Names = [.. archive.Entries.Select(static entry => entry.FullName)];
    }

    /// <summary>The names of all entries.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether a file starts like a zip archive.</summary>
    public static bool Recognises(SourceFile file) => file.StartsWith("PK\x03\x04"u8);

    /// <summary>Opens a file that is a zip archive.</summary>
    /// <exception cref="WeightFormatException">It is none, or a damaged one.</exception>
    public static ZipContainer Open(SourceFile file)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(new MemoryStream(file.Bytes, writable: false), ZipArchiveMode.Read);
            return archive.Entries.Count <= MaxEntries
                ? new ZipContainer(file, archive)
                : throw file.Error(null, $"a zip archive of at most {MaxEntries} entries", $"{archive.Entries.Count}");
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            archive?.Dispose();
            throw file.Error(null, "a whole zip archive", $"'{exception.Message}'", exception);
        }
    }

    public bool Contains(string name) => _archive.GetEntry(name) is not null;

    /// <summary>The bytes of an entry.</summary>
    /// <exception cref="WeightFormatException">There is none, it is damaged, or unpacks to too much.</exception>
    public byte[] Read(string name)
    {
        ZipArchiveEntry entry = _archive.GetEntry(name) ?? throw _file.Error(name, "this entry of the zip archive", "none of that name");
        if (entry.Length > _left || entry.Length > Array.MaxLength)
        {
            throw _file.Error(name, $"an entry that unpacks to at most {Math.Max(0, _left)} bytes more", $"{entry.Length}");
        }

        try
        {
            using Stream stream = entry.Open();

            // The length in the directory is a promise: memory follows the bytes that come.
            byte[] bytes = new byte[Math.Min(entry.Length, ChunkBytes)];
            int filled = 0;
            while (true)
            {
                filled += stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
                if (filled < bytes.Length || filled == entry.Length)
                {
                    break;
                }

                Array.Resize(ref bytes, (int)Math.Min(entry.Length, 2L * bytes.Length));
            }

            if (filled < entry.Length)
            {
                throw _file.Error(name, $"an entry of {entry.Length} bytes", $"{filled}");
            }

            _left -= filled;
            return bytes;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw _file.Error(name, "a whole entry of the zip archive", $"'{exception.Message}'", exception);
        }
    }

    public void Dispose() => _archive.Dispose();

    // What System.IO.Compression throws at damaged archives.
    private static bool IsDamage(Exception exception) => exception is
        InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException;
}
