using System;
using Microsoft.Data.Sqlite;

namespace Streams.Storage;

/// <summary>The exception for a database that this program cannot continue. The database was not changed.</summary>
internal sealed class RefusedDatabaseException(string path, string reason, Exception? innerException = null)
    : Exception($"{path} is rejected and was not changed: {reason}", innerException)
{
    public const string ReadOnly = "expected a file that can be written, found one that can only be read.";

    public RefusedDatabaseException(string path, SqliteException exception)
        : this(path, ReasonOf(exception), exception)
    {
    }

    /// <summary>Returns a sentence about an error of SQLite.</summary>
    public static string ReasonOf(SqliteException exception) => exception.SqliteErrorCode switch
    {
        // The codes of https://sqlite.org/rescode.html.
        3 or 8 or 23 => ReadOnly,
        5 or 6 => "another program has locked it. Wait until that program ends.",
        10 => "it cannot be read and written. Expected a file on a working disk.",
        11 => "the file is damaged.",
        13 => "there is no room on the disk.",
        14 => "it cannot be opened or created. Check its folder and the permissions.",
        26 => "expected an SQLite database, found a file that is not a database.",
        _ => exception.Message,
    };
}
