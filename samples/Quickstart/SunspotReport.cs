using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Quickstart;

/// <summary>Says how good the network's forecasts are, by several measures and next to other forecasts.</summary>
internal sealed class SunspotReport
{
    // Computed in double precision by training/train.py; the generated class computes in single precision.
    private static readonly (int Year, double Forecast)[] Reference =
        [(1955, 7.066), (1957, 137.674), (1958, 135.095), (1989, 122.502), (2008, 17.723)];

    private const double ReferenceTolerance = 0.002;

    private readonly SunspotSeries _series;
    private readonly int[] _years;
    private readonly double[] _actual;
    private readonly double[] _forecasts;

    public SunspotReport(SunspotSeries series, int[] years, double[] forecasts)
    {
        _series = series;
        _years = years;
        _actual = [.. years.Select(year => series[year])];
        _forecasts = forecasts;
    }

    public void PrintPlot()
    {
        Console.WriteLine($"""
            2. A TRAINED NETWORK                [Lstm(input: 1, hidden: 8, Output = 1)]

            Sunspot numbers, forecast one year ahead. PyTorch trained the network on the
            years {_series.FirstYear}-{SunspotForecast.LastTrainingYear}, and {SunspotForecast.LastTrainingYear + 1}-{SunspotForecast.FirstHeldBackYear - 1} decided which of its trainings to keep.
            {_years[0]}-{_years[^1]}, the years shown here, were held back until that was done.

            """);
        TerminalPlot.Print(_years[0], _actual, _forecasts);
    }

    /// <summary>Compares a few forecasts with what double precision comes to.</summary>
    public bool PrintReference()
    {
        double[] forecasts = [.. Reference.Select(reference => _forecasts[reference.Year - _years[0]])];
        PrintRow("year", Reference.Select(reference => $"{reference.Year}"));
        PrintRow("what happened", Reference.Select(reference => $"{_series[reference.Year]:F1}"));
        PrintRow("forecast", forecasts.Select(forecast => $"{forecast:F1}"));
        PrintRow("the same in double precision", Reference.Select(reference => $"{reference.Forecast:F1}"));

        // Math.Max keeps a NaN, which Max() would pass over.
        double difference = Reference.Zip(forecasts, (reference, forecast) => Math.Abs(reference.Forecast - forecast)).Aggregate(Math.Max);
        bool agree = difference <= ReferenceTolerance;
        Console.WriteLine($"{(agree ? "They agree" : "THEY DO NOT AGREE")}: largest difference {difference:F4}, allowed {ReferenceTolerance}.");
        Console.WriteLine();
        return agree;
    }

    /// <summary>Compares the errors with those of other forecasts, and says whether the naive ones are worse, as they must be.</summary>
    public bool PrintErrors()
    {
        Autoregression autoregression = Autoregression.Fit(_series, order: 9, SunspotForecast.LastTrainingYear);

        ForecastError lstm = ForecastError.Of(_forecasts, _actual);
        ForecastError lastYear = ForecastError.Of([.. _years.Select(year => _series[year - 1])], _actual);
        ForecastError lastCycle = ForecastError.Of([.. _years.Select(year => _series[year - 11])], _actual);
        ForecastError linear = ForecastError.Of([.. _years.Select(autoregression.Forecast)], _actual);

        PrintRow($"error, {_years[0]}-{_years[^1]}", ["RMSE", "MAE", "   the LSTM's RMSE is"]);
        PrintError("LSTM, 8 hidden units", lstm, "");
        PrintError("naive: last year's number", lastYear, Comparison(lstm, lastYear));
        PrintError("naive: the number 11 years ago", lastCycle, Comparison(lstm, lastCycle));
        PrintError("linear autoregression, AR(9)", linear, Comparison(lstm, linear));

        bool beatNaive = lstm.IsBelow(lastYear) && lstm.IsBelow(lastCycle);
        Console.WriteLine(beatNaive ? "The LSTM beats both naive forecasts." : "THE LSTM DOES NOT BEAT BOTH NAIVE FORECASTS.");
        if (linear.IsBelow(lstm))
        {
            Console.WriteLine("The linear autoregression beats the LSTM: samples/Quickstart/README.md says why.");
        }

        Console.WriteLine();
        return beatNaive;
    }

    /// <summary>Measures a step, and says whether it allocates nothing.</summary>
    public bool PrintCost(SunspotModel model)
    {
        StepCost cost = StepCost.Measure(model, [.. _years.Select(year => SunspotModel.ToInput(_series[year]))]);

        Console.WriteLine($"""
            model.Step(ref state, x, y) on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}:
                {cost.MinimumNanoseconds:F1} ns a step at best, {cost.MedianNanoseconds:F1} ns in the median of {cost.Rounds} rounds
                {cost.AllocatedBytes} bytes allocated in {cost.Rounds * cost.StepsPerRound:N0} steps
            """);
        return cost.AllocatedBytes == 0;
    }

    private static void PrintError(string name, ForecastError error, string comparison) =>
        PrintRow(name, [$"{error.RootMeanSquare:F2}", $"{error.MeanAbsolute:F2}", $"   {comparison}"]);

    private static void PrintRow(string name, IEnumerable<string> columns) =>
        Console.WriteLine($"{name,-32}{string.Concat(columns.Select(column => $"{column,8}"))}".TrimEnd());

    private static string Comparison(ForecastError lstm, ForecastError other)
    {
        double share = lstm.RootMeanSquare / other.RootMeanSquare - 1;
        return $"{Math.Abs(share):P0} {(share < 0 ? "lower" : "higher")}";
    }
}
