using System;
using System.Buffers.Binary;

namespace Lstm.CompilerServices;

/// <summary>Reads and writes little-endian floats, the format of stored states and recordings on every machine.</summary>
internal static class LittleEndianFloats
{
    /// <summary>Writes values to the start of a span.</summary>
    /// <returns>The rest of the target.</returns>
    public static Span<byte> Write(scoped ReadOnlySpan<float> values, Span<byte> target)
    {
        foreach (float value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target, BitConverter.SingleToUInt32Bits(value));
            target = target[sizeof(uint)..];
        }

        return target;
    }

    /// <summary>Reads values until the target is full.</summary>
    /// <returns>The rest of the source.</returns>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> source, scoped Span<float> values)
    {
        foreach (ref float value in values)
        {
            value = BitConverter.UInt32BitsToSingle(BinaryPrimitives.ReadUInt32LittleEndian(source));
            source = source[sizeof(uint)..];
        }

        return source;
    }
}
