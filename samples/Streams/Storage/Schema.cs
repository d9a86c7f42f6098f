namespace Streams.Storage;

/// <summary>The tables of the database.</summary>
internal static class Schema
{
    /// <summary>The application id in the database's header ("LSTM" in ASCII), which identifies databases of this program.</summary>
    public const int ApplicationId = 0x4C53544D;

    // A REAL stores all bits of a double except the sign of a zero and NaN, which do not occur here. The primary key of the scores prevents
    // duplicates.
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
