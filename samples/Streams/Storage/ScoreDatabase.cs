using System;
using System.Collections.Generic;
using Microsoft.Data.Sqlite;
using Streams.Metrics;
using Streams.Scoring;

namespace Streams.Storage;

/// <summary>The database of scores and saved streams: one file, so that one transaction can write both.</summary>
internal sealed class ScoreDatabase : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly IReadOnlyList<MetricStream> _streams;

    private ScoreDatabase(string path, SqliteConnection connection, IReadOnlyList<MetricStream> streams) =>
        (_path, _connection, _streams) = (path, connection, streams);

    /// <summary>Opens the database of a model and its streams, or creates one in which all streams are at their start.</summary>
    /// <exception cref="RefusedDatabaseException">The database belongs to another program, another model or other streams.</exception>
    public static ScoreDatabase Open(string path, MetricModel model, IReadOnlyList<MetricStream> streams)
    {
        // Without pooling, Dispose closes the file. The timeout limits the wait for a lock of another process.
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 };
        var connection = new SqliteConnection(settings.ToString());
        var database = new ScoreDatabase(path, connection, streams);
        try
        {
            connection.Open();

            // A commit returns when its data is on the disk. An incomplete transaction after it in the log is ignored.
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

    /// <summary>Returns the streams of the last checkpoint.</summary>
    /// <exception cref="RefusedDatabaseException">A stream is missing or unexpected, or its state cannot be read.</exception>
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

    /// <summary>Begins the next checkpoint at the minute of the streams.</summary>
    /// <exception cref="RefusedDatabaseException">The saved streams are at another minute: another process has changed them.</exception>
    public Checkpoint BeginCheckpoint(int minute)
    {
        var checkpoint = new Checkpoint(_connection);
        if (StreamTable.StandAt(_connection, minute))
        {
            return checkpoint;
        }

        checkpoint.Dispose();
        throw new RefusedDatabaseException(_path, $"expected its streams at minute {minute}, but another process has advanced them.");
    }

    /// <summary>Returns the scores that are not below a limit, ordered by stream.</summary>
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
            "INSERT INTO model VALUES ($declaration, $checksum)",
            ("$declaration", identity.Declaration),
            ("$checksum", identity.WeightsChecksum));
        StreamTable.Insert(_connection, _streams, SavedStream.Beginning(model));
        transaction.Commit();
    }

    private void CheckOrigin(Identity expected)
    {
        long application = _connection.Scalar<long>("PRAGMA application_id");
        if (application != Schema.ApplicationId)
        {
            throw new RefusedDatabaseException(
                _path, $"expected a database of this program with the application id {Schema.ApplicationId}, found {application}.");
        }

        var found = new Identity(
            _connection.Scalar<string>("SELECT declaration FROM model"),
            _connection.Scalar<string>("SELECT weights_checksum FROM model"));
        if (found != expected)
        {
            throw new RefusedDatabaseException(_path, $"expected the model {expected}, found {found}.");
        }

        long streams = _connection.Scalar<long>("SELECT count(*) FROM streams");
        if (streams != _streams.Count)
        {
            throw new RefusedDatabaseException(
                _path,
                $"expected {_streams.Count} streams, found {streams}. To continue it, use --streams {streams}; or use another file.");
        }
    }
}
