namespace Lstm;

/// <summary>The kind of a file, after symbolic links.</summary>
internal enum FileKind
{
    /// <summary>There is no file.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A device, a pipe, a socket, or an open file of a process, such as /dev/stdout. It is written to, never replaced.</summary>
    Stream,
}
