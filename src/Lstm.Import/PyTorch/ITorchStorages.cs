using System;

namespace Lstm.Import.PyTorch;

/// <summary>The storages of a checkpoint.</summary>
internal interface ITorchStorages
{
    /// <summary>Returns the bytes of a storage.</summary>
    /// <exception cref="WeightFormatException">The storage does not exist, or its size is wrong.</exception>
    ReadOnlySpan<byte> Bytes(PickleStorage storage, int elementBytes);
}
