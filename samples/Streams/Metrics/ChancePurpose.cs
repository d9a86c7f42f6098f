namespace Streams.Metrics;

/// <summary>What a random number is for: numbers for different purposes have nothing to do with each other. The values are those of training/metrics.py.</summary>
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
