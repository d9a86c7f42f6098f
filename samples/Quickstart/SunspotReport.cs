using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace Quickstart;

/// <summary>A report on the network's forecasts, with several error measures and other forecasts for comparison.</summary>
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
        string training = $"{_series.FirstYear}-{SunspotForecast.LastTrainingYear}";
        string validation = $"{SunspotForecast.LastTrainingYear + 1}-{SunspotForecast.FirstHeldBackYear - 1}";
        Console.WriteLine($"""
            2. A TRAINED NETWORK                [Lstm(input: 1, hidden: 8, Output = 1)]

            Sunspot numbers, forecast one year ahead. The network was trained with PyTorch
            on the years {training}. The years {validation} selected the training run to keep.
            The years {_years[0]}-{_years[^1]}, shown here, were not used before the final test.

            """);
        TerminalPlot.Print(_years[0], _actual, _forecasts);
    }

    /// <summary>Compares some forecasts with the results of double precision.</summary>
    public bool PrintReference()
    {
        double[] forecasts = [.. Reference.Select(reference => _forecasts[reference.Year - _years[0]])];
        PrintRow("year", Reference.Select(reference => $"{reference.Year}"));
        PrintRow("observed", Reference.Select(reference => $"{_series[reference.Year]:F1}"));
        PrintRow("forecast", forecasts.Select(forecast => $"{forecast:F1}"));
        PrintRow("forecast in double precision", Reference.Select(reference => $"{reference.Forecast:F1}"));

        // Math.Max returns NaN if one argument is NaN; Max() ignores NaN.
        double difference = Reference
            .Zip(forecasts, (reference, forecast) => Math.Abs(reference.Forecast - forecast))
            .Aggregate(Math.Max);
        bool agree = difference <= ReferenceTolerance;
        string result = agree ? "The forecasts agree" : "THE FORECASTS DO NOT AGREE";
        Console.WriteLine($"{result}: the largest difference is {difference:F4}, the tolerance is {ReferenceTolerance}.");
        Console.WriteLine();
        return agree;
    }

    /// <summary>Prints the errors beside those of other forecasts, and returns whether both naive forecasts are worse.</summary>
    public bool PrintErrors()
    {
        Autoregression autoregression = Autoregression.Fit(_series, order: 9, SunspotForecast.LastTrainingYear);

        ForecastError lstm = ForecastError.Of(_forecasts, _actual);
        ForecastError lastYear = ForecastError.Of([.. _years.Select(year => _series[year - 1])], _actual);
        ForecastError lastCycle = ForecastError.Of([.. _years.Select(year => _series[year - 11])], _actual);
        ForecastError linear = ForecastError.Of([.. _years.Select(autoregression.Forecast)], _actual);

        PrintRow($"error, {_years[0]}-{_years[^1]}", ["RMSE", "MAE", "   RMSE of the LSTM"]);
        PrintError("LSTM, 8 hidden units", lstm, "");
        PrintError("naive: last year's number", lastYear, Comparison(lstm, lastYear));
        PrintError("naive: the number 11 years ago", lastCycle, Comparison(lstm, lastCycle));
        PrintError("linear autoregression, AR(9)", linear, Comparison(lstm, linear));

        bool beatNaive = lstm.IsBelow(lastYear) && lstm.IsBelow(lastCycle);
        Console.WriteLine(beatNaive ? "The LSTM beats both naive forecasts." : "THE LSTM DOES NOT BEAT BOTH NAIVE FORECASTS.");
        if (linear.IsBelow(lstm))
        {
            Console.WriteLine("The linear autoregression beats the LSTM. samples/Quickstart/README.md explains why.");
        }

        Console.WriteLine();
        return beatNaive;
    }

    /// <summary>Prints the cost of a step and returns whether it is allocation-free.</summary>
    public bool PrintCost(SunspotModel model)
    {
        StepCost cost = StepCost.Measure(model, [.. _years.Select(year => SunspotModel.ToInput(_series[year]))]);

        Console.WriteLine($"""
            model.Step(ref state, x, y) on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}:
                {cost.MinimumNanoseconds:F1} ns per step at minimum, {cost.MedianNanoseconds:F1} ns in the median of {cost.Rounds} rounds
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
