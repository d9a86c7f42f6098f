using System;
using System.Buffers.Binary;
using Lstm.Import.Input;

namespace Lstm.Import.Keras.Hdf5;

/// <summary>Reads the numbers of an HDF5 file by address. Every address is checked against the size of the file.</summary>
internal sealed class Hdf5Bytes(SourceFile file, byte[] bytes)
{
    /// <summary>The address that means "undefined".</summary>
    public const ulong Undefined = ulong.MaxValue;

    public ulong Length => (ulong)bytes.LongLength;

    public byte U8(ulong at) => Slice(at, sizeof(byte))[0];

    public ushort U16(ulong at) => BinaryPrimitives.ReadUInt16LittleEndian(Slice(at, sizeof(ushort)));

    public uint U32(ulong at) => BinaryPrimitives.ReadUInt32LittleEndian(Slice(at, sizeof(uint)));

    public ulong U64(ulong at) => BinaryPrimitives.ReadUInt64LittleEndian(Slice(at, sizeof(ulong)));

    public bool StartsWith(ulong at, ReadOnlySpan<byte> signature) => Slice(at, (ulong)signature.Length).SequenceEqual(signature);

    /// <summary>Returns a range of bytes.</summary>
    /// <exception cref="WeightFormatException">The range exceeds the file.</exception>
    public ReadOnlySpan<byte> Slice(ulong at, ulong length) => at <= Length && length <= Length - at
        ? bytes.AsSpan((int)at, (int)length)
        : throw Error(at, $"a reference within the {Length} bytes of the HDF5 data", $"a reference to {length} bytes");

    /// <summary>Returns a range of bytes as memory.</summary>
    public ReadOnlyMemory<byte> Memory(ulong at, ulong length)
    {
        Slice(at, length);
        return bytes.AsMemory((int)at, (int)length);
    }

    public WeightFormatException Error(ulong at, string expected, string found) =>
        file.Error(null, expected, at == Undefined ? $"{found} at an undefined address" : $"{found} at byte {at} of the HDF5 data");
}
