using System;
using System.Linq;

namespace Quickstart;

/// <summary>
/// A linear autoregression, the classic forecaster to measure others by: next year is a weighted sum of the last years and a constant.
/// The weights are those of least squares.
/// </summary>
internal sealed class Autoregression
{
    private readonly SunspotSeries _series;
    private readonly int _order;
    private readonly double[] _coefficients;

    private Autoregression(SunspotSeries series, int order, double[] coefficients) =>
        (_series, _order, _coefficients) = (series, order, coefficients);

    /// <summary>Fits the weights on the years up to <paramref name="lastYear"/> and looks at none after it.</summary>
    public static Autoregression Fit(SunspotSeries series, int order, int lastYear)
    {
        // Least squares by the normal equations, (AᵀA) w = Aᵀb, where A has a row of past numbers and b the number for every year.
        int size = order + 1;
        double[,] equations = new double[size, size + 1];
        for (int year = series.FirstYear + order; year <= lastYear; year++)
        {
            double[] past = Past(series, year, order);
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column < size; column++)
                {
                    equations[row, column] += past[row] * past[column];
                }

                equations[row, size] += past[row] * series[year];
            }
        }

        return new Autoregression(series, order, Solve(equations));
    }

    /// <summary>The forecast of a year from the true numbers before it. There are no negative sunspot numbers.</summary>
    public double Forecast(int year) =>
        Math.Max(0, Past(_series, year, _order).Zip(_coefficients, (number, weight) => number * weight).Sum());

    /// <summary>The numbers of the years before, the last year first, and a 1 for the constant.</summary>
    private static double[] Past(SunspotSeries series, int year, int order) =>
        [.. Enumerable.Range(1, order).Select(back => series[year - back]), 1];

    /// <summary>Gauss-Jordan elimination in [n, n + 1]. AᵀA is positive definite, so no pivot is zero.</summary>
    private static double[] Solve(double[,] equations)
    {
        int size = equations.GetLength(0);
        for (int pivot = 0; pivot < size; pivot++)
        {
            for (int row = 0; row < size; row++)
            {
                if (row == pivot)
                {
                    continue;
                }

                double factor = equations[row, pivot] / equations[pivot, pivot];
                for (int column = pivot; column <= size; column++)
                {
                    equations[row, column] -= factor * equations[pivot, column];
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(row => equations[row, size] / equations[row, row])];
    }
}
