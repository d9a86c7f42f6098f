using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Lstm.Import.Input;

/// <summary>A zip archive in memory. The decompressed size is limited in proportion to the size of the file.</summary>
internal sealed class ZipContainer : IDisposable
{
    // Weights hardly compress. An archive that decompresses to more than this is a zip bomb, not a model.
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

    /// <summary>Whether a file starts with the signature of a zip archive.</summary>
    public static bool Recognises(SourceFile file) => file.StartsWith("PK\x03\x04"u8);

    /// <summary>Opens a file as a zip archive.</summary>
    /// <exception cref="WeightFormatException">The file is not a zip archive, or the archive is corrupt.</exception>
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
            throw file.Error(null, "a valid zip archive", "a damaged or truncated one", exception);
        }
    }

    public bool Contains(string name) => _archive.GetEntry(name) is not null;

    /// <summary>Decompresses an entry.</summary>
    /// <exception cref="WeightFormatException">The entry does not exist, is corrupt, or is too large when decompressed.</exception>
    public byte[] Read(string name)
    {
        ZipArchiveEntry entry = _archive.GetEntry(name)
            ?? throw _file.Error(FaultPlace.Entry(name), "an entry of this name in the zip archive", "none");
        if (entry.Length > _left || entry.Length > Array.MaxLength)
        {
            throw _file.Error(
                FaultPlace.Entry(name), $"an entry of at most {Math.Max(0, _left)} bytes when decompressed", $"{entry.Length}");
        }

        try
        {
            using Stream stream = entry.Open();

            // The length in the directory may be wrong, so allocate memory only for the bytes that arrive.
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
                throw _file.Error(FaultPlace.Entry(name), $"an entry of {entry.Length} bytes", $"{filled}");
            }

            _left -= filled;
            return bytes;
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw _file.Error(FaultPlace.Entry(name), "valid compressed data", "damaged data", exception);
        }
    }

    public void Dispose() => _archive.Dispose();

    // The exceptions that System.IO.Compression throws for corrupt archives.
    private static bool IsDamage(Exception exception) => exception is
        InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException;
}
