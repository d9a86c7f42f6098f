using System;
using System.IO;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>samples/Streams refuses a database that it cannot continue, says why, and leaves it as it is.</summary>
public sealed class StreamsRefusalTests(StreamsRefusalTests.SavedRun run) : IClassFixture<StreamsRefusalTests.SavedRun>, IDisposable
{
    private const int Refused = 2;

    // Its streams stand at minute 50, and there are minutes left to score.
    private static readonly Fleet s_saved = new(Streams: 6, Minutes: 50);
    private static readonly Fleet s_continued = s_saved with { Minutes = 100 };

    private readonly TemporaryFolder _folder = new();

    private string Database => _folder.File("streams.db");

    [Fact]
    public void A_saved_database_is_continued()
    {
        run.CopyTo(Database);
        Assert.Equal((0, ""), StreamsProcess.Run(Database, s_continued));
        Assert.Equal(600, StreamsDatabase.Rows(Database, "scores", "minute").Count);
    }

    [Fact]
    public void A_database_of_another_network_is_refused()
    {
        run.CopyTo(Database);
        string declaration = StateFormat.DeclarationOf(SmallerState());
        StreamsDatabase.Execute(Database, $"UPDATE model SET declaration = '{declaration}'");
        AssertRefused("expected the model [Lstm(input: 3, hidden: 16, Output = 1)]", "found [Lstm(input: 3, hidden: 8, Output = 1)]");
    }

    [Fact]
    public void A_database_of_other_weights_is_refused()
    {
        run.CopyTo(Database);
        StreamsDatabase.Execute(Database, "UPDATE model SET weights_checksum = '01234567'");
        AssertRefused("expected the model", "with the weights 01234567");
    }

    [Fact]
    public void A_state_of_another_network_is_refused_with_its_stream()
    {
        run.CopyTo(Database);
        StreamsDatabase.Execute(Database, "UPDATE streams SET state = $blob WHERE stream = 4", SmallerState());
        AssertRefused(
            "the state of latency-001 cannot be read",
            "expected a state of [Lstm(input: 3, hidden: 16",
            "found a state of [Lstm(input: 3, hidden: 8");
    }

    [Fact]
    public void A_corrupt_state_is_refused_with_its_stream()
    {
        run.CopyTo(Database);
        byte[] state = StreamsDatabase.State(Database, stream: 2);
        state[^10] ^= 1;
        StreamsDatabase.Execute(Database, "UPDATE streams SET state = $blob WHERE stream = 2", state);
        AssertRefused("the state of requests-000 cannot be read", "the bytes are corrupt");
    }

    [Fact]
    public void Streams_at_different_minutes_are_refused()
    {
        run.CopyTo(Database);
        StreamsDatabase.Execute(Database, "UPDATE streams SET next_minute = 49 WHERE stream = 3");
        AssertRefused("expected all streams at minute 50", "found cpu-001 at minute 49");
    }

    [Fact]
    public void Another_number_of_streams_is_refused()
    {
        run.CopyTo(Database);
        AssertRefused(s_continued with { Streams = 7 }, "expected 7 streams, found 6", "--streams 6");
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        StreamsDatabase.Execute(Database, "CREATE TABLE letters (text TEXT)");
        AssertRefused("expected a database of this program");
    }

    [Fact]
    public void A_file_that_is_not_a_database_is_refused()
    {
        File.WriteAllText(Database, new string('x', 5000));
        AssertRefused("not a database");
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] SmallerState()
    {
        byte[] state = new byte[SmallerModel.State.ByteCount];
        new SmallerModel.State().CopyTo(state);
        return state;
    }

    private void AssertRefused(params string[] messages) => AssertRefused(s_continued, messages);

    private void AssertRefused(Fleet fleet, params string[] messages)
    {
        byte[] before = File.ReadAllBytes(Database);
        (int exitCode, string errors) = StreamsProcess.Run(Database, fleet);
        Assert.Equal(Refused, exitCode);
        Assert.Contains($"{Database} is rejected", errors, StringComparison.Ordinal);
        Assert.All(messages, message => Assert.Contains(message, errors, StringComparison.Ordinal));
        Assert.Single(errors.Trim().Split('\n'));
        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    /// <summary>A database that the sample has written, once for all tests.</summary>
    public sealed class SavedRun : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public SavedRun() => Assert.Equal((0, ""), StreamsProcess.Run(_folder.File("saved.db"), s_saved));

        public void CopyTo(string path) => File.Copy(_folder.File("saved.db"), path);

        public void Dispose() => _folder.Dispose();
    }
}
