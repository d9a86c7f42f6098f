using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Lstm.Safetensors;

/// <summary>Converts a tensor's bytes to floats, and rejects values that are not finite.</summary>
internal static class FloatDecoder
{
    /// <summary>Decodes a range of a tensor's values.</summary>
    /// <param name="catalog">The file, for messages.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="bytes">The bytes of the values, little-endian.</param>
    /// <param name="values">Receives the values. Its length must match that of the bytes.</param>
    /// <param name="first">The first value's index in the tensor.</param>
    /// <exception cref="WeightFormatException">A value is NaN, infinite, or too large for a float.</exception>
    public static void Decode(
        SafetensorsCatalog catalog, SafetensorsTensor tensor, ReadOnlySpan<byte> bytes, Span<float> values, int first)
    {
        Decode(tensor.Dtype, bytes, values);
        for (int index = 0; index < values.Length; index++)
        {
            if (!float.IsFinite(values[index]))
            {
                // The message gives a double out of range as it is in the file, not as the infinity that it becomes as a float.
                double found = tensor.Dtype == SafetensorsDtype.F64
                    ? BinaryPrimitives.ReadDoubleLittleEndian(bytes[(index * sizeof(double))..])
                    : values[index];
                string value = double.IsNaN(found) ? "NaN" : double.IsInfinity(found) ? "an infinity" : Text(found);
                throw catalog.Error(tensor.Name, "finite values that a float can hold", $"{value} at {Place(tensor, first + index)}");
            }
        }
    }

    // One loop per type, so that the type is not tested for each of millions of values.
    private static void Decode(string dtype, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        switch (dtype)
        {
            case SafetensorsDtype.F32 when BitConverter.IsLittleEndian:
                bytes.CopyTo(MemoryMarshal.AsBytes(values));
                break;
            case SafetensorsDtype.F32:
                for (int index = 0; index < values.Length; index++)
                {
                    values[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(index * sizeof(float))..]);
                }

                break;
            case SafetensorsDtype.F64:
                for (int index = 0; index < values.Length; index++)
                {
                    values[index] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(index * sizeof(double))..]);
                }

                break;
            case SafetensorsDtype.F16:
                for (int index = 0; index < values.Length; index++)
                {
                    values[index] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(index * sizeof(short))..]);
                }

                break;
            case SafetensorsDtype.BF16:
                for (int index = 0; index < values.Length; index++)
                {
                    // A bfloat16 is the upper half of a float.
                    int half = BinaryPrimitives.ReadInt16LittleEndian(bytes[(index * sizeof(short))..]);
                    values[index] = BitConverter.Int32BitsToSingle(half << 16);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "Expected a type that can hold weights.");
        }
    }

    // Returns the index in the tensor's shape: [row, column].
    private static string Place(SafetensorsTensor tensor, long index)
    {
        long[] place = new long[tensor.Shape.Count];
        for (int axis = place.Length - 1; axis >= 0; axis--)
        {
            (index, place[axis]) = Math.DivRem(index, tensor.Shape[axis]);
        }

        return SafetensorsTensor.ShapeOf(place);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
