using System;

namespace Streams.Storage;

/// <summary>The exception for a database that this program cannot continue. The database was not changed.</summary>
internal sealed class RefusedDatabaseException(string path, string reason, Exception? innerException = null)
    : Exception($"{path} is rejected and was not changed: {reason}", innerException);
