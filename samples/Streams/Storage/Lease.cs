using System;
using Microsoft.Data.Sqlite;

namespace Streams.Storage;

/// <summary>
/// The right of one process to continue a database. A second, tiny database beside it is locked by a transaction that is never committed.
/// The operating system releases the lock when the process ends, also after a kill, so no lease is left behind. The scores can be read
/// by other programs in the meantime.
/// </summary>
internal sealed class Lease : IDisposable
{
    private readonly SqliteConnection _connection;

    private Lease(SqliteConnection connection) => _connection = connection;

    /// <summary>Takes the lease of a database.</summary>
    /// <param name="file">The database's file, without links.</param>
    /// <exception cref="FormatException">Another process has the lease. The message names it.</exception>
    public static Lease Take(string file)
    {
        string path = file + "-lease";
        try
        {
            SqliteConnection connection = SqliteConnectionExtensions.Open(path, secondsToWait: 2);
            try
            {
                return TryTake(connection) ? new Lease(connection) : throw new FormatException(
                    $"the process {Owner(connection)} is using it. Wait until that process ends, or use another file.");
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException exception)
        {
            throw new FormatException($"{path} cannot be used: {RefusedDatabaseException.ReasonOf(exception)}", exception);
        }
    }

    public void Dispose() => _connection.Dispose();

    private static bool TryTake(SqliteConnection connection)
    {
        if (!connection.TryBegin())
        {
            return false;
        }

        string own = $"{Environment.ProcessId} on {Environment.MachineName}";
        connection.Execute("CREATE TABLE IF NOT EXISTS owner (process TEXT)");
        connection.Execute("DELETE FROM owner");
        connection.Execute("INSERT INTO owner VALUES ($process)", ("$process", own));
        connection.Execute("COMMIT");

        // Other processes can read the name only after the commit, which releases the lock. If one of them takes the lock before this
        // process does so again, the name is that of the other process.
        return connection.TryBegin() && Owner(connection) == own;
    }

    // The table does not exist yet while the first owner of all creates it.
    private static string Owner(SqliteConnection connection) =>
        connection.Scalar<long>("SELECT count(*) FROM sqlite_schema") == 0
            ? "that creates it"
            : connection.Scalar<string>("SELECT process FROM owner");
}
