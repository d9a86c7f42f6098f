using System;
using System.Collections.Generic;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>Storages as entries of a zip archive.</summary>
/// <param name="file">The file, for messages.</param>
/// <param name="zip">The archive.</param>
/// <param name="root">The folder of the checkpoint in the archive, including the last slash.</param>
internal sealed class ZipStorages(SourceFile file, ZipContainer zip, string root) : ITorchStorages
{
    private readonly Dictionary<string, byte[]> _read = new(StringComparer.Ordinal);

    public ReadOnlySpan<byte> Bytes(PickleStorage storage, int elementBytes)
    {
        string entry = $"{root}data/{storage.Key}";
        if (!_read.TryGetValue(entry, out byte[]? bytes))
        {
            bytes = zip.Read(entry);
            _read.Add(entry, bytes);
        }

        return bytes.Length % elementBytes == 0 && bytes.Length / elementBytes == storage.Length
            ? bytes
            : throw file.Error(FaultPlace.Entry(entry), $"{storage.Length} values of {elementBytes} bytes", $"{bytes.Length} bytes");
    }
}
