using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;

namespace Lstm.Import.Input;

/// <summary>A file that is read: its bytes, what messages call it, and the views of them that several formats share.</summary>
internal sealed class SourceFile
{
    // The first piece of a stream that does not tell its length.
    private const int FirstPiece = 1 << 16;

    private JsonObject? _json;

    /// <summary>Takes bytes that are in memory.</summary>
    /// <param name="name">What messages call the file.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="folder">The folder in which it lies, where files that it refers to are found; null when there is none.</param>
    public SourceFile(string name, byte[] bytes, string? folder = null)
    {
        Name = name;
        Bytes = bytes;
        Folder = folder;
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>Its bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>The folder in which it lies, or null.</summary>
    public string? Folder { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="WeightFormatException">The file is larger than any that this library reads.</exception>
    public static SourceFile Open(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path, Path.GetDirectoryName(Path.GetFullPath(path)));
    }

    /// <summary>Reads a stream from where it stands to its end.</summary>
    /// <exception cref="WeightFormatException">The stream is longer than any file that this library reads.</exception>
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

    /// <summary>Whether the file starts with these bytes.</summary>
    public bool StartsWith(ReadOnlySpan<byte> bytes) => Bytes.AsSpan().StartsWith(bytes);

    /// <summary>The file as a JSON object, parsed once; false when it does not even start like one.</summary>
    /// <exception cref="WeightFormatException">It starts like JSON and is not.</exception>
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

    /// <summary>A fault of this file.</summary>
    /// <param name="tensor">The full name of what is at fault, or null when it is not in one place.</param>
    /// <param name="expected">What should be there, to be read after the word "expected".</param>
    /// <param name="found">What is there, to be read after the word "found".</param>
    /// <param name="inner">What was thrown underneath, if anything.</param>
    public WeightFormatException Error(string? tensor, string expected, string found, Exception? inner = null) => new(Name, tensor, expected, found, inner);

    /// <summary>Builds canonical weights, and says of which layer they are when they are refused: sizes out of range, values that are not finite.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="build">What calls a constructor of canonical weights.</param>
    public T Build<T>(string layer, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException exception)
        {
            throw Error(layer, "weights that a layer can have", exception.Message.ReplaceLineEndings(" "), exception);
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
