using System;
using System.Collections.Generic;
using System.Linq;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

/// <summary>Files of very many small things, of deep nesting and of long names, in every format and in every place.</summary>
public class HostileFileTests(ITestOutputHelper output)
{
    // A tenth, then about twice as many as the memory of 16 MB holds, at a hundred bytes or more each.
    private static readonly int[] s_counts = [30, 20_000, 200_000];

    [Fact]
    public void A_hostile_file_of_any_kind_is_refused_or_right_in_proportionate_memory()
    {
        FaultTotals totals = new();
        IEnumerable<DamagedFile> files =
            from kind in HostileFiles.Kinds.Values.Index()
            from count in Tier.IsFull ? s_counts : [s_counts[0], s_counts[^1]]
            where Tier.IsFull || count == s_counts[0] || kind.Index % 3 == 0
            select kind.Item(count);
        IReadOnlyList<string> faults = FaultRun.Faults(files, most: 400, totals);
        output.WriteLine($"{totals}");
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }
}
