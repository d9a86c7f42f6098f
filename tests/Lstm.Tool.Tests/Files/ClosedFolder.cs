using System;
using System.IO;
using Lstm.TestKit;

namespace Lstm.Tool.Tests.Files;

/// <summary>A folder in which no file can be created. For root that is /sys, because permissions do not bind root.</summary>
internal sealed class ClosedFolder : IDisposable
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly bool _isOwn;

    public ClosedFolder(TemporaryFolder folder)
    {
        _isOwn = !Environment.IsPrivilegedProcess;
        Path = _isOwn ? folder.File("closed") : "/sys";
        if (_isOwn && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path, ReadOnly);
        }
    }

    public string Path { get; }

    public void Dispose()
    {
        if (_isOwn && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, ReadOnly | UnixFileMode.UserWrite);
        }
    }
}
