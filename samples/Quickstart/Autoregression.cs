using System;
using System.Linq;

namespace Quickstart;

/// <summary>
/// A linear autoregression, the classic baseline of forecasting: the forecast is a weighted sum of the previous years and a constant.
/// The weights are fitted by least squares.
/// </summary>
internal sealed class Autoregression
{
    private readonly SunspotSeries _series;
    private readonly int _order;
    private readonly double[] _coefficients;

    private Autoregression(SunspotSeries series, int order, double[] coefficients) =>
        (_series, _order, _coefficients) = (series, order, coefficients);

    /// <summary>Fits the weights to the years up to <paramref name="lastYear"/> and uses no later year.</summary>
    public static Autoregression Fit(SunspotSeries series, int order, int lastYear)
    {
        // Least squares by the normal equations (AᵀA) w = Aᵀb. Each year has a row of past numbers in A and its number in b.
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

    /// <summary>Forecasts a year from the true numbers before it. Sunspot numbers are never negative.</summary>
    public double Forecast(int year) =>
        Math.Max(0, Past(_series, year, _order).Zip(_coefficients, (number, weight) => number * weight).Sum());

    /// <summary>Returns the numbers of the previous years, the latest first, and a 1 for the constant.</summary>
    private static double[] Past(SunspotSeries series, int year, int order) =>
        [.. Enumerable.Range(1, order).Select(back => series[year - back]), 1];

    /// <summary>Solves [n, n + 1] equations by Gauss-Jordan elimination. AᵀA is positive definite, so no pivot is zero.</summary>
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
