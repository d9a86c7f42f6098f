using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Lstm.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace Lstm.Import.Tests;

/// <summary>Files of very many small things, of deep nesting and of long names, in every format and in every place.</summary>
public class HostileFileTests(ITestOutputHelper output)
{
    // The few are for depths and for wrong exceptions. At a hundred bytes each, the many need more than the 16 MB that any file may take.
    private const int Few = 30;
    private const int Some = 20_000;
    private const int Many = 200_000;

    [Fact]
    public void A_few_hostile_things_of_any_kind_are_refused_or_right() => Check(Few, every: 1);

    /// <summary>A fifth of all kinds in the ordinary tier, so that neighbouring places and neighbouring things differ in it.</summary>
    [Fact]
    public void Many_small_things_of_any_kind_take_memory_in_proportion_to_the_file() => Check(Many, every: Tier.IsFull ? 1 : 5);

    [Fact]
    [Trait("Category", Tier.Full)]
    public void Some_small_things_of_any_kind_take_memory_in_proportion_to_the_file() => Check(Some, every: 1);

    [Theory]
    [InlineData("rtneural-nested.json", "a kernel of shape [1, 4]")]
    [InlineData("surrogate-metadata.safetensors", "text in UTF-8")]
    [InlineData("pt-dicts.pt", "in proportion to the size of the file")]
    public void A_hostile_file_that_was_reported_is_refused(string name, string expected)
    {
        byte[] bytes = File.ReadAllBytes(Fixtures.File("hostile", name));

        Assert.Null(FaultRun.FirstFault([new DamagedFile(name, bytes, Folder: null)]));
        Assert.Contains(expected, DamagedFixture.Refusal(bytes), StringComparison.Ordinal);
    }

    private void Check(int count, int every)
    {
        FaultTotals totals = new();
        IEnumerable<DamagedFile> files = HostileFiles.Kinds.Values.Where((_, index) => index % every == 0).Select(kind => kind(count));
        IReadOnlyList<string> faults = FaultRun.Faults(files, most: 20, totals);
        output.WriteLine($"{totals}");
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }
}
