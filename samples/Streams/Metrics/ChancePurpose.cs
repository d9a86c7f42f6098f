namespace Streams.Metrics;

/// <summary>
/// The purpose of a random number. Numbers for different purposes are independent. The values are the same as in training/metrics.py.
/// </summary>
internal enum ChancePurpose
{
    StreamSize = 1,
    StreamPhase,
    SlowChange,
    Noise,
    Unrest,
    IncidentOccurs,
    IncidentKind,
    IncidentStart,
    IncidentLength,
    IncidentStrength,
    IncidentSign,
}
