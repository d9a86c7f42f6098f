namespace Streams.Metrics;

/// <summary>Something that was put into a stream, for the scores to find.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Its first minute.</param>
/// <param name="End">The minute after its last.</param>
/// <param name="Added">What it adds to the values, in spreads.</param>
internal sealed record Incident(IncidentKind Kind, int Start, int End, double Added)
{
    /// <summary>A stream has at most one incident in a window of so many minutes, and it ends within it.</summary>
    public const int Window = 720;

    private const double Rate = 1.0 / 16;

    /// <summary>The incident of a window, if there is one.</summary>
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
