namespace Streams.Scoring;

/// <summary>What became of one minute of one stream.</summary>
/// <param name="Stream">The stream's number.</param>
/// <param name="Minute">The minute.</param>
/// <param name="Value">The metric's value.</param>
/// <param name="Forecast">What was expected.</param>
/// <param name="Anomaly">How unusual the difference is, in standard deviations of the stream's errors.</param>
internal readonly record struct Score(int Stream, int Minute, double Value, double Forecast, double Anomaly);
