using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>samples/Streams is started three times at once on one database: one process continues it, and the others are refused.</summary>
public sealed class StreamsRaceTests : IDisposable
{
    private const int Refused = 2;
    private const int CheckpointEvery = 10;

    // Four minutes: the owner does not end while the others start.
    private const int Pace = 20;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private static readonly Fleet s_fleet = new(Streams: 6, Minutes: 12_000);

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("streams.db");

    [Fact]
    public void Of_three_starts_at_once_one_continues_and_the_others_name_a_process_that_has_the_database()
    {
        int savedMinute = 0;
        for (int round = 0; round < 3; round++)
        {
            // The first round is on a file that does not exist yet.
            StreamsProcess[] processes =
                [.. Enumerable.Range(0, 3).Select(_ => StreamsProcess.Start(Database, s_fleet, CheckpointEvery, Pace))];
            try
            {
                WaitUntil(() => processes.Count(process => process.HasEnded) >= 2);
                StreamsProcess owner = Assert.Single(processes, process => !process.HasEnded);
                Assert.All(processes.Where(process => process != owner), process => AssertRefused(process, processes));
                Assert.Equal(savedMinute, owner.ReadFirstMinute());
                owner.WaitForCheckpoint();
                owner.Kill();
                savedMinute = owner.SavedMinute;
            }
            finally
            {
                Array.ForEach(processes, process => process.Dispose());
            }
        }

        // No lease is left behind, and every score is there once.
        Fleet rest = s_fleet with { Minutes = savedMinute + 10 };
        Assert.Equal((0, ""), StreamsProcess.Run(Database, rest));
        Assert.Equal((0, ""), StreamsProcess.Run(_folder.File("alone.db"), rest));
        Assert.Equal(
            StreamsDatabase.Rows(_folder.File("alone.db"), "scores", "minute, stream"),
            StreamsDatabase.Rows(Database, "scores", "minute, stream"));
    }

    [Fact]
    public void The_scores_can_be_read_while_a_process_continues_the_database()
    {
        using StreamsProcess owner = StreamsProcess.Start(Database, s_fleet, CheckpointEvery, Pace, out _);
        owner.WaitForCheckpoint();

        Assert.True(StreamsDatabase.Rows(Database, "scores", "minute").Count >= CheckpointEvery * s_fleet.Streams);

        owner.WaitForCheckpoint();
        owner.Kill();
    }

    public void Dispose() => _folder.Dispose();

    private void AssertRefused(StreamsProcess process, StreamsProcess[] all)
    {
        (int exitCode, string errors) = process.Finish();
        Assert.Equal(Refused, exitCode);
        Assert.Contains(
            all.Where(other => other != process),
            other => errors.Contains(
                $"{Database} is rejected and was not changed: the process {other.Id} on {Environment.MachineName} is using it.",
                StringComparison.Ordinal));
        Assert.Single(errors.Trim().Split('\n'));
    }

    private static void WaitUntil(Func<bool> condition)
    {
        for (var time = Stopwatch.StartNew(); !condition(); Thread.Sleep(10))
        {
            Assert.True(time.Elapsed < s_limit, "What was waited for did not happen.");
        }
    }
}
