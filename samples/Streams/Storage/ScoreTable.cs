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

    /// <summary>Reads the scores that are not below a limit, ordered by stream and minute.</summary>
    public static IEnumerable<Score> ReadFrom(SqliteConnection connection, double limit)
    {
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT stream, minute, value, forecast, anomaly FROM scores WHERE anomaly >= $limit ORDER BY stream, minute";
        select.Parameters.AddWithValue("$limit", limit);
        using SqliteDataReader rows = select.ExecuteReader();
        while (rows.Read())
        {
            yield return new Score(rows.GetInt32(0), rows.GetInt32(1), rows.GetDouble(2), rows.GetDouble(3), rows.GetDouble(4));
        }
    }
}
