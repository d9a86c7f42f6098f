using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;

namespace Streams.Storage;

/// <summary>The tables of the database.</summary>
internal static class Schema
{
    /// <summary>The application id in the database's header ("LSTM" in ASCII), which identifies databases of this program.</summary>
    private const int ApplicationId = 0x4C53544D;

    // A REAL stores all bits of a double except the sign of a zero and NaN, which do not occur here. The primary key of the scores prevents
    // duplicates.
    private static readonly IReadOnlyList<(string Name, string Definition)> s_tables =
    [
        ("model",
            """
            (
                declaration TEXT NOT NULL,
                weights_checksum TEXT NOT NULL
            ) STRICT
            """),
        ("streams",
            """
            (
                stream INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                next_minute INTEGER NOT NULL,
                state BLOB NOT NULL,
                forecast REAL NOT NULL,
                error_mean REAL NOT NULL,
                error_variance REAL NOT NULL
            ) STRICT
            """),
        ("scores",
            """
            (
                minute INTEGER NOT NULL,
                stream INTEGER NOT NULL,
                value REAL NOT NULL,
                forecast REAL NOT NULL,
                anomaly REAL NOT NULL,
                PRIMARY KEY (minute, stream)
            ) STRICT, WITHOUT ROWID
            """),
    ];

    /// <summary>Returns whether the database is new: it has no tables yet.</summary>
    /// <exception cref="FormatException">The database belongs to another program.</exception>
    public static bool IsNew(SqliteConnection connection)
    {
        if (connection.Scalar<long>("SELECT count(*) FROM sqlite_schema") == 0)
        {
            return true;
        }

        long application = connection.Scalar<long>("PRAGMA application_id");
        return application == ApplicationId ? false : throw new FormatException(
            $"expected a database of this program with the application id {ApplicationId}, found {application}.");
    }

    /// <summary>Creates the tables.</summary>
    public static void Create(SqliteConnection connection)
    {
        connection.Execute($"PRAGMA application_id = {ApplicationId}");
        foreach ((string name, string definition) in s_tables)
        {
            connection.Execute($"CREATE TABLE {name} {definition}");
        }
    }

    /// <summary>
    /// Checks that the file is not damaged and that each table has its definition, which SQLite enforces: the types, no null, the keys.
    /// </summary>
    /// <exception cref="FormatException">The file is damaged, or a table is missing or another one.</exception>
    public static void Check(SqliteConnection connection)
    {
        string damage = connection.Scalar<string>("PRAGMA quick_check(1)");
        if (damage != "ok")
        {
            throw new FormatException($"the file is damaged. SQLite reports: {OneLine(damage)}.");
        }

        foreach ((string name, string definition) in s_tables)
        {
            string found = OneLine(connection.Scalar<string?>($"SELECT sql FROM sqlite_schema WHERE name = '{name}'") ?? "no such table");
            string expected = OneLine($"CREATE TABLE {name} {definition}");
            if (found != expected)
            {
                throw new FormatException($"expected the table {name} as {expected}, found {found}.");
            }
        }
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
