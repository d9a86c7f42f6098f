using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Lstm.Import.Tests;

/// <summary>Every reader against every truncation of small files of its format.</summary>
public class TruncationTests
{
    public static TheoryData<string> Names => [.. FaultFile.All.Select(static file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_cut_at_any_byte_is_refused_or_right(string name)
    {
        FaultFile file = FaultFile.Named(name);
        byte[] bytes = file.Read();
        IEnumerable<DamagedFile> damaged = file.Places(bytes.Length)
            .Select(length => new DamagedFile($"cut at {length}", bytes[..length], file.Folder));
        Assert.Null(FaultRun.FirstFault(damaged));
    }
}
