using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;
using Streams.Metrics;
using Streams.Scoring;

namespace Streams.Storage;

/// <summary>Where scores go, and where streams are saved: one file, so that one transaction holds both.</summary>
internal sealed class ScoreDatabase : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly IReadOnlyList<MetricStream> _streams;

    private ScoreDatabase(string path, SqliteConnection connection, IReadOnlyList<MetricStream> streams) =>
        (_path, _connection, _streams) = (path, connection, streams);

    /// <summary>Opens a database of this model and these streams, or makes one, in which every stream stands at its beginning.</summary>
    /// <exception cref="RefusedDatabaseException">It belongs to another program, another model or other streams.</exception>
    public static ScoreDatabase Open(string path, MetricModel model, IReadOnlyList<MetricStream> streams)
    {
        // Without a pool, the file is closed when this is. Another process is waited for, but not long.
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(settings.ToString());
        var database = new ScoreDatabase(path, connection, streams);
        try
        {
            connection.Open();

            // A commit comes back when it is on the disk, and what comes after it in the log does not count until it is whole.
            connection.Execute("PRAGMA synchronous = FULL");
            if (database.IsEmpty())
            {
                database.Create(model);
            }

            database.CheckOrigin(Identity.Of(model));
            return database;
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            throw new RefusedDatabaseException(path, exception.Message, exception);
        }
        catch (RefusedDatabaseException)
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>The streams, as they were saved last.</summary>
    /// <exception cref="RefusedDatabaseException">A stream is not there, is not the one it should be, or has a state that cannot be read.</exception>
    public IReadOnlyList<SavedStream> Restore()
    {
        try
        {
            return StreamTable.Read(_connection, _streams);
        }
        catch (FormatException exception)
        {
            throw new RefusedDatabaseException(_path, exception.Message, exception);
        }
    }

    /// <summary>Begins what becomes the next checkpoint, from the minute at which the streams stand.</summary>
    /// <exception cref="RefusedDatabaseException">They do not stand there any more: another process has been here.</exception>
    public Checkpoint BeginCheckpoint(int minute)
    {
        var checkpoint = new Checkpoint(_connection);
        if (StreamTable.StandAt(_connection, minute))
        {
            return checkpoint;
        }

        checkpoint.Dispose();
        throw new RefusedDatabaseException(_path, $"expected its streams at minute {minute}, and another process has moved them on.");
    }

    /// <summary>The scores from a limit on, stream by stream.</summary>
    public IEnumerable<Score> ScoresFrom(double limit) => ScoreTable.ReadFrom(_connection, limit);

    public void Dispose() => _connection.Dispose();

    private bool IsEmpty() => _connection.Scalar<long>("SELECT count(*) FROM sqlite_master") == 0;

    private void Create(MetricModel model)
    {
        _connection.Execute("PRAGMA journal_mode = WAL");
        using SqliteTransaction transaction = _connection.BeginTransaction();
        _connection.Execute(Schema.Create);
        Identity identity = Identity.Of(model);
        _connection.Execute(
            "INSERT INTO model VALUES ($declaration, $checksum)", ("$declaration", identity.Declaration), ("$checksum", identity.WeightsChecksum));
        StreamTable.Insert(_connection, _streams, SavedStream.Beginning(model));
        transaction.Commit();
    }

    private void CheckOrigin(Identity expected)
    {
        long application = _connection.Scalar<long>("PRAGMA application_id");
        if (application != Schema.ApplicationId)
        {
            throw new RefusedDatabaseException(_path, $"expected a database of this program, application id {Schema.ApplicationId}, found {application}.");
        }

        var found = new Identity(
            _connection.Scalar<string>("SELECT declaration FROM model"), _connection.Scalar<string>("SELECT weights_checksum FROM model"));
        if (found != expected)
        {
            throw new RefusedDatabaseException(_path, $"expected the model {expected}, found {found}.");
        }

        long streams = _connection.Scalar<long>("SELECT count(*) FROM streams");
        if (streams != _streams.Count)
        {
            throw new RefusedDatabaseException(_path, $"expected {_streams.Count} streams, found {streams}. Continue it with --streams {streams}, or name another file.");
        }
    }
}
