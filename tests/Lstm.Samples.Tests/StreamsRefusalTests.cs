using System;
using System.IO;
using Lstm.TestKit;
using Xunit;

namespace Lstm.Samples.Tests;

/// <summary>samples/Streams refuses a database that it cannot continue, says why, and leaves it as it is.</summary>
public sealed class StreamsRefusalTests(StreamsRefusalTests.SavedRun run) : IClassFixture<StreamsRefusalTests.SavedRun>, IDisposable
{
    private const int WrongUsage = 1;
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
        AssertRefusedAfter("UPDATE model SET weights_checksum = '01234567'", "expected the model", "with the weights 01234567");
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

    [Theory]
    [InlineData("error_variance = -1", "the variance of the errors above 0 and at most 1000000000000, found -1.")]
    [InlineData("error_mean = -9e999", "the mean of the errors between -1000000 and 1000000, found -Infinity.")]
    [InlineData("next_minute = 2147483648", "a minute from 0 to 10000000, found 2147483648.")]
    public void An_invalid_number_is_refused_with_its_stream(string assignment, string message) =>
        AssertRefusedAfter($"UPDATE streams SET {assignment} WHERE stream = 4", $"the row of latency-001 is invalid: expected {message}");

    [Theory]
    [Trait("Category", Tier.Full)]
    [InlineData("error_variance = 0", "the variance of the errors above 0 and at most 1000000000000, found 0.")]
    [InlineData("error_variance = 9e999", "the variance of the errors above 0 and at most 1000000000000, found Infinity.")]
    [InlineData("error_variance = 1e300", "the variance of the errors above 0 and at most 1000000000000, found 1E+300.")]
    [InlineData("error_mean = 1e200", "the mean of the errors between -1000000 and 1000000, found 1E+200.")]
    [InlineData("forecast = 1e300", "the forecast between -1000000 and 1000000, found Infinity.")]
    [InlineData("next_minute = -1", "a minute from 0 to 10000000, found -1.")]
    public void Every_invalid_number_is_refused_with_its_stream(string assignment, string message) =>
        An_invalid_number_is_refused_with_its_stream(assignment, message);

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    [InlineData(1e30f, "1.0000000150474662E+30")]
    public void A_state_with_an_invalid_number_is_refused_with_its_stream(float value, string found)
    {
        SameModel.State state = default;
        (found == "NaN" ? state.Cell() : state.Hidden())[3] = value;
        byte[] stored = new byte[SameModel.State.ByteCount];
        state.CopyTo(stored);
        run.CopyTo(Database);
        StreamsDatabase.Execute(Database, "UPDATE streams SET state = $blob WHERE stream = 4", stored);
        AssertRefused("the row of latency-001 is invalid: expected every", $"state between -1000000 and 1000000, found {found}.");
    }

    [Theory]
    [InlineData("DELETE FROM model", "expected one row in the table model, found 0.")]
    [InlineData("INSERT INTO model SELECT * FROM model", "expected one row in the table model, found 2.")]
    [InlineData("UPDATE streams SET name = 'cpu-000' WHERE stream = 3", "expected stream 3 to be cpu-001, found stream 3, cpu-000.")]
    [InlineData("UPDATE streams SET next_minute = 51", "expected 306 scores before minute 51, found 300.")]
    [InlineData("UPDATE scores SET anomaly = 9e999 WHERE minute = 20", "the anomaly to be finite and not negative, found Infinity.")]
    public void Wrong_rows_are_refused(string change, string message) => AssertRefusedAfter(change, message);

    [Theory]
    [Trait("Category", Tier.Full)]
    [InlineData("DELETE FROM streams", "expected 6 streams, found none.")]
    [InlineData("DELETE FROM streams WHERE stream = 5", "expected 6 streams, found 5. To continue it, use --streams 5")]
    [InlineData("UPDATE streams SET stream = 4294967296 WHERE stream = 5", "stream 5 to be requests-001, found stream 4294967296")]
    [InlineData("DELETE FROM scores WHERE minute = 20 AND stream = 2", "expected 300 scores before minute 50, found 299.")]
    [InlineData("UPDATE scores SET minute = 50 WHERE minute = 20", "minutes 0 to 49, found streams 0 to 5 and minutes 0 to 50.")]
    [InlineData("UPDATE scores SET stream = 6 WHERE minute = 20 AND stream = 2", "expected scores of the streams 0 to 5")]
    [InlineData("UPDATE scores SET minute = 2147483648 WHERE minute = 49", "a score is invalid: expected a minute from 0")]
    [InlineData("UPDATE scores SET anomaly = -1 WHERE minute = 20", "the anomaly to be finite and not negative, found -1.")]
    [InlineData("UPDATE scores SET value = -1 WHERE minute = 20", "the value to be finite and not negative, found -1.")]
    [InlineData("UPDATE scores SET forecast = -9e999 WHERE minute = 20", "the forecast to be finite, found -Infinity.")]
    public void Every_kind_of_wrong_rows_is_refused(string change, string message) => AssertRefusedAfter(change, message);

