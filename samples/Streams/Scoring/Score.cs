using System;

namespace Streams.Scoring;

/// <summary>The score of one minute of one stream.</summary>
internal readonly record struct Score
{
    /// <summary>Creates a score.</summary>
    /// <exception cref="FormatException">A number is out of its range.</exception>
    public Score(long stream, long minute, double value, double forecast, double anomaly)
    {
        Stream = Valid.Stream(stream);
        Minute = Valid.Minute(minute);
        Value = Valid.NotNegative("the value", value);
        Forecast = Valid.Finite("the forecast", forecast);
        Anomaly = Valid.NotNegative("the anomaly", anomaly);
    }

    /// <summary>The stream's number.</summary>
    public int Stream { get; }

    /// <summary>The minute.</summary>
    public int Minute { get; }

    /// <summary>The metric's value.</summary>
    public double Value { get; }

    /// <summary>The forecast of the value.</summary>
    public double Forecast { get; }

    /// <summary>The forecast error in standard deviations of the stream's errors.</summary>
    public double Anomaly { get; }
}
