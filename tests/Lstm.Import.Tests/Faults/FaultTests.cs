using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Alone, because the memory that is measured is the process's.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class FaultCollection
{
    public const string Name = "Faults";
}

/// <summary>Every reader against every truncation and every flipped byte of small files of its format.</summary>
[Collection(FaultCollection.Name)]
public class FaultTests
{
    public static TheoryData<string> Names => [.. FaultFile.All.Select(static file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_cut_at_any_byte_is_refused_or_right(string name)
    {
        (byte[] bytes, string? folder) = Load(name);
        Check(Places(bytes.Length).Select(length => ($"cut at {length}", bytes[..length])), folder);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with_any_byte_changed_is_refused_or_right(string name)
    {
        (byte[] bytes, string? folder) = Load(name);
        Check(Places(bytes.Length).SelectMany(place => new[] { 0x01, 0x80, 0xFF }.Select(flip => ($"byte {place} ^ 0x{flip:X2}", Flipped(bytes, place, (byte)flip)))), folder);
    }

    private static (byte[] Bytes, string? Folder) Load(string name)
    {
        FaultFile file = FaultFile.All.Single(file => file.Name == name);
        return (File.ReadAllBytes(file.Path), Path.GetDirectoryName(file.Path));
    }

    // Every byte, or evenly spread ones of a file that is not small. The first and the last bytes are where formats keep what they believe.
    private static IEnumerable<int> Places(int length)
    {
        const int most = 4_000;
        const int dense = 512;
        int stride = Math.Max(1, length / most);
        return Enumerable.Range(0, length).Where(place => place % stride == 0 || place < dense || place >= length - dense);
    }

    private static byte[] Flipped(byte[] bytes, int place, byte flip)
    {
        byte[] copy = [.. bytes];
        copy[place] ^= flip;
        return copy;
    }

    private static void Check(IEnumerable<(string Damage, byte[] Bytes)> damaged, string? folder)
    {
        foreach ((string damage, byte[] bytes) in damaged)
        {
            string? fault = FaultRun.Fault(bytes, folder);
            Assert.True(fault is null, $"{damage}: {fault}");
        }
    }
}
