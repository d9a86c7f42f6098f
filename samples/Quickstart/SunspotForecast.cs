using System;
using System.Linq;

namespace Quickstart;

/// <summary>Forecasts sunspot numbers with a trained network, for years that were not used in its training.</summary>
internal static class SunspotForecast
{
    // The years were divided before the training. The first part fits the network and the autoregression, the second selects the trained
    // network to keep, and the third evaluates it. See README.md.
    public const int LastTrainingYear = 1919;
    public const int FirstHeldBackYear = 1955;

    /// <summary>Prints the forecasts, their errors and the cost of a step, and returns whether all checks passed.</summary>
    public static bool Show(string weightsPath, string seriesPath)
    {
        SunspotModel model = SunspotModel.Load(weightsPath);
        SunspotSeries series = SunspotSeries.Load(seriesPath);

        int[] years = [.. Enumerable.Range(FirstHeldBackYear, series.LastYear - FirstHeldBackYear + 1)];
        double[] forecasts = Forecast(model, series, years);

        var report = new SunspotReport(series, years, forecasts);
        report.PrintPlot();
        bool agree = report.PrintReference();
        bool beatNaive = report.PrintErrors();
        bool allocateNothing = report.PrintCost(model);
        return agree && beatNaive && allocateNothing;
    }

    /// <summary>Steps the network through all years with their true numbers and returns the forecasts of some years.</summary>
    private static double[] Forecast(SunspotModel model, SunspotSeries series, int[] years)
    {
        var state = new SunspotModel.State();
        Span<float> x = stackalloc float[SunspotModel.InputSize];
        Span<float> y = stackalloc float[SunspotModel.OutputSize];
        double[] forecasts = new double[years.Length];
        for (int year = series.FirstYear; year < series.LastYear; year++)
        {
            x[0] = SunspotModel.ToInput(series[year]);
            model.Step(ref state, x, y);

            int nextYear = year + 1;
            if (nextYear >= years[0])
            {
                forecasts[nextYear - years[0]] = SunspotModel.ToSunspots(y[0]);
            }
        }

        return forecasts;
    }
}
