using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>
/// samples/Streams is killed with SIGKILL and started again, again and again, and must come to what an uninterrupted run comes to.
/// </summary>
public sealed class StreamsKillTests : IDisposable
{
    private const int CheckpointEvery = 20;

    // A millisecond a minute: time to kill it in the middle. The last run, and the uninterrupted one, do not wait.
    private const int Pace = 1;

    private static readonly Fleet s_fleet = new(Streams: 45, Minutes: 2200);

    private readonly TemporaryFolder _folder = new();
    private int _savedMinute;

    private string Killed => _folder.File("killed.db");

    private string Uninterrupted => _folder.File("uninterrupted.db");

    [Fact]
    public void A_killed_run_ends_bit_identical_to_an_uninterrupted_one()
    {
        Assert.Equal((0, ""), StreamsProcess.Run(Uninterrupted, s_fleet));

        // In the first transaction, before anything was saved.
        KillWhen(_ => { });

        // With much of an unfinished transaction in the log: it is too large for SQLite's cache, and there is no commit before the last
        // minute.
        KillWhen(_ => SpinUntil(() => LogLength() > 500_000), checkpointEvery: s_fleet.Minutes);
        Assert.Equal(0, _savedMinute);

        // After some checkpoints.
        KillWhen(process => process.WaitForCheckpoint());
        KillWhen(process => Repeat(3, process.WaitForCheckpoint));

        // While a commit writes into the log, which begins anew with the process that opens it.
        for (int kill = 0; kill < 2; kill++)
        {
            KillWhen(_ => SpinUntilChange(LogLength));
        }

        // At random moments.
        var random = new Random(7);
        for (int kill = 0; kill < 5; kill++)
        {
            KillWhen(_ => Thread.Sleep(random.Next(60)));
        }

        // And on to the end, as on a smaller machine.
        Assert.Equal((0, ""), StreamsProcess.Run(Killed, s_fleet, ("DOTNET_EnableAVX2", "0")));
        AssertEveryScoreIsThereOnce();
        AssertSame("scores", "minute, stream");
        AssertSame("streams", "stream");
        AssertSame("model", "declaration");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Starts the sample where it was killed last, and kills it when something has happened.</summary>
    private void KillWhen(Action<StreamsProcess> waitFor, int checkpointEvery = CheckpointEvery)
    {
        using StreamsProcess process = StreamsProcess.Start(Killed, s_fleet, checkpointEvery, Pace, out int firstMinute);
        Assert.True(firstMinute >= _savedMinute, $"Minute {_savedMinute} was said to be saved, and the next run went on at {firstMinute}.");
        Assert.True(firstMinute < s_fleet.Minutes, "A run that was killed in the middle says that it had come to its end.");
        waitFor(process);
        process.Kill();
        _savedMinute = Math.Max(firstMinute, process.SavedMinute);
    }

    private void AssertEveryScoreIsThereOnce()
    {
        IEnumerable<string> expected =
            from minute in Enumerable.Range(0, s_fleet.Minutes)
            from stream in Enumerable.Range(0, s_fleet.Streams)
            select $"{minute} {stream}";
        IEnumerable<string> found = StreamsDatabase.Rows(Killed, "scores", "minute, stream")
            .Select(row => string.Join(' ', row.Split(' ').Take(2)));
        Assert.Equal(expected, found);
    }

    private void AssertSame(string table, string order)
    {
        IReadOnlyList<string> expected = StreamsDatabase.Rows(Uninterrupted, table, order);
        IReadOnlyList<string> found = StreamsDatabase.Rows(Killed, table, order);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Count, found.Count);
        int different = Enumerable.Range(0, expected.Count).Count(row => expected[row] != found[row]);
        Assert.True(different == 0, $"{different} of {expected.Count} rows of {table} are not what the uninterrupted run wrote.");
    }

    private long LogLength() => new FileInfo(Killed + "-wal") is { Exists: true } log ? log.Length : 0;

    private static void SpinUntilChange(Func<long> value)
    {
        long before = value();
        SpinUntil(() => value() != before);
    }

    private static void SpinUntil(Func<bool> condition)
    {
        var time = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(time.Elapsed < TimeSpan.FromMinutes(1), "What was waited for did not happen in a minute.");
        }
    }

    private static void Repeat(int times, Action action)
    {
        for (int time = 0; time < times; time++)
        {
            action();
        }
    }
}
