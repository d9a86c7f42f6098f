using System;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Lstm.CompilerServices;

/// <summary>CRC-32C (Castagnoli, as in iSCSI, RFC 3720): reflected, polynomial 0x1EDC6F41, begun with ones and inverted at the end. Of "123456789" it is E3069283.</summary>
internal static class Checksums
{
    /// <summary>Before the first byte.</summary>
    public const uint Start = uint.MaxValue;

    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(Start, bytes);

    /// <summary>Goes on with more bytes. What is returned is not inverted yet.</summary>
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

    /// <summary>Goes on with values, each as its four bytes, the lowest first.</summary>
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