    [Theory]
    [InlineData("DROP TABLE scores", "expected the table scores as CREATE TABLE scores (", "found no such table.")]
    [InlineData("ALTER TABLE streams DROP COLUMN forecast", "the table streams as CREATE TABLE", "state BLOB NOT NULL, error_mean")]
    [InlineData(
        "CREATE TABLE twice AS SELECT * FROM streams; INSERT INTO twice SELECT * FROM streams WHERE stream = 3; "
            + "DROP TABLE streams; ALTER TABLE twice RENAME TO streams",
        "stream INTEGER PRIMARY KEY",
        "found CREATE TABLE \"streams\"(")]
    public void Other_tables_are_refused(string change, string expected, string found) => AssertRefusedAfter(change, expected, found);

    [Fact]
    public void A_damaged_file_is_refused()
    {
        run.CopyTo(Database);
        using (FileStream file = File.OpenWrite(Database))
        {
            file.Position = file.Length - 4096;
            file.Write(new byte[4096]);
        }

        AssertRefused("the file is damaged. SQLite reports: ");
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_gets_no_neighbour()
    {
        StreamsDatabase.Execute(Database, "CREATE TABLE letters (text TEXT)");
        AssertRefused("expected a database of this program");
        Assert.Equal([Database], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_file_that_is_not_a_database_is_refused()
    {
        File.WriteAllText(Database, new string('x', 5000));
        AssertRefused("expected an SQLite database, found a file that is not a database.");
    }

    [Fact]
    public void A_read_only_file_is_refused()
    {
        run.CopyTo(Database);
        File.SetAttributes(Database, FileAttributes.ReadOnly);
        AssertRefused("expected a file that can be written, found one that can only be read.");
        File.SetAttributes(Database, FileAttributes.Normal);
    }

    [Fact]
    public void A_lease_that_is_not_a_database_is_refused()
    {
        run.CopyTo(Database);
        File.WriteAllText(Database + "-lease", new string('x', 5000));
        AssertRefused($"{Database}-lease cannot be used: expected an SQLite database");
    }

    [Fact]
    public void A_folder_is_refused() => AssertRefusedPath(_folder.Path, "expected a file, found a folder.");

    [Fact]
    public void A_file_in_a_missing_folder_is_refused()
    {
        string folder = _folder.File("missing");
        AssertRefusedPath(Path.Combine(folder, "streams.db"), $"the folder {folder} does not exist.");
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_device_is_refused()
    {
        if (!OperatingSystem.IsWindows())
        {
            AssertRefusedPath("/dev/null", "it cannot be read and written.");
            Assert.False(File.Exists("/dev/null-lease"));
        }
    }

    [Fact]
    public void No_name_is_special()
    {
        string folder = Directory.CreateDirectory(_folder.File("here")).FullName;
        Assert.Equal((0, ""), StreamsProcess.Run(["--database", ":memory:", "--streams", "6", "--minutes", "50"], folder));
        Assert.Equal(300, StreamsDatabase.Rows(Path.Combine(folder, ":memory:"), "scores", "minute").Count);
    }

    [Theory]
    [InlineData("--database", "", "--database: expected the path of a file, found an empty text.")]
    [InlineData("--database", " ", "--database: expected the path of a file, found an empty text.")]
    [InlineData("--minutes", "10000001", "--minutes: expected a number from 1 to 10000000, found 10000001.")]
    [InlineData("--streams", "100001", "--streams: expected a number from 1 to 100000, found 100001.")]
    [InlineData("--checkpoint-every", "0", "--checkpoint-every: expected a number from 1 to 10000000, found 0.")]
    [InlineData("--pace", "-1", "--pace: expected a number from 0 to 60000, found -1.")]
    public void A_wrong_option_is_refused(string option, string value, string message)
    {
        (int exitCode, string errors) = StreamsProcess.Run([option, value], _folder.Path);
        Assert.Equal((WrongUsage, message), (exitCode, errors.Trim()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] SmallerState()
    {
        byte[] state = new byte[SmallerModel.State.ByteCount];
        new SmallerModel.State().CopyTo(state);
        return state;
    }

    private void AssertRefusedAfter(string change, params string[] messages)
    {
        run.CopyTo(Database);
        StreamsDatabase.Execute(Database, change);
        AssertRefused(messages);
    }

    private void AssertRefused(params string[] messages) => AssertRefused(s_continued, messages);

    private void AssertRefused(Fleet fleet, params string[] messages)
    {
        byte[] before = File.ReadAllBytes(Database);
        AssertRefusedPath(Database, fleet, messages);
        Assert.Equal(before, File.ReadAllBytes(Database));
    }

    private static void AssertRefusedPath(string path, string message) => AssertRefusedPath(path, s_continued, message);

    private static void AssertRefusedPath(string path, Fleet fleet, params string[] messages)
    {
        (int exitCode, string errors) = StreamsProcess.Run(path, fleet);
        Assert.Equal(Refused, exitCode);
        Assert.StartsWith($"{path} is rejected and was not changed: ", errors, StringComparison.Ordinal);
        Assert.All(messages, message => Assert.Contains(message, errors, StringComparison.Ordinal));
        Assert.Single(errors.Trim().Split('\n'));
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
