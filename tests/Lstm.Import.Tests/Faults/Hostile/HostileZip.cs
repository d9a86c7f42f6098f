using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Lstm.TestKit;

namespace Lstm.Import.Tests;

/// <summary>Zip archives with damage inside an entry that keeps its checksum, and with many entries.</summary>
internal static class HostileZip
{
    /// <summary>Returns an archive of entries.</summary>
    public static byte[] Of(params IEnumerable<(string Name, byte[] Bytes)> entries) => Of(CompressionLevel.NoCompression, entries);

    /// <summary>Returns an archive of entries.</summary>
    public static byte[] Of(CompressionLevel level, IEnumerable<(string Name, byte[] Bytes)> entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in entries)
            {
                using Stream entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A directory of many entries, each of 46 bytes and a name, for which there is no content.</summary>
    public static byte[] Directory(int count, Func<int, string> nameOf)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("PK\x03\x04"u8);
        writer.Write(new byte[26]);
        int start = (int)stream.Position;
        for (int number = 0; number < count; number++)
        {
            byte[] name = System.Text.Encoding.ASCII.GetBytes(nameOf(number));
            writer.Write("PK\x01\x02"u8);
            writer.Write(new byte[24]);
            writer.Write((ushort)name.Length);
            writer.Write(new byte[16]);
            writer.Write(name);
        }

        int length = (int)stream.Position - start;
        ushort shown = (ushort)Math.Min(count, ushort.MaxValue);
        if (count >= ushort.MaxValue)
        {
            long at = stream.Position;
            writer.Write("PK\x06\x06"u8);
            writer.Write(44L);
            writer.Write([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
            writer.Write((long)count);
            writer.Write((long)count);
            writer.Write((long)length);
            writer.Write((long)start);
            writer.Write("PK\x06\x07"u8);
            writer.Write(0);
            writer.Write(at);
            writer.Write(1);
        }

        writer.Write("PK\x05\x06"u8);
        writer.Write(0);
        writer.Write(shown);
        writer.Write(shown);
        writer.Write(length);
        writer.Write(start);
        writer.Write((ushort)0);
        return stream.ToArray();
    }

    /// <summary>Returns an archive in which one entry is hostile, or which has many more entries.</summary>
    public static byte[] Damage(byte[] file, SplitMix64 random, int most)
    {
        List<(string Name, byte[] Bytes)> entries = EntriesOf(file);
        if (entries.Count == 0)
        {
            return file;
        }

        int place = random.Below(entries.Count);
        (string name, byte[] bytes) = entries[place];
        switch (random.Below(8))
        {
            case 0:
                entries.RemoveAt(place);
                break;
            case 1:
                string more = random.Below(2) == 0 ? name : $"{name}/data.pkl";
                entries.AddRange(Enumerable.Repeat((more, (byte[])[]), random.Count(most / 50 + 1)));
                break;
            default:
                entries[place] = (name, HostileFiles.Damage(name, bytes, random, most));
                break;
        }

        return Of(random.Below(4) == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression, entries);
    }

    private static List<(string Name, byte[] Bytes)> EntriesOf(byte[] file)
    {
        List<(string Name, byte[] Bytes)> entries = [];
        using var zip = new ZipArchive(new MemoryStream(file, writable: false));
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream stream = entry.Open();
            byte[] bytes = new byte[entry.Length];
            stream.ReadExactly(bytes);
            entries.Add((entry.FullName, bytes));
        }

        return entries;
    }
}
