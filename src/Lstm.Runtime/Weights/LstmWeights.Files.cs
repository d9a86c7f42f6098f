using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Lstm;

// Loading and saving.
public sealed partial class LstmWeights
{
    /// <summary>Loads a safetensors file. Only the tensors of the network are read.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="prefix">
    /// The module that contains the LSTM (<c>"decoder.lstm"</c>, with or without a final dot), if the file has several. Null selects the
    /// only one.
    /// </param>
    /// <exception cref="WeightFormatException">The file is not a safetensors file, or does not contain a valid network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static LstmWeights Load(string path, string? prefix = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FirstBytes.RefuseDirectory(path);
        using FileStream stream = File.OpenRead(path);
        return CanonicalReader.Read(stream, path, prefix);
    }

    /// <summary>
    /// Loads safetensors data from the current position of a stream to its end. The stream need not be able to seek, and stays open.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The name of the stream in messages. Null means the path of a file stream, and otherwise "stream".</param>
    /// <param name="prefix">
    /// The module that contains the LSTM (<c>"decoder.lstm"</c>, with or without a final dot), if the file has several. Null selects the
    /// only one.
    /// </param>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <exception cref="WeightFormatException">The data is not in safetensors format, or does not contain a valid network.</exception>
    /// <exception cref="IOException">Reading the stream failed.</exception>
    public static LstmWeights Load(Stream stream, string? name = null, string? prefix = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead)
        {
            throw new ArgumentException("Expected a readable stream.", nameof(stream));
        }

        return CanonicalReader.Read(stream, name ?? (stream as FileStream)?.Name ?? "stream", prefix);
    }

    /// <summary>Loads safetensors data from memory, such as a download or a resource.</summary>
    /// <param name="bytes">The bytes of the whole file. They are not used after the call.</param>
    /// <param name="name">The name of the data in messages. Null means "memory".</param>
    /// <param name="prefix">
    /// The module that contains the LSTM (<c>"decoder.lstm"</c>, with or without a final dot), if the file has several. Null selects the
    /// only one.
    /// </param>
    /// <exception cref="WeightFormatException">The data is not in safetensors format, or does not contain a valid network.</exception>
    public static LstmWeights Load(ReadOnlyMemory<byte> bytes, string? name = null, string? prefix = null)
    {
        // Memory that is not an array (a mapped file, native memory) is copied.
        using MemoryStream stream = MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);
        return Load(stream, name ?? "memory", prefix);
    }

    /// <summary>
    /// Loads a safetensors file on a thread of the pool, so that the caller's thread, such as that of a user interface, does not wait.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="prefix">
    /// The module that contains the LSTM (<c>"decoder.lstm"</c>, with or without a final dot), if the file has several. Null selects the
    /// only one.
    /// </param>
    /// <param name="cancellationToken">Cancels the load before the file is read.</param>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    /// <exception cref="OperationCanceledException">The load was cancelled. The task has this exception and the next three.</exception>
    /// <exception cref="WeightFormatException">The file is not a safetensors file, or does not contain a valid network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static Task<LstmWeights> LoadAsync(string path, string? prefix = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Task.Run(() => Load(path, prefix), cancellationToken);
    }

    /// <summary>Loads a safetensors file, or returns the reason why it cannot be loaded.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="weights">The weights, or null if they could not be loaded.</param>
    /// <param name="reason">The message of the exception that <see cref="Load(string, string)"/> would throw, or null.</param>
    /// <param name="prefix">
    /// The module that contains the LSTM (<c>"decoder.lstm"</c>, with or without a final dot), if the file has several. Null selects the
    /// only one.
    /// </param>
    /// <returns>Whether the weights were loaded.</returns>
    /// <exception cref="ArgumentException">The path is null or empty.</exception>
    public static bool TryLoad(
        string path,
        [NotNullWhen(true)] out LstmWeights? weights,
        [NotNullWhen(false)] out string? reason,
        string? prefix = null)
    {
        weights = null;
        reason = null;
        try
        {
            weights = Load(path, prefix);
            return true;
        }
        catch (Exception exception) when (exception is WeightFormatException or IOException or UnauthorizedAccessException)
        {
            reason = exception.Message;
            return false;
        }
    }

    /// <summary>
    /// Saves the weights as a canonical file, in F32. Loading it gives the same bits. The file is written completely or not at all: an
    /// existing file is replaced only by a complete one, and keeps its permissions.
    /// </summary>
    /// <param name="path">
    /// The path of the file, which may exist. The target of a symbolic link is replaced, and a device or a pipe is written directly.
    /// </param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder permits no new file.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        using var file = new OutputFile(path);
        Save(file);
        file.Complete();
    }

    /// <summary>Writes the weights in canonical form, in F32, to a stream, which stays open. Loading it gives the same bits.</summary>
    /// <param name="stream">The stream. It need not be able to seek.</param>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="IOException">Writing to the stream failed.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("Expected a writable stream.", nameof(stream));
        }

        CanonicalWriter.Write(this, stream);
    }
}
