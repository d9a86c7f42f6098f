using System;
using System.IO;

namespace Lstm.Import.Sequences;

/// <summary>A file that is written beside its place, and moved there when it is complete.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporary;
    private bool _isComplete;

    public PendingFile(string path)
    {
        _path = path;

        // Beside the target, because only a move within one volume is a single step.
        _temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16);
    }

    /// <summary>What is written to.</summary>
    public FileStream Stream { get; }

    /// <summary>Closes the file and puts it in its place.</summary>
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
            // The failure that is already on its way says what went wrong; this one would hide it.
        }
    }
}
