namespace Streams.Metrics;

/// <summary>The daily and weekly cycles, in minutes.</summary>
internal static class Cycle
{
    public const int Day = 1440;
    public const int Week = 7 * Day;

    /// <summary>Returns a wave between -1 and 1: two parabolas instead of a sine, whose last bits depend on the platform.</summary>
    public static double Wave(int minute, int period)
    {
        double t = 2.0 * (minute % period) / period;
        return t < 1 ? 4.0 * t * (1.0 - t) : -4.0 * (t - 1.0) * (2.0 - t);
    }
}
