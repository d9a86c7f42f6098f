using System;
using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// A matrix in integers, row-major, with a scale for each row: what multiplies a vector whose values lie in [-1, 1] and are rounded to integers themselves. No sum
/// of products can leave 32 bits, whatever the weights, the values and the order.
/// </summary>
/// <remarks>
/// A row w becomes integers v = round(w / s) with |v| at most 127 or 32,767, and a value h becomes round(h·S). With n columns, the sum of all |v| is at most
/// (sum of all |w|) / s + n / 2; s is chosen such that S times this is below 2^31. See docs/numerics.md.
/// </remarks>
internal sealed class QuantizedMatrix
{
    // A guess of E h²: the candidates are a factor of two apart, and half or double of it seldom moves the choice.
    private const double MeanSquareOfHidden = 0.25;

    // The least normal float: below it a scale would itself be rounded coarsely, and its row's weights do nothing.
    private const float SmallestScale = 1.17549435E-38f;

    // Rounding a row's scale to a float can raise its integers by 2^-24 of their sum, which is far less than this.
    private const double Slack = 1;

    private QuantizedMatrix(int columns, int scale, short[] integers, float[] rowScales)
    {
        Columns = columns;
        Scale = scale;
        Integers = integers;
        RowScales = rowScales;
    }

    /// <summary>Values in a row.</summary>
    public int Columns { get; }

    /// <summary>The integer that stands for a value of 1.</summary>
    public int Scale { get; }

    /// <summary>The integers, [rows, columns].</summary>
    public ReadOnlyMemory<short> Integers { get; }

    /// <summary>What a row's sum of products of integers is multiplied by, [rows].</summary>
    public ReadOnlyMemory<float> RowScales { get; }

    /// <summary>The integers of a row.</summary>
    public ReadOnlySpan<short> Row(int row) => Integers.Span.Slice(row * Columns, Columns);

    /// <summary>A weight, as its integer has it.</summary>
    public double ValueOf(int row, int column) => (double)Row(row)[column] * RowScales.Span[row] * Scale;

    /// <summary>Rounds a matrix.</summary>
    /// <param name="matrix">Row-major [rows, columns], finite.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="precision">The precision of the integers.</param>
    public static QuantizedMatrix Of(ReadOnlySpan<float> matrix, int columns, LstmPrecision precision)
    {
        int largest = QuantizedShape.LargestWeight(precision);
        List<RowSize> rows = [];
        for (int start = 0; start < matrix.Length; start += columns)
        {
            rows.Add(RowSize.Of(matrix.Slice(start, columns)));
        }

        int scale = BestScale(rows, columns, largest);
        float[] rowScales = new float[rows.Count];
        short[] integers = new short[matrix.Length];
        for (int row = 0; row < rowScales.Length; row++)
        {
            rowScales[row] = Math.Max(SmallestScale, (float)(Step(rows[row], columns, largest, scale) / scale));
            double step = (double)rowScales[row] * scale;
            for (int index = row * columns; index < (row + 1) * columns; index++)
            {
                integers[index] = (short)Math.Round(matrix[index] / step, MidpointRounding.ToEven);
            }
        }

        return new QuantizedMatrix(columns, scale, integers, rowScales);
    }

    /// <summary>
    /// The scale of the values with the least error: a finer one leaves less of the 32 bits to the weights. Where the bits do for both it is the finest.
    /// </summary>
    private static int BestScale(List<RowSize> rows, int columns, int largest)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int scale = QuantizedShape.LargestHidden; scale >= QuantizedShape.SmallestHiddenScale; scale /= 2)
        {
            // Both roundings are off by up to half of a step, evenly spread.
            double error = 0;
            foreach (RowSize row in rows)
            {
                double step = Step(row, columns, largest, scale);
                error += step * step * columns * MeanSquareOfHidden + row.SumOfSquares / ((double)scale * scale);
            }

            if (error < least)
            {
                best = scale;
                least = error;
            }
        }

        return best;
    }

    /// <summary>What one integer step of a row's weights stands for: as little as its largest weight and the sum of all allow.</summary>
    private static double Step(RowSize row, int columns, int largest, int scale)
    {
        double mostInSum = QuantizedShape.LargestSum / (double)scale - Slack - columns / 2.0;
        return Math.Max(row.Largest / largest, row.Sum / mostInSum);
    }

    private readonly record struct RowSize(double Largest, double Sum, double SumOfSquares)
    {
        public static RowSize Of(ReadOnlySpan<float> row)
        {
            RowSize size = default;
            foreach (float weight in row)
            {
                double magnitude = Math.Abs((double)weight);
                size = new RowSize(Math.Max(size.Largest, magnitude), size.Sum + magnitude, size.SumOfSquares + magnitude * magnitude);
            }

            return size;
        }
    }
}
