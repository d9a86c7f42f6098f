using System;

namespace Streams.Scoring;

/// <summary>How large a stream's forecast errors usually are: their running mean and variance, in which the last hours count most.</summary>
/// <param name="Mean">The mean, in the stream's spreads.</param>
/// <param name="Variance">The variance.</param>
internal readonly record struct ErrorScale(double Mean, double Variance)
{
    /// <summary>What is assumed before the first error: 0.2 spreads.</summary>
    public static readonly ErrorScale Start = new(0, 0.04);

    // What a new error counts: half of the weight lies on the last three hours.
    private const double Share = 1.0 / 256;

    // An error beyond this counts as this: an incident must not make the next one look small.
    private const double Limit = 4;

    /// <summary>How unusual an error is: its distance from the mean in standard deviations.</summary>
    public double Score(double error) => Math.Abs(error - Mean) / Math.Sqrt(Variance);

    /// <summary>The scale with one error more.</summary>
    public ErrorScale With(double error)
    {
        double limit = Limit * Math.Sqrt(Variance);
        double distance = Math.Clamp(error - Mean, -limit, limit);
        return new ErrorScale(Mean + Share * distance, Variance + Share * (distance * distance - Variance));
    }
}
