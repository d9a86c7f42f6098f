using System;

namespace Lstm.Import.Conversion;

/// <summary>Conversions from the matrices of a format to canonical ones. All matrices are row-major; each result is a new array.</summary>
internal static class Matrices
{
    /// <summary>The order of ONNX's LSTM blocks (i, o, f, c) that gives the canonical order i, f, g, o.</summary>
    public static ReadOnlySpan<int> OnnxLstm => [0, 2, 3, 1];

    /// <summary>The order of a GRU's blocks in ONNX and Keras (z, r, n) that gives the canonical order r, z, n.</summary>
    public static ReadOnlySpan<int> UpdateFirstGru => [1, 0, 2];

    /// <summary>Returns a matrix [rows, columns] transposed to [columns, rows].</summary>
    public static float[] Transposed(ReadOnlySpan<float> values, int rows, int columns)
    {
        float[] result = new float[values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                result[column * rows + row] = values[row * columns + column];
            }
        }

        return result;
    }

    /// <summary>Returns blocks of rows in a different order.</summary>
    /// <param name="values">Blocks of equal size, as many as the order has entries.</param>
    /// <param name="order">For each block of the result, the index of the block in <paramref name="values"/>.</param>
    public static float[] Blocks(ReadOnlySpan<float> values, ReadOnlySpan<int> order)
    {
        float[] result = new float[values.Length];
        int block = values.Length / order.Length;
        for (int index = 0; index < order.Length; index++)
        {
            values.Slice(order[index] * block, block).CopyTo(result.AsSpan(index * block));
        }

        return result;
    }

    /// <summary>Returns the sum of two biases.</summary>
    public static float[] Sum(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float[] result = new float[one.Length];
        for (int index = 0; index < result.Length; index++)
        {
            result[index] = one[index] + other[index];
        }

        return result;
    }

    /// <summary>Returns some columns of a matrix [rows, columns].</summary>
    public static float[] Columns(ReadOnlySpan<float> values, int columns, int first, int count)
    {
        int rows = values.Length / columns;
        float[] result = new float[rows * count];
        for (int row = 0; row < rows; row++)
        {
            values.Slice(row * columns + first, count).CopyTo(result.AsSpan(row * count));
        }

        return result;
    }

    /// <summary>Returns the identity matrix.</summary>
    public static float[] Identity(int size)
    {
        float[] result = new float[size * size];
        for (int index = 0; index < size; index++)
        {
            result[index * (size + 1)] = 1;
        }

        return result;
    }
}
