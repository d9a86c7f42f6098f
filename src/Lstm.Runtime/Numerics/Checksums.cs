using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>
/// The CRC-32C checksum (Castagnoli, as in iSCSI, RFC 3720): reflected, polynomial 0x1EDC6F41, initial value all ones, inverted at the end.
/// The checksum of "123456789" is E3069283.
/// </summary>
internal static class Checksums
{
    /// <summary>The initial value, before the first byte.</summary>
    public const uint Start = uint.MaxValue;

    /// <summary>Returns the checksum of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(Start, bytes);

    /// <summary>Adds more bytes to a checksum. The result is not inverted yet.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }

    /// <summary>Adds floats to a checksum, each as four little-endian bytes. The result is not inverted yet.</summary>
    public static uint Add(uint crc, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            return Add(crc, MemoryMarshal.AsBytes(values));
        }

        foreach (float value in values)
        {
            crc = BitOperations.Crc32C(crc, BitConverter.SingleToUInt32Bits(value));
        }

        return crc;
    }
}
