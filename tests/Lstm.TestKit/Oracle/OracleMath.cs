using System;
using System.Linq;

namespace Lstm.TestKit;

/// <summary>Sums of vectors and matrices in doubles, in the plainest loops.</summary>
internal static class OracleMath
{
    /// <summary>W v for some rows of W, whose columns are as many as v is long.</summary>
    public static double[] Multiply(ReadOnlySpan<float> matrix, int firstRow, int rows, double[] v)
    {
        double[] product = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int k = 0; k < v.Length; k++)
            {
                product[row] += matrix[(firstRow + row) * v.Length + k] * v[k];
            }
        }

        return product;
    }

    /// <summary>W v + b for some rows of W and b.</summary>
    public static double[] Affine(ReadOnlySpan<float> matrix, ReadOnlySpan<float> bias, int firstRow, int rows, double[] v)
    {
        double[] sum = Multiply(matrix, firstRow, rows, v);
        for (int row = 0; row < rows; row++)
        {
            sum[row] += bias[firstRow + row];
        }

        return sum;
    }

    /// <summary>a + b</summary>
    public static double[] Add(double[] a, double[] b) => [.. a.Zip(b, static (ak, bk) => ak + bk)];

    /// <summary>a * b, value by value.</summary>
    public static double[] Multiply(double[] a, double[] b) => [.. a.Zip(b, static (ak, bk) => ak * bk)];

    /// <summary>p * v, value by value.</summary>
    public static double[] Scale(ReadOnlySpan<float> p, double[] v) => [.. p.ToArray().Zip(v, static (pk, vk) => pk * vk)];

    /// <summary>gamma * (v - mean) / sqrt(variance + epsilon) + beta, with the variance divided by the number of values.</summary>
    public static double[] Normalise(double[] v, double epsilon, ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta)
    {
        double mean = v.Average();
        double variance = v.Average(vk => (vk - mean) * (vk - mean));
        double[] normal = new double[v.Length];
        for (int k = 0; k < v.Length; k++)
        {
            normal[k] = gamma[k] * (v[k] - mean) / Math.Sqrt(variance + epsilon) + beta[k];
        }

        return normal;
    }
}
