using System;

namespace Lstm.Import.Conversion;

/// <summary>Conversions from the matrices of a format to canonical ones. All matrices are row-major; each result is a new array.</summary>
internal static class Matrices
{
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

    /// <summary>Returns the weights of a convolution [filters, inputs, kernel] from an array [kernel, inputs, filters].</summary>
    public static float[] Kernel(ReadOnlySpan<float> values, int kernel, int inputs, int filters)
    {
        float[] result = new float[values.Length];
        for (int index = 0; index < result.Length; index++)
        {
            (int row, int filter) = Math.DivRem(index, filters);
            (int step, int input) = Math.DivRem(row, inputs);
            result[(filter * inputs + input) * kernel + step] = values[index];
        }

        return result;
    }

    /// <summary>Returns blocks of rows in a different order, without those that are not wanted.</summary>
    /// <param name="values">Blocks of equal size, one for each stored letter.</param>
    /// <param name="stored">The letters of the blocks in <paramref name="values"/>.</param>
    /// <param name="wanted">The letters of the blocks in the result.</param>
    public static float[] Blocks(ReadOnlySpan<float> values, string stored, string wanted)
    {
        int block = values.Length / stored.Length;
        float[] result = new float[wanted.Length * block];
        for (int index = 0; index < wanted.Length; index++)
        {
            values.Slice(stored.IndexOf(wanted[index], StringComparison.Ordinal) * block, block).CopyTo(result.AsSpan(index * block));
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
}
