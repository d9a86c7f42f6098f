using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Data.Sqlite;
using Streams.Scoring;

namespace Streams.Storage;

/// <summary>
/// One transaction with the scores of some minutes and the saved streams after them. Either everything is in the database or nothing,
/// even when the process is killed. Therefore no score is missing or duplicated.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    private readonly SqliteTransaction _transaction;
    private readonly PreparedStatement _add;
    private readonly PreparedStatement _save;

    public Checkpoint(SqliteConnection connection)
    {
        _transaction = connection.BeginTransaction();
        _add = ScoreTable.PrepareAdd(connection);
        _save = StreamTable.PrepareSave(connection);
    }

    /// <summary>Adds the scores of a minute.</summary>
    public void Add(IReadOnlyList<Score> scores)
    {
        foreach (Score score in scores)
        {
            ScoreTable.Add(_add, score);
        }
    }

    /// <summary>Saves all streams and commits the transaction.</summary>
    public void Commit(IEnumerable<SavedStream> saved)
    {
        foreach ((int stream, SavedStream state) in saved.Index())
        {
            StreamTable.Save(_save, stream, state);
        }

        _transaction.Commit();
    }

    public void Dispose()
    {
        _save.Dispose();
        _add.Dispose();
        _transaction.Dispose();
    }
}
