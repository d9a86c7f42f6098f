using System;
using System.IO;

namespace Lstm;

/// <summary>Creates a file without a lasting name, for data that does not fit in memory.</summary>
internal static class TemporaryFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Creates an empty file that can be read, written and positioned. It is deleted when it is closed.</summary>
    public static FileStream Create()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferBytes,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Join(Path.GetTempPath(), $"lstmgen-{Guid.NewGuid():N}.tmp"), options);
    }
}
