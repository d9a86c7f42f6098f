using System;

namespace Streams.Scoring;

/// <summary>The usual size of a stream's forecast errors: their exponentially weighted mean and variance.</summary>
internal readonly record struct ErrorScale
{
    /// <summary>The initial scale: a standard deviation of 0.2 spreads.</summary>
    public static readonly ErrorScale Start = new(0, 0.04);

    // The weight of a new error. The last three hours have half of the total weight.
    private const double Share = 1.0 / 256;

    // Errors are limited to this number of standard deviations, so that an incident does not hide the next one.
    private const double Limit = 4;

    /// <summary>Creates a scale.</summary>
    /// <exception cref="FormatException">A number is out of its range.</exception>
    public ErrorScale(double mean, double variance)
    {
        Mean = Valid.Distance("the mean of the errors", mean);
        Variance = Valid.Variance("the variance of the errors", variance);
    }

    /// <summary>The mean, in the stream's spreads.</summary>
    public double Mean { get; }

    /// <summary>The variance.</summary>
    public double Variance { get; }

    /// <summary>Returns the distance of an error from the mean in standard deviations.</summary>
    public double Score(double error) => Math.Abs(error - Mean) / Math.Sqrt(Variance);

    /// <summary>Returns the scale after another error.</summary>
    public ErrorScale With(double error)
    {
        double limit = Limit * Math.Sqrt(Variance);
        double distance = Math.Clamp(error - Mean, -limit, limit);
        return new ErrorScale(Mean + Share * distance, Variance + Share * (distance * distance - Variance));
    }
}
