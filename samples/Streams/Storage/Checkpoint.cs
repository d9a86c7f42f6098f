using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Data.Sqlite;
using Streams.Scoring;

namespace Streams.Storage;

/// <summary>
/// One transaction: the scores of some minutes, and the streams as they stand after them. Either all of it is in the database afterwards or nothing,
/// whenever the process ends; that is why no score is ever missing or there twice.
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

    /// <summary>Saves all streams as they stand now, and ends the transaction.</summary>
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
