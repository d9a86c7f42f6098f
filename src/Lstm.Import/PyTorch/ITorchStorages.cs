using System;

namespace Lstm.Import.PyTorch;

/// <summary>Where a checkpoint keeps the bytes of its storages.</summary>
internal interface ITorchStorages
{
    /// <summary>The bytes of a storage, as many as its length says.</summary>
    /// <exception cref="WeightFormatException">They are not there, or fewer or more.</exception>
    ReadOnlySpan<byte> Bytes(PickleStorage storage, int elementBytes);
}
