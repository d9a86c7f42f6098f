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
    /// <exception cref="FormatException">A stream is missing, unexpected or invalid. The message names it.</exception>
    public static IReadOnlyList<SavedStream> Read(SqliteConnection connection, IReadOnlyList<MetricStream> streams)
    {
        long count = connection.Scalar<long>("SELECT count(*) FROM streams");
        if (count != streams.Count)
        {
            throw new FormatException(count == 0
                ? $"expected {streams.Count} streams, found none."
                : $"expected {streams.Count} streams, found {count}. To continue it, use --streams {count}; or use another file.");
        }

        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT stream, name, next_minute, state, forecast, error_mean, error_variance FROM streams ORDER BY stream";
        using SqliteDataReader rows = select.ExecuteReader();
        var saved = new List<SavedStream>();
        while (rows.Read())
        {
            string expected = streams[saved.Count].Name;
            if (rows.GetInt64(0) != saved.Count || rows.GetString(1) != expected)
            {
                throw new FormatException(
                    $"expected stream {saved.Count} to be {expected}, found stream {rows.GetInt64(0)}, {rows.GetString(1)}.");
            }

            saved.Add(ReadRow(rows, expected));
        }

        // All streams step together, so they must be at the same minute.
        int odd = saved.FindIndex(stream => stream.NextMinute != saved[0].NextMinute);
        return odd < 0 ? saved : throw new FormatException(
            $"expected all streams at minute {saved[0].NextMinute}, as {streams[0].Name}, "
            + $"found {streams[odd].Name} at minute {saved[odd].NextMinute}.");
    }

    private static SavedStream ReadRow(SqliteDataReader row, string stream)
    {
        try
        {
            return new SavedStream(
                row.GetInt64(2),
                MetricModel.State.Read(row.GetFieldValue<byte[]>(3)),
                row.GetFloat(4),
                new ErrorScale(row.GetDouble(5), row.GetDouble(6)));
        }
        catch (StateFormatException exception)
        {
            throw new FormatException($"the state of {stream} cannot be read. {exception.Message}", exception);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"the row of {stream} is invalid: {exception.Message}", exception);
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
