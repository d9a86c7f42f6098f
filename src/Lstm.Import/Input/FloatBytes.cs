using System;
using System.Buffers.Binary;

namespace Lstm.Import.Input;

/// <summary>Decodes little-endian floating-point numbers of the widths that formats store.</summary>
internal static class FloatBytes
{
    /// <summary>32 bits, IEEE 754.</summary>
    public static float[] Singles(ReadOnlySpan<byte> bytes)
    {
        float[] values = new float[bytes.Length / sizeof(float)];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(index * sizeof(float))..]);
        }

        return values;
    }

    /// <summary>64 bits, rounded to floats.</summary>
    public static float[] Doubles(ReadOnlySpan<byte> bytes)
    {
        float[] values = new float[bytes.Length / sizeof(double)];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(index * sizeof(double))..]);
        }

        return values;
    }

    /// <summary>16 bits, IEEE 754.</summary>
    public static float[] Halves(ReadOnlySpan<byte> bytes)
    {
        float[] values = new float[bytes.Length / 2];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(index * 2)..]);
        }

        return values;
    }

    /// <summary>16 bits that are the upper half of a float.</summary>
    public static float[] BrainHalves(ReadOnlySpan<byte> bytes)
    {
        float[] values = new float[bytes.Length / 2];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes[(index * 2)..]) << 16);
        }

        return values;
    }
}
