using System;
using Microsoft.Data.Sqlite;

namespace Streams.Storage;

/// <summary>A statement that is run repeatedly with different values.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteCommand _command;

    /// <summary>Prepares a statement.</summary>
    /// <param name="connection">The connection. The statement belongs to its open transaction.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">The names and types of the parameters.</param>
    public PreparedStatement(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach ((string name, SqliteType type) in parameters)
        {
            _command.Parameters.Add(name, type);
        }
    }

    /// <summary>Runs the statement with values in the order of the parameters.</summary>
    public void Run(params ReadOnlySpan<object> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            _command.Parameters[index].Value = values[index];
        }

        _command.ExecuteNonQuery();
    }

    public void Dispose() => _command.Dispose();
}
