using System;
using System.Collections.Generic;
using Lstm.Import.Input;

namespace Lstm.Import.PyTorch;

/// <summary>
/// The storages of a legacy checkpoint, which follow its pickles: for each key the number of elements, then the elements. Only the tensors
/// specify the size of an element.
/// </summary>
internal sealed class LegacyStorages : ITorchStorages
{
    private readonly SourceFile _file;
    private readonly Dictionary<string, (int Start, long Length)> _places = new(StringComparer.Ordinal);

    /// <summary>Finds the positions of the storages.</summary>
    /// <param name="bytes">The file, positioned after its last pickle.</param>
    /// <param name="keys">The value of the last pickle.</param>
    /// <param name="storages">All storages that the checkpoint refers to, by key.</param>
    public LegacyStorages(PickleBytes bytes, object? keys, IReadOnlyDictionary<string, PickleStorage> storages)
    {
        _file = bytes.File;
        foreach (object? key in (keys as PickleList ?? throw _file.Error(null, "a list of storages", PickleTensors.Described(keys))).Items)
        {
            if (key is not string name || !storages.TryGetValue(name, out PickleStorage? storage))
            {
                throw _file.Error(null, "the key of a storage that the checkpoint refers to", PickleTensors.Described(key));
            }

            long length = bytes.Int64();
            int width = TorchElements.BytesOf(storage.Type);
            if (length != storage.Length || length > int.MaxValue / width)
            {
                throw _file.Error(FaultPlace.Storage(name), $"{storage.Length} elements", $"{length}");
            }

            _places[name] = (bytes.Position, length * width);
            bytes.Span(length * width);
        }
    }

    public ReadOnlySpan<byte> Bytes(PickleStorage storage, int elementBytes) =>
        _places.TryGetValue(storage.Key, out (int Start, long Length) place)
        && place.Length % elementBytes == 0
        && place.Length / elementBytes == storage.Length
            ? _file.Bytes.AsSpan(place.Start, (int)place.Length)
            : throw _file.Error(
                FaultPlace.Storage(storage.Key), $"{storage.Length} elements of {elementBytes} bytes", "none, or another number");
}
