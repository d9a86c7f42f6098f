namespace Streams.Metrics;

/// <summary>An incident that was added to a stream, for the scores to detect.</summary>
/// <param name="Kind">The kind of incident.</param>
/// <param name="Start">The first minute.</param>
/// <param name="End">The minute after the last.</param>
/// <param name="Added">The change of the values, in spreads.</param>
internal sealed record Incident(IncidentKind Kind, int Start, int End, double Added)
{
    /// <summary>The length of a window in minutes. A stream has at most one incident per window, which also ends in the window.</summary>
    public const int Window = 720;

    private const double Rate = 1.0 / 16;

    /// <summary>Returns the incident of a window, or null if there is none.</summary>
    public static Incident? Draw(Chance chance, MetricKind metric, int window)
    {
        if (chance.Uniform(ChancePurpose.IncidentOccurs, window) >= Rate)
        {
            return null;
        }

        var kind = (IncidentKind)(int)(3.0 * chance.Uniform(ChancePurpose.IncidentKind, window));
        double length = chance.Uniform(ChancePurpose.IncidentLength, window);
        (int minutes, double sign) = kind switch
        {
            IncidentKind.Spike => (1 + (int)(4.0 * length), 1.0),
            IncidentKind.Dip => (5 + (int)(15.0 * length), -1.0),
            _ => (120 + (int)(360.0 * length), chance.Uniform(ChancePurpose.IncidentSign, window) < 0.5 ? 1.0 : -1.0),
        };
        int start = window * Window + (int)(240.0 * chance.Uniform(ChancePurpose.IncidentStart, window));
        double strength = 4.0 + 8.0 * chance.Uniform(ChancePurpose.IncidentStrength, window);
        return new Incident(kind, start, start + minutes, sign * strength * metric.Noise);
    }
}
