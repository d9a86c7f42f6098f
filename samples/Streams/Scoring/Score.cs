namespace Streams.Scoring;

/// <summary>The score of one minute of one stream.</summary>
/// <param name="Stream">The stream's number.</param>
/// <param name="Minute">The minute.</param>
/// <param name="Value">The metric's value.</param>
/// <param name="Forecast">The forecast of the value.</param>
/// <param name="Anomaly">The forecast error in standard deviations of the stream's errors.</param>
internal readonly record struct Score(int Stream, int Minute, double Value, double Forecast, double Anomaly);
