namespace Streams.Metrics;

/// <summary>The day and the week.</summary>
internal static class Cycle
{
    public const int Day = 1440;
    public const int Week = 7 * Day;

    /// <summary>From -1 to 1 and back in a period: two parabolas in place of a sine, whose last bits differ from platform to platform.</summary>
    public static double Wave(int minute, int period)
    {
        double t = 2.0 * (minute % period) / period;
        return t < 1 ? 4.0 * t * (1.0 - t) : -4.0 * (t - 1.0) * (2.0 - t);
    }
}
