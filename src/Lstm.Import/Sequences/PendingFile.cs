using System;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>A file written under a temporary name and renamed when it is complete.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _isComplete;

    public PendingFile(string path)
    {
        _path = path;

        // The temporary file is in the same folder, because a move is atomic only within a volume.
        _temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
    }

    /// <summary>The stream to write to.</summary>
    public FileStream Stream { get; }

    /// <summary>Closes the file and gives it its final name.</summary>
    public void Complete()
    {
        Stream.Dispose();
        File.Move(_temporary, _path, overwrite: true);
        _isComplete = true;
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (_isComplete)
        {
            return;
        }

        try
        {
            File.Delete(_temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Ignore this failure; it would hide the original exception.
        }
    }
}
