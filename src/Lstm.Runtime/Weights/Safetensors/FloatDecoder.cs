using System;
using System.Buffers.Binary;
using System.Globalization;

namespace Lstm.Safetensors;

/// <summary>Turns a tensor's bytes into floats, and refuses values that no weight can have.</summary>
internal static class FloatDecoder
{
    /// <summary>Decodes a run of a tensor's values.</summary>
    /// <param name="catalog">The file, for messages.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="bytes">The run's bytes, little-endian.</param>
    /// <param name="values">Receives the values; as many as there are bytes for.</param>
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
                // A double out of range is shown as it stands in the file: as a float it is an infinity that nobody wrote.
                double found = tensor.Dtype == SafetensorsDtype.F64
                    ? BinaryPrimitives.ReadDoubleLittleEndian(bytes[(index * sizeof(double))..])
                    : values[index];
                string value = double.IsNaN(found) ? "NaN" : double.IsInfinity(found) ? "an infinity" : Text(found);
                throw catalog.Error(tensor.Name, "finite values that a float can hold", $"{value} at {Place(tensor, first + index)}");
            }
        }
    }

    private static void Decode(string dtype, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        int size = SafetensorsDtype.WeightBytes(dtype);
        for (int index = 0; index < values.Length; index++)
        {
            ReadOnlySpan<byte> value = bytes.Slice(index * size, size);
            values[index] = dtype switch
            {
                SafetensorsDtype.F32 => BinaryPrimitives.ReadSingleLittleEndian(value),
                SafetensorsDtype.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(value),
                SafetensorsDtype.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(value),

                // A bfloat16 is the upper half of a float.
                _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(value) << 16),
            };
        }
    }

    // The index as the tensor's shape counts it: [row, column].
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
