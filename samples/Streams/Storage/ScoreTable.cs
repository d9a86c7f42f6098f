using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;
using Streams.Scoring;

namespace Streams.Storage;

/// <summary>The table of scores, with one row per minute and stream.</summary>
internal static class ScoreTable
{
    /// <summary>Prepares the statement for <see cref="Add"/>.</summary>
    public static PreparedStatement PrepareAdd(SqliteConnection connection) => new(
        connection,
        "INSERT INTO scores VALUES ($minute, $stream, $value, $forecast, $anomaly)",
        ("$minute", SqliteType.Integer),
        ("$stream", SqliteType.Integer),
        ("$value", SqliteType.Real),
        ("$forecast", SqliteType.Real),
        ("$anomaly", SqliteType.Real));

    public static void Add(PreparedStatement add, Score score) =>
        add.Run(score.Minute, score.Stream, score.Value, score.Forecast, score.Anomaly);

    /// <summary>Checks that there is one valid score for each stream and each minute before the next one.</summary>
    /// <exception cref="FormatException">A score is missing, unexpected or invalid.</exception>
    public static void Check(SqliteConnection connection, int streams, int nextMinute)
    {
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText =
            """
            SELECT count(*), min(stream), min(minute), min(value), min(forecast), min(anomaly),
                max(stream), max(minute), max(value), max(forecast), max(anomaly) FROM scores
            """;
        using SqliteDataReader rows = select.ExecuteReader();
        rows.Read();
        long count = rows.GetInt64(0);
        if (count != (long)streams * nextMinute)
        {
            throw new FormatException($"expected {(long)streams * nextMinute} scores before minute {nextMinute}, found {count}.");
        }

        if (count == 0)
        {
            return;
        }

        // The key excludes duplicates, so with the right number and the right ends no score is missing. All numbers of a column are valid
        // if the smallest and the largest are.
        Score least = ReadRow(rows, first: 1);
        Score most = ReadRow(rows, first: 6);
        if ((least.Stream, least.Minute, most.Stream, most.Minute) != (0, 0, streams - 1, nextMinute - 1))
        {
            throw new FormatException(
                $"expected scores of the streams 0 to {streams - 1} and the minutes 0 to {nextMinute - 1}, "
                + $"found streams {least.Stream} to {most.Stream} and minutes {least.Minute} to {most.Minute}.");
        }
    }

    /// <summary>Reads the scores that are not below a limit, ordered by stream and minute.</summary>
    public static IEnumerable<Score> ReadFrom(SqliteConnection connection, double limit)
    {
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT stream, minute, value, forecast, anomaly FROM scores WHERE anomaly >= $limit ORDER BY stream, minute";
        select.Parameters.AddWithValue("$limit", limit);
        using SqliteDataReader rows = select.ExecuteReader();
        while (rows.Read())
        {
            yield return ReadRow(rows, first: 0);
        }
    }

    private static Score ReadRow(SqliteDataReader row, int first)
    {
        try
        {
            return new Score(
                row.GetInt64(first),
                row.GetInt64(first + 1),
                row.GetDouble(first + 2),
                row.GetDouble(first + 3),
                row.GetDouble(first + 4));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"a score is invalid: {exception.Message}", exception);
        }
    }
}
