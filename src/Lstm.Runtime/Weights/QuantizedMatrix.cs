using System;
using System.Collections.Generic;
using Lstm.Shared;

namespace Lstm;

/// <summary>
/// A matrix of integers, row-major, with a scale for each row. It is multiplied by a vector of values in [-1, 1] that are also rounded to
/// integers. The sums of products fit in 32 bits, for all weights, values and orders of summation.
/// </summary>
/// <remarks>
/// A row w becomes integers v = round(w / s) with |v| at most 127 or 32,767, and a value h becomes round(h·S). With n columns, the sum of
/// all |v| is at most (sum of all |w|) / s + n / 2; s is chosen such that S times this is below 2^31. See docs/numerics.md.
/// </remarks>
internal sealed class QuantizedMatrix
{
    // An estimate of E h². The candidate scales differ by a factor of two, so an error by this factor rarely changes the choice.
    private const double MeanSquareOfHidden = 0.25;

    // The smallest normal float. A smaller scale would itself be rounded coarsely, and the weights of such a row have no effect.
    private const float SmallestScale = 1.17549435E-38f;

    // Rounding a row's scale to float can increase the sum of its integers by 2^-24 of the sum, which is far less than this.
    private const double Slack = 1;

    private QuantizedMatrix(int columns, int scale, short[] integers, float[] rowScales)
    {
        Columns = columns;
        Scale = scale;
        Integers = integers;
        RowScales = rowScales;
    }

    /// <summary>The number of values in a row.</summary>
    public int Columns { get; }

    /// <summary>The integer that represents a value of 1.</summary>
    public int Scale { get; }

    /// <summary>The integers, [rows, columns].</summary>
    public ReadOnlyMemory<short> Integers { get; }

    /// <summary>The factors of the rows' integer sums, [rows].</summary>
    public ReadOnlyMemory<float> RowScales { get; }

    /// <summary>
    /// The factors, powers of two or zero, that values are multiplied by before they are rounded, [columns]. The integers are those of the
    /// weights divided by them. Empty for hidden states, which have none.
    /// </summary>
    public ReadOnlyMemory<float> Factors { get; private init; }

    /// <summary>Returns the integers of a row.</summary>
    public ReadOnlySpan<short> Row(int row) => Integers.Span.Slice(row * Columns, Columns);

    /// <summary>Returns the weight that an integer represents.</summary>
    public double ValueOf(int row, int column) =>
        (double)Row(row)[column] * RowScales.Span[row] * Scale * (Factors.IsEmpty ? 1 : Factors.Span[column]);

    /// <summary>Quantizes the input weights of a recurrent layer.</summary>
    /// <param name="layer">The weights of the layer.</param>
    /// <param name="network">The network.</param>
    /// <param name="index">The index of the layer in the network.</param>
    public static QuantizedMatrix OfInputs(LstmLayerWeights layer, NetworkShape network, int index)
    {
        int columns = layer.InputSize;
        if (!network.HasScaledInputs(index))
        {
            return Of(layer.Input, columns, network.Precision);
        }

        float[] factors = FactorsOf(layer.Input, columns);
        float[] divided = layer.Input.ToArray();
        for (int weight = 0; weight < divided.Length; weight++)
        {
            float factor = factors[weight % columns];
            divided[weight] = factor == 0 ? 0 : divided[weight] / factor;
        }

        return Of(divided, columns, network.Precision, factors);
    }

    /// <summary>Quantizes a matrix.</summary>
    /// <param name="matrix">The matrix, row-major [rows, columns]. All values must be finite.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="precision">The precision of the integers.</param>
    public static QuantizedMatrix Of(ReadOnlySpan<float> matrix, int columns, LstmPrecision precision) =>
        Of(matrix, columns, precision, factors: []);

    private static QuantizedMatrix Of(ReadOnlySpan<float> matrix, int columns, LstmPrecision precision, float[] factors)
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

        return new QuantizedMatrix(columns, scale, integers, rowScales) { Factors = factors };
    }

    /// <summary>
    /// Returns powers of two, about in proportion to the largest weight of each column. With them the rounding error of a sum depends on
    /// what the inputs add to it, and not on the units in which each input is measured. An input without weights has the factor zero.
    /// </summary>
    private static float[] FactorsOf(ReadOnlySpan<float> matrix, int columns)
    {
        float[] largest = new float[columns];
        float most = 0;
        for (int weight = 0; weight < matrix.Length; weight++)
        {
            largest[weight % columns] = Math.Max(largest[weight % columns], Math.Abs(matrix[weight]));
            most = Math.Max(most, Math.Abs(matrix[weight]));
        }

        const int smallest = QuantizedShape.SmallestFactorExponent;
        return Array.ConvertAll(
            largest, weight => weight == 0 ? 0 : MathF.ScaleB(1, Math.Max(smallest, (int)Math.Round(Math.Log2((double)weight / most)))));
    }

    /// <summary>
    /// Returns the scale of the values with the smallest expected error. A larger scale leaves fewer of the 32 bits for the weights. If the
    /// bits suffice for both, it is the largest scale.
    /// </summary>
    private static int BestScale(List<RowSize> rows, int columns, int largest)
    {
        int best = 0;
        double least = double.PositiveInfinity;
        for (int scale = QuantizedShape.LargestHidden; scale >= QuantizedShape.SmallestHiddenScale; scale /= 2)
        {
            // Both rounding errors are at most half a step, uniformly distributed.
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

    /// <summary>
    /// Returns the weight that the integer 1 represents: the smallest one that the row's largest weight and the sum of all allow.
    /// </summary>
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
