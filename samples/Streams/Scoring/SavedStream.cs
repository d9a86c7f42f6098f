using System;

namespace Streams.Scoring;

/// <summary>Everything that a stream keeps between two minutes. A stream restored from it continues bit-identically.</summary>
internal readonly record struct SavedStream
{
    /// <summary>Creates the saved form of a stream.</summary>
    /// <exception cref="FormatException">A number is out of its range.</exception>
    public SavedStream(long nextMinute, MetricModel.State state, float forecast, ErrorScale errors)
    {
        NextMinute = Valid.Minute(nextMinute);
        Forecast = (float)Valid.Distance("the forecast", forecast);
        Errors = errors;
        State = state;
        foreach (float value in state.Cell())
        {
            Valid.Distance("every cell state", value);
        }

        foreach (float value in state.Hidden())
        {
            Valid.Distance("every hidden state", value);
        }
    }

    /// <summary>The next minute to score.</summary>
    public int NextMinute { get; }

    /// <summary>The network's state.</summary>
    public MetricModel.State State { get; }

    /// <summary>The forecast of that minute, in spreads above the stream's level.</summary>
    public float Forecast { get; }

    /// <summary>The scale of the errors.</summary>
    public ErrorScale Errors { get; }

    /// <summary>Returns the start of a stream. Its first forecast is the usual value.</summary>
    public static SavedStream Beginning(MetricModel model) => new(0, model.InitialState, forecast: 0, ErrorScale.Start);
}
