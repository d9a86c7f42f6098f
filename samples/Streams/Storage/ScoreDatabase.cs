using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Data.Sqlite;
using Streams.Metrics;
using Streams.Scoring;

namespace Streams.Storage;

/// <summary>The database of scores and saved streams: one file, so that one transaction can write both.</summary>
internal sealed class ScoreDatabase : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly Lease _lease;

    private ScoreDatabase(string path, SqliteConnection connection, Lease lease, IReadOnlyList<SavedStream> saved) =>
        (_path, _connection, _lease, Saved) = (path, connection, lease, saved);

    /// <summary>The streams of the last checkpoint.</summary>
    public IReadOnlyList<SavedStream> Saved { get; }

    /// <summary>Opens the database of a model and its streams, or creates one in which all streams are at their start.</summary>
    /// <exception cref="RefusedDatabaseException">
    /// The database belongs to another program, another model or other streams, has an invalid row, or is in use.
    /// </exception>
    public static ScoreDatabase Open(string path, MetricModel model, IReadOnlyList<MetricStream> streams)
    {
        try
        {
            SqliteConnection connection = SqliteConnectionExtensions.Open(FileOf(path), secondsToWait: 5);
            try
            {
                return Open(path, connection, model, streams);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw new RefusedDatabaseException(path, exception);
        }
        catch (FormatException exception)
        {
            throw new RefusedDatabaseException(path, exception.Message, exception);
        }
    }

    /// <summary>Begins the next checkpoint at the minute of the streams.</summary>
    /// <exception cref="RefusedDatabaseException">The saved streams are at another minute: another program has changed them.</exception>
    public Checkpoint BeginCheckpoint(int minute)
    {
        var checkpoint = new Checkpoint(_connection);
        if (StreamTable.StandAt(_connection, minute))
        {
            return checkpoint;
        }

        checkpoint.Dispose();
        throw new RefusedDatabaseException(_path, $"expected its streams at minute {minute}, but another program has changed them.");
    }

    /// <summary>Returns the scores that are not below a limit, ordered by stream.</summary>
    public IEnumerable<Score> ScoresFrom(double limit) => ScoreTable.ReadFrom(_connection, limit);

    public void Dispose()
    {
        _connection.Dispose();
        _lease.Dispose();
    }

    private static string FileOf(string path)
    {
        var file = new FileInfo(path);
        if (Directory.Exists(path))
        {
            throw new FormatException("expected a file, found a folder.");
        }

        if (file.Directory is { Exists: false } folder)
        {
            throw new FormatException($"the folder {folder.FullName} does not exist.");
        }

        // The administrator could write such a file, but it was made read-only on purpose.
        if (file is { Exists: true, IsReadOnly: true })
        {
            throw new FormatException(RefusedDatabaseException.ReadOnly);
        }

        return file.FullName;
    }

    private static ScoreDatabase Open(string path, SqliteConnection connection, MetricModel model, IReadOnlyList<MetricStream> streams)
    {
        // A commit returns when its data is on the disk. An incomplete transaction after it in the log is ignored.
        connection.Execute("PRAGMA synchronous = FULL");

        // Before the lease, so that nothing is written beside the file of another program, or beside a device.
        if (Schema.IsNew(connection))
        {
            connection.Execute("PRAGMA journal_mode = WAL");
        }

        var lease = Lease.Take(connection.Scalar<string>("SELECT file FROM pragma_database_list WHERE name = 'main'"));
        try
        {
            if (Schema.IsNew(connection))
            {
                Create(connection, model, streams);
            }

            // One transaction: everything is read at the same checkpoint.
            using SqliteTransaction reading = connection.BeginTransaction(deferred: true);
            Schema.Check(connection);
            Identity.Check(connection, Identity.Of(model));
            IReadOnlyList<SavedStream> saved = StreamTable.Read(connection, streams);
            ScoreTable.Check(connection, streams.Count, saved[0].NextMinute);
            return new ScoreDatabase(path, connection, lease, saved);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private static void Create(SqliteConnection connection, MetricModel model, IReadOnlyList<MetricStream> streams)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        Schema.Create(connection);
        Identity.Of(model).Insert(connection);
        StreamTable.Insert(connection, streams, SavedStream.Beginning(model));
        transaction.Commit();
    }
}
