using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;

namespace Lstm.Import.Input;

/// <summary>A model file in memory: its bytes, its name for messages, and views that several formats share.</summary>
internal sealed class SourceFile
{
    // The size of the first read from a stream of unknown length.
    private const int FirstPiece = 1 << 16;

    private JsonObject? _json;
    private ZipContainer? _zip;

    /// <summary>Creates a file from bytes in memory.</summary>
    /// <param name="name">The name for messages.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="folder">The folder of the file, which also contains the files that it refers to; null if there is none.</param>
    public SourceFile(string name, byte[] bytes, string? folder = null)
            : this(name, bytes, folder, new ReadBudget(name, bytes.Length))
    {
    }

    private SourceFile(string name, byte[] bytes, string? folder, ReadBudget budget)
    {
        Name = name;
        Bytes = bytes;
        Folder = folder;
        Budget = budget;
    }

    /// <summary>The name of the file in messages.</summary>
    public string Name { get; }

    /// <summary>The content of the file.</summary>
    public byte[] Bytes { get; }

    /// <summary>The folder of the file, or null.</summary>
    public string? Folder { get; }

    /// <summary>The full paths of the other files that were read, because this one refers to them.</summary>
    public HashSet<string> Parts { get; } = new(StringComparer.Ordinal);

    /// <summary>The memory that its readers may take for small objects.</summary>
    public ReadBudget Budget { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="WeightFormatException">The file is larger than this library supports.</exception>
    public static SourceFile Open(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Reads a stream from its current position to its end.</summary>
    /// <exception cref="WeightFormatException">The stream is longer than this library supports.</exception>
    public static SourceFile Read(Stream stream, string name, string? folder = null)
    {
        if (stream.CanSeek)
        {
            long length = Math.Max(0, stream.Length - stream.Position);
            CheckLength(name, length);
            byte[] bytes = new byte[length];
            stream.ReadExactly(bytes);
            return new SourceFile(name, bytes, folder);
        }

        byte[] buffer = new byte[FirstPiece];
        int filled = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            filled += read;
            if (filled < buffer.Length)
            {
                Array.Resize(ref buffer, filled);
                return new SourceFile(name, buffer, folder);
            }

            CheckLength(name, 2L * buffer.Length);
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }

    /// <summary>Returns a file inside of this one. It refers to no other files, and its memory comes from the same budget.</summary>
    public SourceFile Inner(byte[] bytes) => new(Name, bytes, folder: null, Budget);

    /// <summary>Whether the file starts with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> bytes) => Bytes.AsSpan().StartsWith(bytes);

    /// <summary>Parses the file as a JSON object, once. Returns false if the file does not start with an opening brace.</summary>
    /// <exception cref="WeightFormatException">The file starts with an opening brace but is not valid JSON.</exception>
    public bool TryGetJson([NotNullWhen(true)] out JsonObject? json)
    {
        ReadOnlySpan<byte> text = Bytes;
        if (text.StartsWith("\uFEFF"u8))
        {
            text = text[3..];
        }

        if (_json is null && text.TrimStart(" \t\r\n"u8).StartsWith("{"u8))
        {
            _json = JsonTree.Parse(this, Bytes.AsMemory(Bytes.Length - text.Length));
        }

        json = _json;
        return json is not null;
    }

    /// <summary>Opens the file as a zip archive, once.</summary>
    /// <exception cref="WeightFormatException">The file is not a zip archive, or the archive is corrupt.</exception>
    public ZipContainer OpenZip() => _zip ??= new ZipContainer(this);

    /// <summary>Returns an exception that reports an error in this file.</summary>
    /// <param name="tensor">The full name of the invalid tensor or member, or null if the error has no single place.</param>
    /// <param name="expected">The expected content, as a phrase that follows the word "expected".</param>
    /// <param name="found">The actual content, as a phrase that follows the word "found".</param>
    /// <param name="inner">The cause, if any.</param>
    public WeightFormatException Error(string? tensor, string expected, string found, Exception? inner = null) =>
        new(Name, tensor, expected, found, inner);

    /// <summary>Returns an exception that reports an error in a place of this file that is not a tensor.</summary>
    public WeightFormatException Error(FaultPlace place, string expected, string found, Exception? inner = null) =>
        WeightFormatException.At(Name, place, expected, found, inner);

    /// <summary>Returns an exception for a file that is intact but not supported. The message starts with the reason.</summary>
    public WeightFormatException Refused(string? place, string reason, string expected = "", string? advice = null) =>
        WeightFormatException.Refused(Name, place, reason, expected, advice);

    /// <summary>
    /// Builds canonical weights. If their constructor rejects them (sizes out of range, values that are not finite), the exception names
    /// the layer.
    /// </summary>
    /// <param name="layer">The name of the layer.</param>
    /// <param name="build">The function that calls the constructor.</param>
    public T Build<T>(string layer, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException exception)
        {
            (string expected, string found) = WeightArguments.PartsOf(exception);
            throw Error(FaultPlace.Layer(layer), expected, found, exception);
        }
    }

    private static void CheckLength(string name, long length)
    {
        if (length > Array.MaxLength)
        {
            throw new WeightFormatException(name, null, $"at most {Array.MaxLength} bytes", $"{length} or more");
        }
    }
}
