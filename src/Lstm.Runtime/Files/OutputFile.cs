using System;
using System.IO;

namespace Lstm;

/// <summary>
/// A file that appears when it is complete: the stream is a temporary file, and <see cref="Complete"/> gives it the final name. A file that
/// is disposed before, or whose writing failed, leaves an existing file as it was.
/// </summary>
/// <remarks>
/// What is at the path is respected. The target of a symbolic link is replaced and the link stays. Devices and pipes are written directly.
/// The permissions of a replaced file are kept, and a file without write permission is refused. Messages contain the path as it was given.
/// </remarks>
internal sealed class OutputFile : Stream
{
    private const int BufferBytes = 1 << 16;

    private readonly string _name;
    private readonly Stream _stream;

    // The final path and the temporary file; both null if the data is written directly.
    private readonly string? _target;
    private readonly string? _temporary;

    // Receives the data at the end, if it was kept in a temporary file because the writer positions the stream.
    private readonly Stream? _receiver;
    private readonly Stream? _unowned;
    private bool _isComplete;
    private Exception? _failure;

    /// <summary>Starts to write a file.</summary>
    /// <param name="path">The path of the file, which may exist.</param>
    /// <param name="seekable">Whether the writer sets the position of the stream.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public OutputFile(string path, bool seekable = false)
    {
        _name = path;
        FileTarget target = Check(path);
        try
        {
            if (target.Kind == FileKind.Stream)
            {
                // Append, because /dev/stdout may be a file that already has content.
                Stream stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, BufferBytes);
                _receiver = seekable ? stream : null;
                _stream = seekable ? TemporaryFile.Create() : stream;
                return;
            }

            // In the folder of the target, because only a move within one volume is atomic.
            _target = target.Path;
            _temporary = Path.Join(Path.GetDirectoryName(target.Path), $".{Guid.NewGuid():N}.tmp");
            _stream = CreateLike(target, _temporary);
        }
        catch (UnauthorizedAccessException) when (_temporary is not null)
        {
            throw new UnauthorizedAccessException(
                $"'{path}' cannot be written: creating a file in the folder '{Path.GetDirectoryName(_target)}' is not permitted.");
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw Renamed(exception);
        }
    }

    /// <summary>Writes to a stream, such as standard output, which stays open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The name of the stream in messages.</param>
    /// <param name="seekable">Whether the writer sets the position of the stream.</param>
    public OutputFile(Stream stream, string name, bool seekable = false)
    {
        _name = name;
        _unowned = stream;
        _receiver = seekable ? stream : null;
        _stream = seekable ? TemporaryFile.Create() : stream;
    }

    public override bool CanRead => false;

    public override bool CanSeek => _stream.CanSeek;

    public override bool CanWrite => _stream.CanWrite;

    public override long Length => _stream.Length;

    public override long Position
    {
        get => _stream.Position;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <summary>Checks that a file can be written: that its folder exists, and that it is neither a folder nor read-only.</summary>
    /// <returns>The file.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only.</exception>
    public static FileTarget Check(string path)
    {
        FileTarget target = FileTarget.Of(path);
        string? folder = Path.GetDirectoryName(target.Path);
        if (target.Kind == FileKind.Folder || Path.EndsInDirectorySeparator(path))
        {
            throw new IOException($"'{path}' cannot be written: it is a folder. Expected the path of a file.");
        }

        if (target.Kind == FileKind.Missing && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"'{path}' cannot be written: the folder '{folder}' does not exist.");
        }

        if (target.Kind == FileKind.Regular)
        {
            CheckPermission(path, target);
        }

        return target;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        CheckNotFailed();
        try
        {
            _stream.Write(buffer);
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw Failed(exception);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => Guarded(_stream.Flush);

    public override long Seek(long offset, SeekOrigin origin)
    {
        Guarded(() => _stream.Seek(offset, origin));
        return _stream.Position;
    }

    public override void SetLength(long value) => Guarded(() => _stream.SetLength(value));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("An output file cannot be read.");

    /// <summary>Closes the file and gives it its final name.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public void Complete() => Guarded(() =>
    {
        if (_receiver is not null)
        {
            _stream.Position = 0;
            _stream.CopyTo(_receiver);
            Close(_receiver);
        }
        else if (_temporary is not null)
        {
            ((FileStream)_stream).Flush(flushToDisk: true);
        }

        Close(_stream);
        if (_temporary is not null)
        {
            File.Move(_temporary, _target!, overwrite: true);
        }

        _isComplete = true;
    });

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isComplete)
        {
            // Errors are ignored: they would hide the original exception.
            Quietly(() => Close(_stream));
            Quietly(() => Close(_receiver));
            Quietly(() => Delete(_temporary));
        }

        base.Dispose(disposing);
    }

    // To open the file is the only reliable test. Root may write any file, so its permissions are looked at as well.
    private static void CheckPermission(string path, FileTarget target)
    {
        const UnixFileMode anyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        try
        {
            if (OperatingSystem.IsWindows() || (File.GetUnixFileMode(target.Path) & anyWrite) != 0)
            {
                using var file = new FileStream(
                    target.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                return;
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw new UnauthorizedAccessException($"'{path}' cannot be written: writing this file is not permitted.");
        }

        throw new UnauthorizedAccessException($"'{path}' cannot be written: it is read-only.");
    }

    private static FileStream CreateLike(FileTarget target, string temporary)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = BufferBytes,
        };
        if (OperatingSystem.IsWindows() || target.Kind == FileKind.Missing)
        {
            return new FileStream(temporary, options);
        }

        UnixFileMode mode = File.GetUnixFileMode(target.Path);
        options.UnixCreateMode = mode;
        var stream = new FileStream(temporary, options);
        try
        {
            // The mode of a new file is limited by the process's mask.
            File.SetUnixFileMode(stream.SafeFileHandle, mode);
            return stream;
        }
        catch
        {
            stream.Dispose();
            File.Delete(temporary);
            throw;
        }
    }

    // .NET reports a file that is too large for its file system as an argument out of range.
    private static bool IsFileError(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    private static void Delete(string? path)
    {
        if (path is not null)
        {
            File.Delete(path);
        }
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            // See the caller.
        }
    }

    private void Close(Stream? stream)
    {
        if (ReferenceEquals(stream, _unowned))
        {
            stream?.Flush();
        }
        else
        {
            stream?.Dispose();
        }
    }

    private void Guarded(Action action)
    {
        CheckNotFailed();
        try
        {
            action();
        }
        catch (Exception exception) when (IsFileError(exception))
        {
            throw Failed(exception);
        }
    }

    // Data after a failed write would make a file with a gap. The reason is repeated, because a writer that is disposed after a failure
    // may try once more, and its exception is then the one that is seen.
    private void CheckNotFailed()
    {
        if (_failure is not null)
        {
            throw new IOException(_failure.Message, _failure.HResult);
        }
    }

    private Exception Failed(Exception exception) => _failure = Renamed(exception);

    // Without the original as inner exception: its message contains the temporary name.
    private Exception Renamed(Exception exception)
    {
        string reason = exception is ArgumentOutOfRangeException ? "it would be larger than its file system permits." : exception.Message;
        reason = _temporary is null ? reason : reason.Replace(_temporary, _name, StringComparison.Ordinal);
        string message = $"'{_name}' cannot be written: {reason}";
        return exception is UnauthorizedAccessException
            ? new UnauthorizedAccessException(message)
            : new IOException(message, exception.HResult);
    }
}
