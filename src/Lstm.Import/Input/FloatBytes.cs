using System;
using System.Buffers.Binary;

namespace Lstm.Import.Input;

/// <summary>Decoders for little-endian floating-point numbers.</summary>
internal static class FloatBytes
{
    /// <summary>Decodes 32-bit IEEE 754 numbers.</summary>
    public static float[] Singles(ReadOnlySpan<byte> bytes)
    {
        float[] values = new float[bytes.Length / sizeof(float)];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(index * sizeof(float))..]);
        }

        return values;
    }

    /// <summary>Decodes 64-bit IEEE 754 numbers and rounds them to floats.</summary>
    public static float[] Doubles(ReadOnlySpan<byte> bytes)
    {
        float[] values = new float[bytes.Length / sizeof(double)];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(index * sizeof(double))..]);
        }

        return values;
    }

    /// <summary>Decodes 16-bit IEEE 754 numbers.</summary>
    public static float[] Halves(ReadOnlySpan<byte> bytes)
    {
        float[] values = new float[bytes.Length / 2];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(index * 2)..]);
        }

        return values;
    }

    /// <summary>Decodes bfloat16 numbers: 16 bits that are the upper half of a float.</summary>
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
