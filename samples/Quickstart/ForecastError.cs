using System;
using System.Linq;

namespace Quickstart;

/// <summary>How far forecasts were from what happened, in sunspots.</summary>
/// <param name="RootMeanSquare">Large misses weigh more.</param>
/// <param name="MeanAbsolute">Every miss weighs as much as it is large.</param>
internal sealed record ForecastError(double RootMeanSquare, double MeanAbsolute)
{
    public static ForecastError Of(double[] forecast, double[] actual)
    {
        double[] errors = [.. forecast.Zip(actual, (expected, happened) => expected - happened)];
        return new ForecastError(Math.Sqrt(errors.Average(error => error * error)), errors.Average(Math.Abs));
    }

    /// <summary>Whether both errors are below those of another forecast.</summary>
    public bool IsBelow(ForecastError other) =>
        RootMeanSquare < other.RootMeanSquare && MeanAbsolute < other.MeanAbsolute;
}
