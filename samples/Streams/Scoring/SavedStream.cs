namespace Streams.Scoring;

/// <summary>All that a stream carries from one minute to the next: who has it continues with the same bits.</summary>
/// <param name="NextMinute">The minute that is to be scored next.</param>
/// <param name="State">The network's state.</param>
/// <param name="Forecast">What the network expects of that minute, in spreads above the stream's level.</param>
/// <param name="Errors">How large the errors were.</param>
internal readonly record struct SavedStream(int NextMinute, MetricModel.State State, float Forecast, ErrorScale Errors)
{
    /// <summary>A stream that begins: the usual value is expected.</summary>
    public static SavedStream Beginning(MetricModel model) => new(0, model.InitialState, Forecast: 0, ErrorScale.Start);
}
