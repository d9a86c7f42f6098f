using System;
using System.Buffers.Binary;

namespace Lstm.CompilerServices;

/// <summary>Floats as stored states and recordings have them: four bytes each, the lowest first, on every machine.</summary>
internal static class LittleEndianFloats
{
    /// <summary>Writes some values.</summary>
    /// <returns>What is left of the target behind them.</returns>
    public static Span<byte> Write(scoped ReadOnlySpan<float> values, Span<byte> target)
    {
        foreach (float value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target, BitConverter.SingleToUInt32Bits(value));
            target = target[sizeof(uint)..];
        }

        return target;
    }

    /// <summary>Reads as many values as there is room for.</summary>
    /// <returns>What is left of the source behind them.</returns>
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
