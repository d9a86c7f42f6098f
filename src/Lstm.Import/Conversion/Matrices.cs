using System;

namespace Lstm.Import.Conversion;

/// <summary>What turns the matrices of a format into canonical ones. All are row-major; every result is new.</summary>
internal static class Matrices
{
    /// <summary>The canonical row blocks of ONNX's LSTM, which has them in the order i, o, f, c.</summary>
    public static ReadOnlySpan<int> OnnxLstm => [0, 2, 3, 1];

    /// <summary>The canonical row blocks r, z, n of a GRU that has them in the order z, r, n: ONNX and Keras.</summary>
    public static ReadOnlySpan<int> UpdateFirstGru => [1, 0, 2];

    /// <summary>A matrix [rows, columns] as [columns, rows].</summary>
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

    /// <summary>Blocks of rows in another order.</summary>
    /// <param name="values">As many equal blocks as the order has entries.</param>
    /// <param name="order">For each block of the result, the number of the block that it was.</param>
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

    /// <summary>Two biases, added.</summary>
    public static float[] Sum(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float[] result = new float[one.Length];
        for (int index = 0; index < result.Length; index++)
        {
            result[index] = one[index] + other[index];
        }

        return result;
    }

    /// <summary>Some columns of a matrix [rows, columns].</summary>
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

    /// <summary>The unit matrix.</summary>
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
