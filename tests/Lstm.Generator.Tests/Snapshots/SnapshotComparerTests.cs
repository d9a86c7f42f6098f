#if !USE_VERIFY
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Lstm.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Xunit;
using Xunit.Sdk;

namespace Lstm.Generator.Tests.Snapshots;

/// <summary>Our comparer treats a directory of snapshots as Verify would.</summary>
public sealed class SnapshotComparerTests : IDisposable
{
    private const string Prefix = "T.M#";

    private readonly string _directory = Directory.CreateTempSubdirectory("lstmgen-snapshots").FullName;

    private string Verified => Path.Combine(_directory, "T.M#Demo.Amp.g.verified.cs");

    private string Received => Path.Combine(_directory, "T.M#Demo.Amp.g.received.cs");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_missing_file_fails_and_leaves_the_received_one()
    {
        IReadOnlyList<GeneratedSourceResult> sources = await SourcesAsync();
        Assert.Contains("no verified file", Fails(sources), StringComparison.Ordinal);
        Assert.False(File.Exists(Verified));
        byte[] bytes = File.ReadAllBytes(Received);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal($"//HintName: Demo.Amp.g.cs\n{sources[0].SourceText}", File.ReadAllText(Received));
    }

    [Fact]
    public async Task An_accepted_file_passes_and_a_stale_received_one_goes()
    {
        IReadOnlyList<GeneratedSourceResult> sources = await SourcesAsync();
        Fails(sources);
        Snapshot.Compare(_directory, Prefix, sources, accept: true);
        Assert.False(File.Exists(Received));
        Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(Verified)[..3]);
        Snapshot.Compare(_directory, Prefix, sources, accept: false);

        File.AppendAllText(Verified, "\n");
        Snapshot.Compare(_directory, Prefix, sources, accept: false);
        File.AppendAllText(Verified, "\n");
        Fails(sources);
    }

    [Fact]
    public async Task A_difference_is_shown_with_its_line()
    {
        IReadOnlyList<GeneratedSourceResult> sources = await SourcesAsync();
        Snapshot.Compare(_directory, Prefix, sources, accept: true);
        string[] lines = File.ReadAllText(Verified).Split('\n');
        string original = lines[9];
        lines[9] = "// Something else.";
        File.WriteAllText(Verified, string.Join("\n", lines));

        string message = Fails(sources);
        Assert.Contains("\n-   10  // Something else.\n+   10  " + original + "\n", message, StringComparison.Ordinal);
        Assert.Contains("     9  " + lines[8] + "\n", message, StringComparison.Ordinal);
        Assert.DoesNotContain(lines[1], message, StringComparison.Ordinal);
        Assert.True(File.Exists(Received));
    }

    [Fact]
    public async Task Carriage_returns_are_a_difference()
    {
        IReadOnlyList<GeneratedSourceResult> sources = await SourcesAsync();
        Snapshot.Compare(_directory, Prefix, sources, accept: true);
        File.WriteAllText(Verified, File.ReadAllText(Verified).Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Contains("\\r", Fails(sources), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_nothing_generates_fails()
    {
        IReadOnlyList<GeneratedSourceResult> sources = await SourcesAsync();
        Snapshot.Compare(_directory, Prefix, sources, accept: true);
        File.WriteAllText(Path.Combine(_directory, "T.M#Demo.Gone.g.verified.cs"), "");
        File.WriteAllText(Path.Combine(_directory, "T.Other#Demo.Gone.g.verified.cs"), "");
        string message = Fails(sources);
        Assert.Contains("T.M#Demo.Gone", message, StringComparison.Ordinal);
        Assert.DoesNotContain("T.Other", message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<GeneratedSourceResult>> SourcesAsync()
    {
        GeneratorRun run = await GeneratorHarness.RunAsync("namespace Demo; [Lstm.Lstm(1, 1)] partial class Amp;");
        return Pipeline.Sources(run.Driver);
    }

    private string Fails(IReadOnlyList<GeneratedSourceResult> sources) =>
        Assert.ThrowsAny<XunitException>(() => Snapshot.Compare(_directory, Prefix, sources, accept: false)).Message;
}
#endif
