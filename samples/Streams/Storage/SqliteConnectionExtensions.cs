using System;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Streams.Storage;

/// <summary>Extensions that open a database, and that run an SQL statement in one call.</summary>
internal static class SqliteConnectionExtensions
{
    private const int Busy = 5;

    /// <summary>Opens a database file, or creates it.</summary>
    /// <param name="file">The full path, so that no name is special: <c>:memory:</c> is a file too.</param>
    /// <param name="secondsToWait">The limit of the wait for a lock of another process.</param>
    public static SqliteConnection Open(string file, int secondsToWait)
    {
        // Without pooling, Dispose closes the file.
        var settings = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = secondsToWait };
        var connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    /// <summary>Returns the first value of a statement; the default if there is no row, or null.</summary>
    public static T Scalar<T>(this SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull
            ? (T)Convert.ChangeType(value, typeof(T), CultureInfo.InvariantCulture)
            : default!;
    }

    /// <summary>Begins a transaction with the lock for writing, and returns whether no other process has that lock.</summary>
    public static bool TryBegin(this SqliteConnection connection)
    {
        try
        {
            connection.Execute("BEGIN IMMEDIATE");
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Busy)
        {
            return false;
        }
    }
}
