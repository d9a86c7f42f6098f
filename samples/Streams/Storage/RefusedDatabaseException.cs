using System;

namespace Streams.Storage;

/// <summary>A database is not one that this program may continue. Nothing has been written into it.</summary>
internal sealed class RefusedDatabaseException(string path, string reason, Exception? innerException = null)
    : Exception($"{path} is refused, and left as it is: {reason}", innerException);
