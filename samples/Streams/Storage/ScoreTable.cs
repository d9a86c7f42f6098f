using System.Collections.Generic;
using Microsoft.Data.Sqlite;
using Streams.Scoring;

namespace Streams.Storage;

/// <summary>A row for each minute of each stream.</summary>
internal static class ScoreTable
{
    /// <summary>The statement that <see cref="Add"/> runs.</summary>
    public static PreparedStatement PrepareAdd(SqliteConnection connection) => new(
        connection,
        "INSERT INTO scores VALUES ($minute, $stream, $value, $forecast, $anomaly)",
        ("$minute", SqliteType.Integer), ("$stream", SqliteType.Integer),
        ("$value", SqliteType.Real), ("$forecast", SqliteType.Real), ("$anomaly", SqliteType.Real));

    public static void Add(PreparedStatement add, Score score) =>
        add.Run(score.Minute, score.Stream, score.Value, score.Forecast, score.Anomaly);

    /// <summary>The scores from a limit on, stream by stream and then minute by minute.</summary>
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
