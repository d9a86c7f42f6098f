namespace Streams.Storage;

/// <summary>The tables.</summary>
internal static class Schema
{
    /// <summary>Stands in the database's header ("LSTM" in ASCII), so that it is not mistaken for another program's, nor another's for this one's.</summary>
    public const int ApplicationId = 0x4C53544D;

    // A REAL has all bits of a double, but for the sign of a zero and a NaN, neither of which comes about here. The key of the scores lets none in twice.
    public const string Create =
        """
        PRAGMA application_id = 0x4C53544D;

        CREATE TABLE model (
            declaration TEXT NOT NULL,
            weights_checksum TEXT NOT NULL
        ) STRICT;

        CREATE TABLE streams (
            stream INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            next_minute INTEGER NOT NULL,
            state BLOB NOT NULL,
            forecast REAL NOT NULL,
            error_mean REAL NOT NULL,
            error_variance REAL NOT NULL
        ) STRICT;

        CREATE TABLE scores (
            minute INTEGER NOT NULL,
            stream INTEGER NOT NULL,
            value REAL NOT NULL,
            forecast REAL NOT NULL,
            anomaly REAL NOT NULL,
            PRIMARY KEY (minute, stream)
        ) STRICT, WITHOUT ROWID;
        """;
}
