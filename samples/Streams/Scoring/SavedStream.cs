namespace Streams.Scoring;

/// <summary>Everything that a stream keeps between two minutes. A stream restored from it continues bit-identically.</summary>
/// <param name="NextMinute">The next minute to score.</param>
/// <param name="State">The network's state.</param>
/// <param name="Forecast">The forecast of that minute, in spreads above the stream's level.</param>
/// <param name="Errors">The scale of the errors.</param>
internal readonly record struct SavedStream(int NextMinute, MetricModel.State State, float Forecast, ErrorScale Errors)
{
    /// <summary>Returns the start of a stream. Its first forecast is the usual value.</summary>
    public static SavedStream Beginning(MetricModel model) => new(0, model.InitialState, Forecast: 0, ErrorScale.Start);
}
