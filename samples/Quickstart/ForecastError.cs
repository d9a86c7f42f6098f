using System;
using System.Linq;

namespace Quickstart;

/// <summary>The error of forecasts, in sunspots.</summary>
/// <param name="RootMeanSquare">The root mean square error, in which large errors count more.</param>
/// <param name="MeanAbsolute">The mean absolute error.</param>
internal sealed record ForecastError(double RootMeanSquare, double MeanAbsolute)
{
    public static ForecastError Of(double[] forecast, double[] actual)
    {
        double[] errors = [.. forecast.Zip(actual, (expected, observed) => expected - observed)];
        return new ForecastError(Math.Sqrt(errors.Average(error => error * error)), errors.Average(Math.Abs));
    }

    /// <summary>Returns whether both errors are below those of another forecast.</summary>
    public bool IsBelow(ForecastError other) =>
        RootMeanSquare < other.RootMeanSquare && MeanAbsolute < other.MeanAbsolute;
}
