using System;
using System.Collections.Generic;
using Lstm;
using Microsoft.Data.Sqlite;
using Streams.Metrics;
using Streams.Scoring;

namespace Streams.Storage;

/// <summary>The table of saved streams, with one row per stream.</summary>
internal static class StreamTable
{
    /// <summary>Inserts all streams at their start.</summary>
    public static void Insert(SqliteConnection connection, IReadOnlyList<MetricStream> streams, SavedStream beginning)
    {
        using var insert = new PreparedStatement(
            connection,
            "INSERT INTO streams VALUES ($stream, $name, $minute, $state, $forecast, $mean, $variance)",
            [("$stream", SqliteType.Integer), ("$name", SqliteType.Text), .. SavedColumns]);
        byte[] state = new byte[MetricModel.State.ByteCount];
        for (int stream = 0; stream < streams.Count; stream++)
        {
            insert.Run([stream, streams[stream].Name, .. Values(beginning, state)]);
        }
    }

    /// <summary>Prepares the statement for <see cref="Save"/>.</summary>
    public static PreparedStatement PrepareSave(SqliteConnection connection) => new(
        connection,
        """
        UPDATE streams SET next_minute = $minute, state = $state, forecast = $forecast, error_mean = $mean, error_variance = $variance
        WHERE stream = $stream
        """,
        [("$stream", SqliteType.Integer), .. SavedColumns]);

    public static void Save(PreparedStatement save, int stream, SavedStream saved)
    {
        byte[] state = new byte[MetricModel.State.ByteCount];
        save.Run([stream, .. Values(saved, state)]);
    }

    /// <summary>Returns whether all saved streams are at a minute.</summary>
    public static bool StandAt(SqliteConnection connection, int minute) =>
        connection.Scalar<long>($"SELECT count(*) FROM streams WHERE next_minute <> {minute}") == 0;

    /// <summary>Reads the saved streams.</summary>
    /// <exception cref="FormatException">A stream is invalid. The message names it.</exception>
    public static IReadOnlyList<SavedStream> Read(SqliteConnection connection, IReadOnlyList<MetricStream> streams)
    {
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT stream, name, next_minute, state, forecast, error_mean, error_variance FROM streams ORDER BY stream";
        using SqliteDataReader rows = select.ExecuteReader();
        var saved = new List<SavedStream>();
        while (rows.Read())
        {
            MetricStream stream = streams[saved.Count];
            string name = rows.GetString(1);
            if (rows.GetInt32(0) != saved.Count || name != stream.Name)
            {
                throw new FormatException($"expected stream {saved.Count} to be {stream.Name}, found stream {rows.GetInt32(0)}, {name}.");
            }

            saved.Add(new SavedStream(
                rows.GetInt32(2),
                ReadState(rows.GetFieldValue<byte[]>(3), name),
                rows.GetFloat(4),
                new ErrorScale(rows.GetDouble(5), rows.GetDouble(6))));
        }

        // All streams step together, so they must be at the same minute.
        int odd = saved.FindIndex(stream => stream.NextMinute != saved[0].NextMinute);
        return odd < 0 ? saved : throw new FormatException(
            $"expected all streams at minute {saved[0].NextMinute}, as {streams[0].Name}, "
            + $"found {streams[odd].Name} at minute {saved[odd].NextMinute}.");
    }

    private static MetricModel.State ReadState(byte[] stored, string stream)
    {
        try
        {
            return MetricModel.State.Read(stored);
        }
        catch (StateFormatException exception)
        {
            throw new FormatException($"the state of {stream} cannot be read. {exception.Message}", exception);
        }
    }

    private static (string Name, SqliteType Type)[] SavedColumns =>
    [
        ("$minute", SqliteType.Integer),
        ("$state", SqliteType.Blob),
        ("$forecast", SqliteType.Real),
        ("$mean", SqliteType.Real),
        ("$variance", SqliteType.Real),
    ];

    private static object[] Values(SavedStream saved, byte[] state)
    {
        saved.State.CopyTo(state);
        return [saved.NextMinute, state, (double)saved.Forecast, saved.Errors.Mean, saved.Errors.Variance];
    }
}
