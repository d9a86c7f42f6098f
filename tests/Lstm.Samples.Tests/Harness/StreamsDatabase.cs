using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Data.Sqlite;

namespace Lstm.Samples.Tests;

/// <summary>Looks into the sample's database, and changes it.</summary>
internal static class StreamsDatabase
{
    /// <summary>All rows of a table, a text a row: numbers with all their bits, blobs with all their bytes.</summary>
    public static IReadOnlyList<string> Rows(string path, string table, string order)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = $"SELECT * FROM {table} ORDER BY {order}";
        using SqliteDataReader reader = select.ExecuteReader();
        List<string> rows = [];
        object[] values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
            rows.Add(string.Join(' ', values.Select(Text)));
        }

        return rows;
    }

    /// <summary>Changes something.</summary>
    public static void Execute(string path, string sql, byte[]? blob = null)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        if (blob is not null)
        {
            command.Parameters.AddWithValue("$blob", blob);
        }

        command.ExecuteNonQuery();
    }

    /// <summary>The stored state of a stream.</summary>
    public static byte[] State(string path, int stream)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = "SELECT state FROM streams WHERE stream = $stream";
        select.Parameters.AddWithValue("$stream", stream);
        return (byte[])select.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static string Text(object value) => value switch
    {
        double number => BitConverter.DoubleToUInt64Bits(number).ToString("X16", null),
        byte[] bytes => Convert.ToHexString(bytes),
        _ => value.ToString()!,
    };
}
