using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using System.Text;
using Lstm.Import.Input;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

/// <summary>
/// Damaged and hostile files of Keras: a description or a <see cref="WeightFormatException"/>, soon, and in little memory.
/// </summary>
/// <remarks>The steps are prime to the structures' sizes, to take a sample that is quick.</remarks>
public sealed class KerasFaultTests(ITestOutputHelper output)
{
    private const int FreeBytes = 16 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("keras2.h5", 29)]
    [InlineData("keras2-gzip.h5", 53)]
    [InlineData("latest.h5", 11)]
    [InlineData("keras3.keras", 61)]
    public void A_file_cut_anywhere_is_refused(string name, int step)
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("keras", name));
        for (int length = 0; length < bytes.Length; length += step)
        {
            Read(name, bytes[..length]);
        }
    }

    [Theory]
    [InlineData("keras2.h5", 13)]
    [InlineData("keras2-gzip.h5", 29)]
    [InlineData("latest.h5", 5)]
    [InlineData("keras3.keras", 37)]
    [InlineData("tfjs/model.json", 7)]
    public void A_file_with_any_byte_changed_is_read_or_refused(string name, int step)
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("keras", name));
        for (int index = 0; index < bytes.Length; index += step)
        {
            byte kept = bytes[index];
            bytes[index] ^= (byte)(index % 2 == 0 ? 0xFF : 1 << (index % 8));
            Read(name, bytes);
            bytes[index] = kept;
        }
    }

    // Eight aligned bytes may be a size or an address: the values that hurt most, at each seventh place.
    [Theory]
    [InlineData("keras2.h5")]
    [InlineData("latest.h5")]
    public void Sizes_and_addresses_that_lie_are_refused(string name)
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("keras", name));
        ulong[] values = [0x7FFF_0000, 0x7FFF_FFFF_FFFF_FFF0, ulong.MaxValue, (ulong)bytes.Length - 8, 0];
        for (int index = 8, turn = 0; index + 8 <= bytes.Length; index += 56, turn++)
        {
            byte[] changed = [.. bytes];
            BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(index), values[turn % values.Length]);
            Read(name, changed);
            BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(index), (ulong)index);
            Read(name, changed);
        }
    }

    [Fact]
    public void A_b_tree_that_is_its_own_child_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("keras", "keras2.h5"));
        for (int at = 0; (at = Next(bytes, "TREE", at)) >= 0; at++)
        {
            foreach (byte level in (byte[])[0, 1, 8, 255])
            {
                byte[] changed = [.. bytes];
                changed[at + 5] = level;
                BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(at + 32), (ulong)at);
                Read("tree", changed);
            }
        }
    }

    [Fact]
    public void A_header_that_continues_in_itself_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("keras", "keras2.h5"));

        // The root's header: its first message becomes a continuation that leads back to it.
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(64));
        int message = header + 16;
        int size = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(message + 2));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(message), 0x10);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(message + 8), (ulong)message);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(message + 16), (ulong)(size + 8));

        Assert.Contains("refers to itself", Read("continuation", bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_contains_itself_is_not_followed()
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("keras", "keras2.h5"));
        ulong root = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(64));
        for (int at = 0; (at = Next(bytes, "SNOD", at)) >= 0; at++)
        {
            byte[] changed = [.. bytes];
            BinaryPrimitives.WriteUInt64LittleEndian(changed.AsSpan(at + 16), root);
            Read("group", changed);
        }
    }

    private static int Next(byte[] bytes, string signature, int from)
    {
        int found = bytes.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(signature));
        return found < 0 ? -1 : from + found;
    }

    // The message of the refusal, or nothing.
    private string Read(string name, byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        string message = "";
        try
        {
            ModelFile.Read(
                new SourceFile(name, bytes, Path.GetDirectoryName(Fixtures.File("keras", "tfjs", "model.json"))),
                ModelReadOptions.Default);
        }
        catch (WeightFormatException exception)
        {
            message = exception.Message;
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (took > s_limit || allocated > FreeBytes + 4L * bytes.Length)
        {
            output.WriteLine($"{name}: {took}, {allocated} bytes: {message}");
            Assert.Fail($"{name}: {took}, {allocated} bytes: {message}");
        }

        return message;
    }
}
