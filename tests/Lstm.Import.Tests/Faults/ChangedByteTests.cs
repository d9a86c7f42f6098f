using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Every reader against small files of its format in which one byte is another.</summary>
public class ChangedByteTests
{
    private static readonly byte[] s_flips = [0x01, 0x80, 0xFF];

    public static TheoryData<string> Names => [.. FaultFile.All.Select(static file => file.Name)];

    /// <summary>
    /// Three changes of each byte in the full tier, one of the three in the ordinary one, so that neighbours differ in it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_with_any_byte_changed_is_refused_or_right(string name)
    {
        FaultFile file = FaultFile.Named(name);
        byte[] bytes = file.Read();
        IEnumerable<DamagedFile> damaged =
            from place in file.Places(bytes.Length).Index()
            from flip in Tier.IsFull ? s_flips : [s_flips[place.Index % s_flips.Length]]
            select new DamagedFile($"byte {place.Item} ^ 0x{flip:X2}", Changed(bytes, place.Item, flip), file.Folder);
        Assert.Null(FaultRun.FirstFault(damaged));
    }

    private static byte[] Changed(byte[] bytes, int place, byte flip)
    {
        byte[] copy = bytes.AsSpan().ToArray();
        copy[place] ^= flip;
        return copy;
    }
}
